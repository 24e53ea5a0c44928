// SPDX-License-Identifier: Apache-2.0
/** The `intrusion` section of the recorder's configuration: where panels call, which are known, what their zones watch. */
import { z } from 'zod';
import { RecorderError } from '../errors.ts';

const Key = z
  .string()
  .refine(
    (text) => /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})$/.test(text),
    '16, 24 or 32 bytes in hexadecimal',
  );

export const Zone = z.strictObject({
  /** What people call the place. */
  place: z.string().trim().min(1).max(120).optional(),
  /** Id of the camera that sees it. */
  camera: z.string().min(1).max(64).optional(),
});

const IntrusionConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  host: z.string().min(1).default('127.0.0.1'),
  /** How far a panel's clock may be off, seconds, before and after ours. */
  lateS: z.number().int().min(1).max(86_400).default(40),
  earlyS: z.number().int().min(1).max(86_400).default(20),
  /** By account number; a panel that is not here is refused. */
  accounts: z.record(
    z.string().regex(/^[0-9A-F]{3,16}$/, '3 to 16 hexadecimal digits in capitals'),
    z.strictObject({
      name: z.string().trim().min(1).max(60),
      /** The panel encrypts; without one what it sends encrypted is refused. */
      keyHex: Key.optional(),
      zones: z.record(z.string().max(16), Zone).default({}),
    }),
  ),
});
export type IntrusionConfig = z.infer<typeof IntrusionConfig>;

/** @throws RecorderError `recorder/config-unusable` with the field */
export function parseIntrusionConfig(value: unknown): IntrusionConfig {
  const parsed = IntrusionConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RecorderError('recorder/config-unusable', {
    path: ['intrusion', ...(issue?.path ?? []).map(String)].join('.'),
    reason: issue?.message ?? 'unusable',
  });
}
