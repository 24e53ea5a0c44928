// SPDX-License-Identifier: Apache-2.0
/** Cameras: what they do, adding, testing in words, changing, removing. Credentials go in and never come out. */
import { z } from 'zod';
import { gapCauses } from '../core/causes.ts';
import type { CameraStatus, CameraTestFailure } from '../core/recorder-core.ts';
import type { Sentence } from '../errors.ts';
import { type App, personOf, row } from './app-types.ts';
import type { ServerContext } from './context.ts';
import { ServerRefusal } from './refusal.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

const Camera = z.object({
  id: z.string(),
  name: z.string().optional(),
  /** Without credentials. */
  address: z.string(),
  transport: z.enum(['tcp', 'udp']),
  recordAudio: z.boolean(),
  enabled: z.boolean(),
  state: z.enum(['connecting', 'recording', 'waiting', 'disabled', 'stopped-by-pressure']),
  sinceMs: z.number(),
  cause: z.string().optional(),
  causeSentence: Words.optional(),
  codec: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  audioCodec: z.string().optional(),
  framesPerSecond: z.number(),
  bitsPerSecond: z.number(),
  frames: z.number(),
  bytes: z.number(),
  reconnects: z.number(),
  packetsLost: z.number(),
  clockOffsetMs: z.number().optional(),
  deviations: z.record(z.string(), z.number()),
  thinned: z.boolean(),
  lastFrameMs: z.number().optional(),
  retention: z
    .object({
      floorDays: z.number().optional(),
      floorProvision: z.string().optional(),
      ceilingDays: z.number().optional(),
    })
    .optional(),
});
type Camera = z.infer<typeof Camera>;

const Url = z.string().trim().min(8).max(2000);
const Transport = z.enum(['tcp', 'udp']);
const CameraChange = z.object({
  url: Url.optional(),
  name: z.string().trim().max(80).optional(),
  transport: Transport.optional(),
  recordAudio: z.boolean().optional(),
  enabled: z.boolean().optional(),
});
const NewCamera = CameraChange.extend({ id: z.string().trim().min(1).max(64), url: Url });

const CameraTestAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ok'),
    codec: z.string(),
    width: z.number(),
    height: z.number(),
    framesPerSecond: z.number().optional(),
    audioCodec: z.string().optional(),
    firstPictureMs: z.number(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string(), sentence: Words, detail: z.string() }),
]);

/** What happened · what to do. */
const testFailures: Readonly<Record<CameraTestFailure, Sentence>> = {
  'address-malformed': {
    zh: '地址写法不对。应以 rtsp:// 开头，例如 rtsp://用户:密码@192.168.1.10/stream1。',
    en: 'The address is malformed. It begins with rtsp://, as rtsp://user:password@192.168.1.10/stream1.',
  },
  'address-refused': {
    zh: '这个地址不允许作为摄像机（本机或链路本地地址）。确有需要时请在配置中放行。',
    en: 'This address may not be a camera (loopback or link-local). Allow it in the configuration if it really is one.',
  },
  'name-unknown': {
    zh: '找不到这个主机名。请核对拼写，或改用 IP 地址。',
    en: 'The host name is unknown. Check the spelling or use the IP address.',
  },
  unreachable: {
    zh: '连不上摄像机。请检查电源、网线和 IP 地址、端口。',
    en: 'The camera cannot be reached. Check power, cable, address and port.',
  },
  timeout: {
    zh: '摄像机没有在规定时间内应答。请检查网络是否拥塞，或摄像机是否死机。',
    en: 'The camera did not answer in time. Check whether the network is congested or the camera hangs.',
  },
  'not-rtsp': {
    zh: '对方应答的不是 RTSP。请核对端口（通常为 554）。',
    en: 'What answered does not speak RTSP. Check the port (usually 554).',
  },
  'wrong-password': {
    zh: '用户名或密码不对。请核对后重试；多次输错摄像机可能会锁定。',
    en: 'The user name or password is wrong. Check it; some cameras lock after several attempts.',
  },
  'stream-not-found': {
    zh: '摄像机没有这个码流路径。请核对地址中主机后面的部分。',
    en: 'The camera has no such stream. Check the part of the address after the host.',
  },
  'camera-refused': {
    zh: '摄像机拒绝了请求，可能连接数已满。请关闭其他客户端后重试。',
    en: 'The camera refused, perhaps because too many clients are connected. Close others and try again.',
  },
  'no-video': {
    zh: '这个码流里没有视频。请换一个码流。',
    en: 'There is no video in this stream. Choose another.',
  },
  'unsupported-codec': {
    zh: '视频编码不支持。请在摄像机上改为 H.264 或 H.265。',
    en: 'The video codec is not supported. Set the camera to H.264 or H.265.',
  },
  'no-picture': {
    zh: '已连接，但没有收到完整的图像。请检查摄像机的码流设置。',
    en: 'Connected, but no whole picture came. Check the stream settings of the camera.',
  },
};

