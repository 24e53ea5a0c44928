// SPDX-License-Identifier: Apache-2.0
/** Which engine and which data gave an answer: SHA-256 over the canonical JSON of corpus and rules, once. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { CHINA_DAYS } from '../calendar/calendar-days.ts';
import { errata, instrumentFiles } from '../corpus/corpus.ts';
import { parameterLines } from '../deadlines/parameters.ts';
import { REQUESTER_WORDS } from '../facts/requester-words.data.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import {
  OUTSIDE_WORDS,
  PART_WORDS,
  PLACE_ROWS,
  PRIVATE_SPACE_ROWS,
  SECRET_UNIT_WORDS,
} from '../places/place-words.data.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import { profiles } from '../rules/profiles.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import type { Receipt } from '../types/answer.ts';

export const engineVersion = 'mingjing-law/0.1.0';

/** Everything an answer can depend on besides the engine's code. A test changes each data file and looks here. */
const everything = () => ({
  instruments: instrumentFiles,
  errata,
  ruleBooks,
  schedules: schedules.map(({ rows }) => rows),
  profiles,
  parameters: parameterLines,
  obligations: obligationRows,
  holidays: CHINA_DAYS,
  places: [PLACE_ROWS, PRIVATE_SPACE_ROWS, SECRET_UNIT_WORDS, PART_WORDS, OUTSIDE_WORDS],
  requesters: REQUESTER_WORDS,
});

/** `sha256:` + hex, computed anew. */
export const computeDataHash = (): string =>
  `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(everything()))))}`;

let data: string | undefined;

/** `sha256:` + hex over everything an answer can depend on besides the engine's code. */
export function dataHash(): string {
  data ??= computeDataHash();
  return data;
}

export const receipt = (at: string): Receipt => ({ engine: engineVersion, data: dataHash(), at });

/** JSON with keys in code-point order, functions left out (they are code, named by the engine version). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined && typeof entry !== 'function')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
  return `{${entries.join(',')}}`;
}
