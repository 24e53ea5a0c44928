// SPDX-License-Identifier: Apache-2.0
/** From bytes to a typed entry, or the reason why not. Unknown fields are kept and allowed: contracts grow. */
import { hashSizeBytes } from '../algorithms.ts';
import { decodeBase64, decodeBase64Url } from '../bytes/base64.ts';
import { type Json, parseCanonicalJson } from '../bytes/canonical-json.ts';
import { parseTime } from '../bytes/time.ts';
import { isSafePath } from '../zip/zip-format.ts';
import { accessKinds, cameraSignatureStates, type Entry, type EntryType } from './entry.ts';

/** Size of an entry's salt in bytes. */
export const saltSizeBytes = 16;
/** Largest entry, fixed by the uint16 length of C2SP tlog-tiles. */
export const maxEntryBytes = 65_535;

export type ParsedEntry =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'unknown-type'; readonly type: string }
  | {
      readonly kind: 'malformed';
      readonly reason: 'too-long' | 'not-canonical' | 'field';
      readonly field?: string;
    };

/** @param bytes as logged; must be canonical JSON */
export function parseEntry(bytes: Uint8Array): ParsedEntry {
  if (bytes.length > maxEntryBytes) return { kind: 'malformed', reason: 'too-long' };
  const value = parseCanonicalJson(bytes);
  return value === undefined ? { kind: 'malformed', reason: 'not-canonical' } : checkEntry(value);
}

/** The same for a value that is already JSON. */
export function checkEntry(value: Json): ParsedEntry {
  if (!isRecord(value)) return { kind: 'malformed', reason: 'field', field: '' };
  const wrongHead = firstWrong(value, head);
  if (wrongHead !== undefined) return { kind: 'malformed', reason: 'field', field: wrongHead };
  const type = value['type'] as string;
  if (!Object.hasOwn(fieldsOf, type)) return { kind: 'unknown-type', type };
  const wrong = firstWrong(value, fieldsOf[type as EntryType]);
  if (wrong !== undefined) return { kind: 'malformed', reason: 'field', field: wrong };
  if (!timesInOrder(value)) return { kind: 'malformed', reason: 'field', field: 'end' };
  return { kind: 'entry', entry: value as unknown as Entry };
}

type Check = (value: Json | undefined) => boolean;
type Checks = Readonly<Record<string, Check>>;

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Check = (value) => typeof value === 'string' && value.length > 0;
const anyText: Check = (value) => typeof value === 'string';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const positive: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const days: Check = (value) => typeof value === 'number' && value >= 0;
const integer: Check = (value) => Number.isSafeInteger(value);
const time: Check = (value) => parseTime(value) !== undefined;
const hash: Check = (value) => typeof value === 'string' && decodeBase64(value)?.length === hashSizeBytes;
const hexHash: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const salt: Check = (value) => typeof value === 'string' && decodeBase64Url(value)?.length === saltSizeBytes;
/** Below `footage/` and nowhere else: a verifier follows it. */
const footagePath: Check = (value) =>
  typeof value === 'string' && value.startsWith('footage/') && isSafePath(value);
const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every((item: Json) => check(item));
const record =
  (checks: Checks): Check =>
  (value) =>
    isRecord(value) && firstWrong(value, checks) === undefined;

const head: Checks = { v: (value) => value === 1, type: text, salt, at: time };
const span: Checks = { camera: text, n: positive, start: time, end: time };
const recordHash: Checks = { kind: text, hash };

const fieldsOf: Readonly<Record<EntryType, Checks>> = {
  segment: {
    ...span,
    bytes: positive,
    parts: positive,
    root: hash,
    codec: text,
    clock: record({ source: text, offsetMs: integer }),
    cameraSignature: oneOf(cameraSignatureStates),
    sizes: optional(hash),
    sealed: optional(record({ bytes: positive, root: hash, sizes: hash, cipher: text, key: text })),
    floor: optional(record({ days, provision: anyText, from: time })),
    path: optional(footagePath),
  },
  gap: { ...span, cause: text },
  tombstone: {
    camera: text,
    from: time,
    to: time,
    entries: list(count),
    ground: record({ rule: text, provision: text }),
    by: text,
  },
  access: {
    session: text,
    purpose: text,
    ground: anyText,
    who: hash,
    cameras: list(text),
    from: time,
    to: time,
    kind: oneOf(accessKinds),
    seen: optional(list(record({ camera: text, from: time, to: time }))),
    manifest: optional(hexHash),
    corrects: optional(count),
  },
  config: {
    what: text,
    by: text,
    before: optional(anyText),
    after: optional(anyText),
    note: optional(text),
  },
  clock: {
    step: integer,
    before: time,
    after: time,
    source: text,
    trusted: optional(time),
    confirmed: optional(record({ at: time, trusted: time })),
    credited: optional(record({ ms: count, since: count })),
    journalKey: optional(hash),
    seenPlatform: optional(hash),
  },
  witness: { receipt: text, size: count, seenPlatform: optional(hash) },
  alarm: recordHash,
  report: recordHash,
  register: recordHash,
  'optical-challenge': recordHash,
};

function firstWrong(value: { readonly [key: string]: Json }, checks: Checks): string | undefined {
  for (const field of Object.keys(checks)) {
    const has = Object.hasOwn(value, field);
    if (!checks[field]!(has ? value[field] : undefined)) return field;
  }
  return undefined;
}

/** A span lasts: `start` before `end`. ISO times of one form compare as text. */
function timesInOrder(value: { readonly [key: string]: Json }): boolean {
  const { start, end } = value;
  return typeof start !== 'string' || typeof end !== 'string' || start < end;
}
