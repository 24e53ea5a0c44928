// SPDX-License-Identifier: Apache-2.0
/** The connection to police sharing platforms and to devices below, over GB/T 28181: what is, not how it is configured. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Sentence } from './shapes.ts';

const Transport = z.enum(['udp', 'tcp']);

export const UpperPlatform = z.object({
  /** 20 digits. */
  id: z.string(),
  registered: z.boolean(),
  state: z.string(),
  address: z.string(),
  transport: Transport,
  registeredSinceMs: z.number().optional(),
  lastKeepaliveMs: z.number().optional(),
  /** Its clock minus ours. */
  clockOffsetMs: z.number().optional(),
  /** How it is called at the unit. */
  name: z.string().optional(),
  /** Cameras that it may see. */
  channels: z.number(),
  shared: z.array(z.object({ id: z.string(), name: z.string(), camera: z.string(), isOnline: z.boolean() })),
  /** The number of the agreement on sharing, which every look of its bears. */
  agreement: z.string().optional(),
  /** What it may do to cameras, and who allowed it; absent: nothing. */
  controls: z.object({ allowedBy: z.string(), allow: z.array(z.string()) }).optional(),
  sessions: z.array(
    z.object({
      channel: z.string(),
      kind: z.enum(['live', 'playback', 'download']),
      sinceMs: z.number(),
      frames: z.number(),
    }),
  ),
  /** Why it is not registered. */
  problem: z.string().optional(),
});
export type UpperPlatform = z.infer<typeof UpperPlatform>;

export const LowerDevice = z.object({
  id: z.string(),
  name: z.string().optional(),
  registered: z.boolean(),
  registeredSinceMs: z.number().optional(),
  lastKeepaliveMs: z.number().optional(),
  address: z.string().optional(),
  transport: Transport.optional(),
  manufacturer: z.string().optional(),
  model: z.string().optional(),
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      isOnline: z.boolean(),
      manufacturer: z.string().optional(),
      model: z.string().optional(),
      /** The camera of ours that is recorded from it. */
      camera: z.string().optional(),
    }),
  ),
  /** Streams that we take from it. */
  sessions: z.number(),
});
export type LowerDevice = z.infer<typeof LowerDevice>;

export const readSharing = siteOperation({
  method: 'GET',
  path: '/api/gb28181',
  roles: site.readers,
  tag: '联网 Sharing',
  summary: { zh: '联网状态（GB/T 28181）', en: 'State of the connections over GB/T 28181' },
  answer: z.object({
    /** The configuration has a `gb28181` section. */
    configured: z.boolean(),
    /** Our own code; absent when nothing is configured. */
    localId: z.string().optional(),
    upper: z.array(UpperPlatform),
    devices: z.array(LowerDevice),
  }),
});

const SelfTestStep = z.object({
  step: z.enum(['registration', 'keepalive', 'channel', 'picture', 'key-picture', 'codec', 'sound']),
  /** `left`: not tried, because of an earlier one. */
  result: z.enum(['fine', 'warned', 'failed', 'left']),
  sentence: Sentence,
  /** Numbers and words of the other side. */
  detail: z.string(),
});
export type SelfTestStep = z.infer<typeof SelfTestStep>;

export const testSharing = siteOperation({
  method: 'POST',
  path: '/api/gb28181/upper/:platform/test',
  roles: site.deciders,
  tag: '联网 Sharing',
  summary: {
    zh: '联网自检：注册、心跳、通道，并把一路图像试发给本机（登记为系统巡检）',
    en: 'Try a connection: registration, keepalive, channel, and a picture sent to ourselves (registered as system check)',
  },
  params: z.object({ platform: z.string().max(32) }),
  body: z.object({
    /** The platform's code of a channel; absent: the first that is shared. */
    channel: z.string().max(32).optional(),
    transport: Transport.default('udp'),
  }),
  answer: z.object({ channel: z.string().optional(), steps: z.array(SelfTestStep) }),
  perMinute: 12,
});