export function cameraRoutes(app: App, { core }: ServerContext): void {
  const Id = z.object({ camera: z.string().max(64) });
  const show = (status: CameraStatus): Camera => {
    const settings = core.cameras.list().find(({ id }) => id === status.id);
    const { deviations, cause, ...rest } = withoutUndefined(status);
    return {
      ...rest,
      deviations: { ...deviations },
      transport: settings?.transport ?? 'tcp',
      recordAudio: settings?.recordAudio ?? true,
      ...(cause !== undefined && {
        cause,
        causeSentence: { zh: gapCauses[cause].zh, en: gapCauses[cause].en },
      }),
      ...(settings?.retention && { retention: withoutUndefined(settings.retention) }),
    };
  };
  const known = (id: string): Camera => {
    const status = core.cameras.find(id);
    if (!status) throw new ServerRefusal('recorder/not-found', { what: id });
    return show(status);
  };
  app.route({
    ...row('GET /api/cameras'),
    schema: { summary: '摄像机 cameras', response: { 200: z.object({ cameras: z.array(Camera) }) } },
    handler: () => Promise.resolve({ cameras: core.cameras.status().map(show) }),
  });
  app.route({
    ...row('POST /api/cameras'),
    schema: { summary: '添加摄像机 add a camera', body: NewCamera, response: { 201: Camera } },
    handler: async (request, reply) => {
      await core.cameras.add(withoutUndefined(request.body), personOf(request).user);
      return reply.status(201).send(known(request.body.id));
    },
  });
  app.route({
    ...row('POST /api/cameras/test'),
    config: { ...row('POST /api/cameras/test').config, rateLimit: { max: 30, timeWindow: 60_000 } },
    schema: {
      summary: '测试地址 test an address',
      body: z.object({ url: Url, transport: Transport.optional() }),
      response: { 200: CameraTestAnswer },
    },
    handler: async (request) => {
      const { url, transport } = request.body;
      const answer = await core.testCamera(url, { ...(transport && { transport }), timeoutMs: 10_000 });
      if (answer.kind === 'ok') return withoutUndefined(answer);
      return { ...answer, sentence: { ...testFailures[answer.reason] } };
    },
  });
  app.route({
    ...row('PATCH /api/cameras/:camera'),
    schema: {
      summary: '修改摄像机 change a camera',
      params: Id,
      body: CameraChange,
      response: { 200: Camera },
    },
    handler: async (request) => {
      await core.cameras.update(
        request.params.camera,
        withoutUndefined(request.body),
        personOf(request).user,
      );
      return known(request.params.camera);
    },
  });
  app.route({
    ...row('DELETE /api/cameras/:camera'),
    schema: {
      summary: '移除摄像机（录像继续按期限保存）remove a camera, its footage stays',
      params: Id,
      querystring: z.object({ confirm: z.string().optional() }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { camera } = request.params;
      if (request.query.confirm !== camera)
        throw new ServerRefusal('recorder/confirmation-missing', { camera });
      await core.cameras.remove(camera, personOf(request).user);
      return reply.status(204).send(null);
    },
  });
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** JSON has no `undefined`; the wire types say absent. */
function withoutUndefined<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Present<T>;
}
