// SPDX-License-Identifier: Apache-2.0
/**
 * The `eventSources` section of the recorder's configuration: door controllers, security checks and other systems that
 * tell events as JSON, over HTTP with a token or over MQTT. Their names for things are told here, not in the program.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { RecorderError } from '../errors.ts';
import { Zone } from './intrusion-config.ts';

/** What an event may say, in our names. */
export const eventFields = [
  'id',
  'at',
  'event',
  'place',
  'camera',
  'zone',
  'person',
  'result',
  'words',
] as const;
export type EventField = (typeof eventFields)[number];

const Path = z.string().regex(/^[^.\s]{1,60}(\.[^.\s]{1,60}){0,5}$/, 'names with dots between them');

const Source = z.strictObject({
  /** What people call it; stands in the register. */
  name: z.string().trim().min(1).max(60),
  /** Where the sender writes each of our fields, `data.door.name`; absent: under our name. */
  fields: z.partialRecord(z.enum(eventFields), Path).default({}),
  /** The sender's words for an event → ours. */
  events: z.record(z.string().min(1).max(80), z.string().min(1).max(20)).default({}),
  /** By the `zone` of the event: its place and the camera that sees it. */
  zones: z.record(z.string().max(40), Zone).default({}),
});

const EventSources = z.strictObject({
  /** How long ago an event may be that is told now, seconds: senders keep what they could not send. */
  lateS: z
    .number()
    .int()
    .min(1)
    .max(31 * 86_400)
    .default(7 * 86_400),
  /** How far the sender's clock may be ahead, seconds. */
  earlyS: z.number().int().min(1).max(86_400).default(60),
  /** By the id in the address they call. */
  http: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes'),
      Source.extend({
        /** SHA-256 of the token, in hexadecimal: the token itself stands nowhere here. */
        tokenSha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal'),
      }),
    )
    .default({}),
  mqtt: z
    .strictObject({
      url: z.string().regex(/^(mqtt|mqtts|ws|wss):\/\/[^@\s]+$/, 'mqtt:// or mqtts://, without a password'),
      username: z.string().max(200).optional(),
      /** Its first line is the password. */
      passwordFile: z.string().min(1).optional(),
      /** PEM of the authority that the broker's certificate comes from, where the system does not know it. */
      caFile: z.string().min(1).optional(),
      /** By the topic they are told under, `+` and `#` as MQTT has them. */
      topics: z.record(z.string().min(1).max(200), Source),
    })
    .optional(),
});
export type EventSources = z.infer<typeof EventSources>;
export type EventSource = z.infer<typeof Source>;

/**
 * @param folder of the configuration file: its files are relative to it
 * @throws RecorderError `recorder/config-unusable` with the field
 */
export function parseEventSources(value: unknown, folder: string): EventSources {
  const parsed = EventSources.safeParse(value);
  if (parsed.success) {
    const { mqtt, ...rest } = parsed.data;
    if (!mqtt) return rest;
    const { passwordFile, caFile } = mqtt;
    return {
      ...rest,
      mqtt: {
        ...mqtt,
        ...(passwordFile !== undefined && { passwordFile: resolve(folder, passwordFile) }),
        ...(caFile !== undefined && { caFile: resolve(folder, caFile) }),
      },
    };
  }
  const issue = parsed.error.issues[0];
  throw new RecorderError('recorder/config-unusable', {
    path: ['eventSources', ...(issue?.path ?? []).map(String)].join('.'),
    reason: issue?.message ?? 'unusable',
  });
}
