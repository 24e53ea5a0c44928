// SPDX-License-Identifier: Apache-2.0
/**
 * What cameras are beside their stream: found on the network, their clocks, moving them. Credentials go in and never
 * come out; every movement and every set clock is an entry of the evidence log.
 */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { CameraId, Reason, Sentence } from './shapes.ts';

const { administrators, viewers, deciders } = site;
const tag = '摄像机 Cameras';

const Profile = z.object({
  token: z.string(),
  codec: z.string(),
  /** Pixels, as the device claims; 0 when it does not say. */
  width: z.number(),
  height: z.number(),
  /** Without credentials. */
  url: z.string(),
  /** The camera that is recorded from there already. */
  camera: z.string().optional(),
});

const FoundOnvif = z.object({
  address: z.string(),
  name: z.string(),
  hardware: z.string(),
  /** Of its device service. */
  service: z.string(),
  /** What else it has: `ptz`, `events`, `replay` and so on. */
  services: z.array(z.string()),
  profiles: z.array(Profile),
  /** Its clock minus ours. */
  clockOffsetMs: z.number().optional(),
  /** Over TLS only. */
  certificate: z.enum(['trusted', 'self-signed']).optional(),
  /** It says that it signs its media; absent when it does not say. */
  isSigning: z.boolean().optional(),
  problem: z.object({ code: z.string(), sentence: Sentence, detail: z.string() }).optional(),
});
export type FoundOnvif = z.infer<typeof FoundOnvif>;

const FoundDevice = z.object({
  id: z.string(),
  name: z.string().optional(),
  registered: z.boolean(),
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      isOnline: z.boolean(),
      /** `gb28181://<device id>/<channel id>`. */
      url: z.string(),
      camera: z.string().optional(),
    }),
  ),
});
export type FoundDevice = z.infer<typeof FoundDevice>;

const Login = {
  user: z.string().max(120).optional(),
  password: z.string().max(200).optional(),
};

export const discoverCameras = siteOperation({
  method: 'POST',
  path: '/api/cameras/discover',
  roles: administrators,
  tag,
  summary: {
    zh: '搜索摄像机：本网段的 ONVIF 设备和已注册的国标设备',
    en: 'Find cameras: ONVIF devices of the network, and GB/T 28181 devices that registered',
  },
  body: z.object({
    ...Login,
    /** Ask only there: `HOST[:PORT]`, or the `http(s)://` address of a device service; absent: the whole network. */
    address: z.string().trim().max(300).optional(),
    seconds: z.number().min(1).max(10),
  }),
  answer: z.object({
    onvif: z.array(FoundOnvif),
    /** Those that may register; empty when GB/T 28181 is not configured. */
    gb28181: z.array(FoundDevice),
    /** Interfaces that could not be asked from, and the like. */
    told: z.array(z.string()),
  }),
  perMinute: 10,
});

const Failed = z.object({ kind: z.literal('failed'), sentence: Sentence, detail: z.string() });

export const setCameraClock = siteOperation({
  method: 'POST',
  path: '/api/cameras/clock',
  roles: administrators,
  tag,
  summary: {
    zh: '把摄像机时钟对准录像机（ONVIF）',
    en: 'Set the clock of a camera to that of the recorder (ONVIF)',
  },
  /** A camera that was added from what was found, or a device as it was found. */
  body: z.union([
    z.strictObject({ camera: CameraId }),
    z.strictObject({ service: z.url({ protocol: /^https?$/ }).max(300), ...Login }),
  ]),
  answer: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('done'),
      /** Its clock minus ours. */
      beforeMs: z.number().optional(),
      afterMs: z.number().optional(),
    }),
    Failed,
  ]),
  perMinute: 10,
});

/** From -100 to 100: to the right, upwards, towards. */
const Percent = z.number().int().min(-100).max(100).default(0);
const PresetToken = z.string().min(1).max(64);

const Movement = z.discriminatedUnion('act', [
  /** Until it is stopped, ten seconds at most. */
  z.object({ act: z.literal('move'), pan: Percent, tilt: Percent, zoom: Percent }),
  z.object({ act: z.literal('stop') }),
  z.object({ act: z.literal('go'), preset: PresetToken }),
]);
export type Movement = z.infer<typeof Movement>;

const Moved = z.discriminatedUnion('kind', [z.object({ kind: z.literal('done') }), Failed]);
export type Moved = z.infer<typeof Moved>;
const Place = z.object({ camera: CameraId });

export const moveCamera = siteOperation({
  method: 'POST',
  path: '/api/cameras/:camera/move',
  roles: viewers,
  tag,
  summary: {
    zh: '转动摄像机（每次记入证据日志）',
    en: 'Move a camera; each movement is in the evidence log',
  },
  params: Place,
  body: Movement,
  answer: Moved,
  perMinute: 240,
});

export const listPresets = siteOperation({
  method: 'GET',
  path: '/api/cameras/:camera/presets',
  roles: viewers,
  tag,
  summary: { zh: '摄像机预置位', en: 'Presets of a camera' },
  params: Place,
  answer: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('presets'),
      presets: z.array(z.object({ token: z.string(), name: z.string() })),
    }),
    Failed,
  ]),
});

export const changePreset = siteOperation({
  method: 'POST',
  path: '/api/cameras/:camera/presets',
  roles: deciders,
  tag,
  summary: {
    zh: '设置或删除预置位（写明理由，记入证据日志）',
    en: 'Set or remove a preset, with a reason; in the evidence log',
  },
  params: Place,
  body: z.discriminatedUnion('act', [
    z.object({
      act: z.literal('set'),
      name: z.string().trim().min(1).max(60),
      /** Where it stands now becomes this one; absent: a new one. GB/T 28181 devices number theirs: 1 to 255. */
      preset: PresetToken.optional(),
      reason: Reason,
    }),
    z.object({ act: z.literal('remove'), preset: PresetToken, reason: Reason }),
  ]),
  answer: Moved,
});
