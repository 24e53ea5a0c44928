// SPDX-License-Identifier: Apache-2.0
/** What is frozen before a draw and what is published after it. */
import { createHash } from 'node:crypto';
import { encodeCanonicalJson } from '@mingjing/evidence';
import { z } from 'zod';

/** `weight` tickets in the urn; `why` says where each beyond the first comes from. */
export const DrawUnit = z.strictObject({
  id: z.string(),
  name: z.string(),
  weight: z.int().min(1).max(1000),
  why: z.array(z.string()),
});
export type DrawUnit = z.output<typeof DrawUnit>;

const DrawOfficer = z.strictObject({ id: z.string(), name: z.string() });

export const FrozenList = z.strictObject({
  id: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  frozenAt: z.string(),
  /** How many units, and how many officers for each visit. */
  take: z.strictObject({ units: z.int().min(1).max(10_000), officers: z.int().min(2).max(20) }),
  units: z.array(DrawUnit).min(1),
  officers: z.array(DrawOfficer).min(2),
});
export type FrozenList = z.output<typeof FrozenList>;

export const DrawRecord = z.strictObject({
  format: z.literal('mingjing-draw/1'),
  list: FrozenList,
  listHash: z.string(),
  /** The act of freezing as the platform's log has it, with its place and its path to the seed's root. */
  freezing: z.strictObject({
    act: z.looseObject({ id: z.string(), at: z.string(), salt: z.string() }),
    index: z.int().min(0),
    path: z.array(z.string()).max(64),
  }),
  /** The seed: the first signed state of the log that holds the freezing. */
  checkpoint: z.string(),
  /** The log's public key, a vkey line. */
  logKey: z.string(),
  drawn: z.array(z.strictObject({ unit: z.string(), officers: z.array(z.string()) })),
});
export type DrawRecord = z.output<typeof DrawRecord>;

export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** `sha256:` of the canonical JSON of the list; the act of freezing carries it into the log. */
export const hashOfList = (list: FrozenList): string =>
  `sha256:${sha256(encodeCanonicalJson(list)).toString('hex')}`;
