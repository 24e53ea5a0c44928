// SPDX-License-Identifier: Apache-2.0
/** Cameras: what they do, adding, testing in words, changing, removing. Credentials go in and never come out. */
import {
  addCamera,
  type Camera,
  changeCamera,
  keepCamera,
  listCameras,
  type Person,
  removeCamera,
  switchOffCamera,
  testCamera,
} from '@mingjing/contracts/site';
import { RecorderError, type Sentence } from '../../errors.ts';
import { leadsBack, ownPortReason } from '../../recording/core/own-address.ts';
import type { CameraStatus, CameraTestFailure } from '../../terms/cameras.ts';
import { gapCauses } from '../../terms/causes.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import type { Asked } from '../settings/asked-book.ts';

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
  'not-tls': {
    zh: '对方没有使用 TLS 加密。请核对端口（rtsps 通常为 322），或改用 rtsp://。',
    en: 'What answered does not use TLS. Check the port (rtsps usually 322) or use rtsp://.',
  },
  'certificate-changed': {
    zh: '摄像机出示的证书与首次连接时不同。可能换了设备或重新生成了证书，也可能有人冒充；请到现场核对后再接受新证书。',
    en: 'The camera showed another certificate than at its first connection. It may have been replaced or reset, or somebody poses as it; check on site before accepting the new one.',
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

const mistypedMs = 86_400_000;

/** The first free of `cam-1`, `cam-2`, …: of nothing that was ever recorded here, so that no footage changes its camera. */
function freeId({ cameras, extent }: Pick<ServerContext['core'], 'cameras' | 'extent'>): string {
  for (let n = 1; ; n += 1) {
    const id = `cam-${n}`;
    if (!cameras.find(id) && !extent(id)) return id;
  }
}

export function servedCameras({ core, switchOffs, removals, ownPorts }: ServerContext): readonly Served[] {
  const checkNotOurs = async (camera: string, url: string | undefined): Promise<void> => {
    if (url !== undefined && (await leadsBack(url, ownPorts())))
      throw new RecorderError('recorder/camera-url-refused', {
        camera,
        reason: ownPortReason,
      });
  };
  const askedOf = (id: string): Pick<Camera, 'offAsked' | 'removalAsked'> => {
    const shown = ({ by, reason, atMs }: Asked) => ({ by, reason, atMs });
    const [off, removal] = [switchOffs.find(id), removals.find(id)];
    return { ...(off && { offAsked: shown(off) }), ...(removal && { removalAsked: shown(removal) }) };
  };
  const wishOf = (person: Person, reason: string): Asked => {
    const atMs = Math.round(core.nowMs());
    return { by: person.name, personId: person.id, reason, atMs };
  };
  /** Who wanted it, who agreed, and both reasons. */
  const agreed = (what: string, asked: Asked | undefined, person: Person, reason: string) =>
    core.appendEntry({
      type: 'config',
      what,
      by: person.user,
      ...(asked && { before: `${asked.by}：${asked.reason}` }),
      after: `${person.name}：${reason}`,
    });
  /** Added within the last day, and never a picture: an address with a slip in it is taken back by one person. */
  const isMistyped = (camera: string): boolean => {
    const sinceMs = core.extent(camera)?.fromMs ?? core.nowMs();
    return core.segments({ camera, limit: 1 }).length === 0 && core.nowMs() - sinceMs < mistypedMs;
  };
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
      ...(settings?.certificateSha256 !== undefined && { pinnedCertificate: settings.certificateSha256 }),
      ...(settings?.wallUrl && { wallAddress: settings.wallUrl }),
      ...(settings?.onvif && { onvif: { ...settings.onvif } }),
      motionAlarm: settings?.motionAlarm ?? false,
      movable: core.cameras.deviceOf(status.id) !== undefined,
      ...askedOf(status.id),
      ...(settings?.group && { group: settings.group }),
      ...(settings?.retention && { retention: withoutUndefined(settings.retention) }),
    };
  };
  const known = (id: string): Camera => {
    const status = core.cameras.find(id);
    if (!status) throw new ServerRefusal('recorder/not-found', { what: id });
    return show(status);
  };
  return [
    serve(listCameras, () =>
      Promise.resolve({
        cameras: core.cameras.status().map(show),
        removed: core.cameras.removed().flatMap((camera) => {
          const extent = core.extent(camera.id);
          return extent ? [{ ...withoutUndefined(camera), ...extent }] : [];
        }),
      }),
    ),
    serve(addCamera, async ({ body, person }) => {
      const id = body.id ?? freeId(core);
      await checkNotOurs(id, body.url);
      await checkNotOurs(id, body.wallUrl);
      await core.cameras.add({ ...withoutUndefined(body), id, typed: true }, person.user);
      return known(id);
    }),
    serve(testCamera, async ({ body }) => {
      const { url, transport } = body;
      if (await leadsBack(url, ownPorts()))
        return {
          kind: 'failed' as const,
          reason: 'address-refused',
          detail: '',
          sentence: { ...testFailures['address-refused'] },
        };
      const answer = await core.testCamera(url, { ...(transport && { transport }), timeoutMs: 10_000 });
      if (answer.kind === 'ok') return withoutUndefined(answer);
      return { ...answer, sentence: { ...testFailures[answer.reason] } };
    }),
    serve(changeCamera, async ({ params, body, person }) => {
      const { camera } = params;
      if (body.enabled === false && known(camera).enabled) throw new ServerRefusal('recorder/switch-off-two');
      await checkNotOurs(camera, body.url);
      await checkNotOurs(camera, body.wallUrl);
      const typed = body.url === undefined ? {} : { typed: true };
      await core.cameras.update(camera, { ...withoutUndefined(body), ...typed }, person.user);
      if (body.enabled === true) switchOffs.forget(camera);
      return known(camera);
    }),
    serve(switchOffCamera, async ({ params, body, person }) => {
      const { camera } = params;
      if (!known(camera).enabled) return known(camera);
      const asked = switchOffs.agreed(camera, person.id);
      if (!asked) {
        switchOffs.ask(camera, wishOf(person, body.reason));
        return known(camera);
      }
      await agreed(`camera-off/${camera}`, asked, person, body.reason);
      await core.cameras.update(camera, { enabled: false }, person.user);
      switchOffs.forget(camera);
      return known(camera);
    }),
    serve(removeCamera, async ({ params, body, person }) => {
      const { camera } = params;
      known(camera);
      if (body.confirm !== camera) throw new ServerRefusal('recorder/confirmation-missing', { camera });
      const asked = removals.agreed(camera, person.id);
      if (!asked && !isMistyped(camera)) {
        removals.ask(camera, wishOf(person, body.reason));
        return { removed: false };
      }
      await agreed(`camera-removal/${camera}`, asked, person, body.reason);
      await core.cameras.remove(camera, person.user);
      removals.forget(camera);
      switchOffs.forget(camera);
      return { removed: true };
    }),
    serve(keepCamera, ({ params }) => {
      known(params.camera);
      removals.forget(params.camera);
    }),
  ];
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** JSON has no `undefined`; the wire types say absent. */
function withoutUndefined<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Present<T>;
}
