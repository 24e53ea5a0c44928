// SPDX-License-Identifier: Apache-2.0
/** The connection to police sharing platforms and to devices below, over GB/T 28181: what is, not how it is configured. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';

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
  /** Cameras that it may see. */
  channels: z.number(),
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
  channels: z.array(z.object({ id: z.string(), name: z.string(), isOnline: z.boolean() })),
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
