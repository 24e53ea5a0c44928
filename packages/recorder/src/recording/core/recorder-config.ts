// SPDX-License-Identifier: Apache-2.0
/** The recorder's configuration file: JSON, checked whole, every error with the path of the field. */
import { readFile } from 'node:fs/promises';
import { parseVkey, type VerifierKey } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { z } from 'zod';
import { RecorderError } from '../../errors.ts';
import type { CameraSettings } from '../../terms/cameras.ts';
import type { RetentionSettings } from '../../terms/holds.ts';
import type { FootageOptions, RecorderOptions } from './recorder-core.ts';

const Retention = z.strictObject({
  /** Days that must be kept. */
  floorDays: z.number().int().min(0).max(3650).optional(),
  /** Provision the floor comes from, e.g. `d799/retention`. */
  floorProvision: z.string().min(1).optional(),
  /** Days after which footage goes even without pressure. */
  ceilingDays: z.number().int().min(1).max(3650).optional(),
});

const Camera = z.strictObject({
  id: z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/, 'letters, digits, . _ - only, at most 64'),
  url: z.string().min(1),
  wallUrl: z.string().min(1).optional(),
  name: z.string().optional(),
  transport: z.enum(['tcp', 'udp']).optional(),
  recordAudio: z.boolean().optional(),
  enabled: z.boolean().optional(),
  retention: Retention.optional(),
});

export const RecorderConfig = z.strictObject({
  /** Data directory. */
  directory: z.string().min(1),
  /** Id in the store's identity file; refuses another disk mounted in its place. */
  storeId: z.string().optional(),
  segmentSeconds: z.number().int().min(1).max(600).optional(),
  fragmentMs: z.number().int().min(100).max(1000).optional(),
  workers: z.number().int().min(0).max(64).optional(),
  retention: Retention.optional(),
  reserveBytes: z.number().int().min(0).optional(),
  pressurePolicy: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('thin') }),
      z.strictObject({ kind: z.literal('delete-below-floor'), by: z.string().min(1) }),
    ])
    .optional(),
  allowAddresses: z.array(z.string().min(1)).optional(),
  algorithms: z.enum(['sha256-ed25519', 'sm3-sm2']).optional(),
  cameras: z.array(Camera).optional(),
  /** Encryption of footage at rest (docs/operations.md). */
  footage: z
    .strictObject({
      encrypt: z.boolean().optional(),
      /** File with the secret that opens the footage key; better on another disk than the footage. */
      startSecretFile: z.string().min(1).optional(),
    })
    .optional(),
  /** Who co-signs the log: submission prefix and public key (C2SP vkey). */
  witnesses: z
    .array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), vkey: z.string().min(1) }))
    .max(16)
    .optional(),
});
export type RecorderConfig = z.infer<typeof RecorderConfig>;

/**
 * Reads and checks a configuration file.
 *
 * @throws RecorderError `recorder/config-unusable` with `path` (the field, or the file) and `reason`
 */
export async function readRecorderConfig(file: string): Promise<RecorderOptions> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new RecorderError('recorder/config-unusable', { path: file, reason: 'cannot be read' }, error);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new RecorderError('recorder/config-unusable', { path: file, reason }, error);
  }
  return parseRecorderConfig(value);
}

/** @throws RecorderError `recorder/config-unusable` with the path of the first field that is wrong */
export function parseRecorderConfig(value: unknown): RecorderOptions {
  const parsed = RecorderConfig.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    throw new RecorderError('recorder/config-unusable', {
      path: [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.') || '(root)',
      reason: issue?.message ?? 'unusable',
    });
  }
  const { storeId, retention, cameras, witnesses, footage, ...rest } = parsed.data;
  const ids = new Set<string>();
  for (const [at, camera] of (cameras ?? []).entries()) {
    if (ids.has(camera.id)) {
      throw new RecorderError('recorder/config-unusable', {
        path: `cameras.${at}.id`,
        reason: 'occurs twice',
      });
    }
    ids.add(camera.id);
  }
  return withoutUndefined({
    ...rest,
    witnesses: witnesses?.map(({ url, vkey }, at) => ({ url, key: witnessKey(vkey, at) })),
    expectedStoreId: storeId,
    footage: footage && withoutUndefined<FootageOptions>(footage),
    retention: retention && withoutUndefined<Partial<RetentionSettings>>(retention),
    cameras: cameras?.map((camera) => withoutUndefined<CameraSettings>(camera)),
  });
}

/** @throws RecorderError `recorder/config-unusable` */
function witnessKey(vkey: string, at: number): VerifierKey {
  const key = parseVkey(nodeAlgorithms, vkey);
  if (key?.kind === 'cosignature-v1') return key;
  throw new RecorderError('recorder/config-unusable', {
    path: `witnesses.${at}.vkey`,
    reason: 'no witness key (cosignature/v1)',
  });
}

/** Absent and undefined are the same in a file; the options' type knows only absent. */
function withoutUndefined<T>(value: object): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
