// SPDX-License-Identifier: Apache-2.0
/** Cameras: what they do, adding, testing in words, changing, removing. Credentials go in and never come out. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { CameraId, Reason, Sentence } from './shapes.ts';

const { everyone, administrators, deciders } = site;

const Transport = z.enum(['tcp', 'udp']);

/** The ONVIF device that a camera's stream comes from, to move it, to set its clock, to hear its events. */
const Onvif = z.strictObject({
  /** Of its device service, at the host of the stream. */
  service: z.url({ protocol: /^https?$/ }).max(300),
  /** Token of the media profile. */
  profile: z.string().min(1).max(64),
});

/** What a camera over TLS shows. */
const Certificate = z.object({
  /** Of the certificate, hexadecimal. */
  sha256: z.string(),
  /** Somebody whom the recorder's machine knows signed it; otherwise the camera did itself, as most do. */
  isTrusted: z.boolean(),
});

export const Camera = z.object({
  id: z.string(),
  name: z.string().optional(),
  /** What the unit sorts its cameras by on the wall. */
  group: z.string().optional(),
  /** Without credentials. */
  address: z.string(),
  /** Of the smaller stream for the wall, without credentials; absent: the wall shows what is recorded. */
  wallAddress: z.string().optional(),
  transport: Transport,
  recordAudio: z.boolean(),
  enabled: z.boolean(),
  state: z.enum(['connecting', 'recording', 'waiting', 'disabled', 'stopped-by-pressure']),
  sinceMs: z.number(),
  cause: z.string().optional(),
  causeSentence: Sentence.optional(),
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
  /** Tolerances that fired, by quirk id: count. */
  deviations: z.record(z.string(), z.number()),
  thinned: z.boolean(),
  lastFrameMs: z.number().optional(),
  /** Shown at its last connection. */
  certificate: Certificate.optional(),
  /** SHA-256 of the certificate it showed first, or that a person accepted later; another one is not talked to. */
  pinnedCertificate: z.string().optional(),
  /** Absent: its address was typed, or it does not speak ONVIF. */
  onvif: Onvif.optional(),
  /** Motion that the camera itself tells (ONVIF, GB/T 28181) is an alarm; tampering always is. */
  motionAlarm: z.boolean(),
  /** It can be asked to move: by ONVIF, or through its GB/T 28181 device. */
  movable: z.boolean(),
  /** Somebody asked to switch its recording off; it goes on until a second person agrees. */
  offAsked: z.object({ by: z.string(), reason: z.string(), atMs: z.number() }).optional(),
  /** Somebody asked to take it off the list; it stays until a second person agrees. */
  removalAsked: z.object({ by: z.string(), reason: z.string(), atMs: z.number() }).optional(),
  retention: z
    .object({
      floorDays: z.number().optional(),
      floorProvision: z.string().optional(),
      ceilingDays: z.number().optional(),
    })
    .optional(),
});
export type Camera = z.infer<typeof Camera>;

/** A camera that is on the list no more; its footage is played, copied and held as before, until retention lets it go. */
export const RemovedCamera = z.object({
  id: z.string(),
  name: z.string().optional(),
  removedMs: z.number().optional(),
  /** First and last instant of what is recorded of it. */
  fromMs: z.number(),
  toMs: z.number(),
});
export type RemovedCamera = z.infer<typeof RemovedCamera>;

const Url = z.string().trim().min(8).max(2000);
const CameraChange = z.object({
  url: Url.optional(),
  /** A smaller stream of the same camera for the wall; not recorded. Empty: none. */
  wallUrl: z.string().trim().max(2000).optional(),
  name: z.string().trim().max(80).optional(),
  group: z.string().trim().max(40).optional(),
  transport: Transport.optional(),
  recordAudio: z.boolean().optional(),
  motionAlarm: z.boolean().optional(),
  enabled: z.boolean().optional(),
  /** Accepts this certificate of a camera that showed another one before. */
  certificateSha256: z.hex().length(64).optional(),
  onvif: Onvif.optional(),
});
export type CameraChange = z.infer<typeof CameraChange>;
const NewCamera = CameraChange.extend({
  /** Absent: made here, as `cam-7`. */
  id: z.string().trim().min(1).max(64).optional(),
  url: Url,
});
export type NewCamera = z.infer<typeof NewCamera>;

const CameraTest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ok'),
    codec: z.string(),
    width: z.number(),
    height: z.number(),
    framesPerSecond: z.number().optional(),
    audioCodec: z.string().optional(),
    firstPictureMs: z.number(),
    certificate: Certificate.optional(),
    /** Its pictures carry signatures of the camera; false: none was among the few that were looked at. */
    isSigned: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string(), sentence: Sentence, detail: z.string() }),
]);
export type CameraTest = z.infer<typeof CameraTest>;

const Place = z.object({ camera: CameraId });
const tag = '摄像机 Cameras';

export const listCameras = siteOperation({
  method: 'GET',
  path: '/api/cameras',
  roles: everyone,
  tag,
  summary: { zh: '摄像机', en: 'Cameras' },
  answer: z.object({ cameras: z.array(Camera), removed: z.array(RemovedCamera) }),
});
export const addCamera = siteOperation({
  method: 'POST',
  path: '/api/cameras',
  roles: administrators,
  tag,
  summary: { zh: '添加摄像机', en: 'Add a camera' },
  body: NewCamera,
  answer: Camera,
  status: 201,
});
export const testCamera = siteOperation({
  method: 'POST',
  path: '/api/cameras/test',
  roles: administrators,
  tag,
  summary: { zh: '测试地址', en: 'Test an address' },
  body: z.object({ url: Url, transport: Transport.optional() }),
  answer: CameraTest,
  perMinute: 30,
});
export const changeCamera = siteOperation({
  method: 'PATCH',
  path: '/api/cameras/:camera',
  roles: administrators,
  tag,
  summary: { zh: '修改摄像机', en: 'Change a camera' },
  params: Place,
  body: CameraChange,
  answer: Camera,
});
export const removeCamera = siteOperation({
  method: 'POST',
  path: '/api/cameras/:camera/removal',
  roles: deciders,
  tag,
  summary: {
    zh: '移除摄像机：写明理由，由第二人同意；录像继续按期限保存',
    en: 'Remove a camera: asked with a reason, done when a second person agrees; its footage stays',
  },
  params: Place,
  body: z.object({ confirm: z.string().optional(), reason: Reason }),
  answer: z.object({ removed: z.boolean() }),
});
export const keepCamera = siteOperation({
  method: 'DELETE',
  path: '/api/cameras/:camera/removal',
  roles: deciders,
  tag,
  summary: { zh: '撤回移除摄像机的申请', en: 'Take back the wish to remove a camera' },
  params: Place,
});
export const switchOffCamera = siteOperation({
  method: 'POST',
  path: '/api/cameras/:camera/off',
  roles: deciders,
  tag,
  summary: {
    zh: '停止录像：写明理由，由第二人同意',
    en: 'Stop recording a camera: asked with a reason, done when a second person agrees',
  },
  params: Place,
  body: z.object({ reason: Reason }),
  answer: Camera,
});
