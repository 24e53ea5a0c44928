// SPDX-License-Identifier: Apache-2.0
/** `manifest.json`: what a bundle is, who asked for it and why, and the hash of every other file in it. */
import { type Json, parseJson } from '../bytes/canonical-json.ts';
import { parseTime } from '../bytes/time.ts';
import type { BundleStatement } from '../verdict/bundle-statement.ts';
import { isSafePath } from '../zip/zip-format.ts';

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Hex; always there when the log is of the national suite. */
  readonly sm3?: string;
}

export interface BundleManifest extends BundleStatement {
  readonly v: 1;
  readonly kind: 'mingjing-bundle';
  /** `manifest.note` carries the log key's signature over this file. */
  readonly signed?: true;
  /** In the order of the archive; `manifest.json` and `manifest.note` are not in it. */
  readonly files: readonly ManifestFile[];
}

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: BundleManifest }
  | { readonly kind: 'malformed'; readonly field: string };

/** Names with a meaning of their own. */
export const bundleNames = {
  manifest: 'manifest.json',
  manifestNote: 'manifest.note',
  entries: 'entries.json',
  proofs: 'proofs.json',
  policy: 'policy.txt',
  checkpoint: 'checkpoint.txt',
  keys: 'keys.json',
  paper: '电子证明文件.pdf',
  form: 'form.pdf',
  readme: 'README.txt',
} as const;

export function partPath(camera: string, n: number, part: number): string {
  return `parts/${camera}/${n}-${part}`;
}

export function tlogProofPath(camera: string, n: number): string {
  return `proofs/${camera}-${n}.tlog-proof`;
}

/** Never throws. */
export function parseManifest(bytes: Uint8Array): ParsedManifest {
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { kind: 'malformed', field: 'JSON' };
  const record = value as Fields;
  for (const [field, check] of Object.entries(checks)) {
    const has = Object.hasOwn(record, field);
    if (!check(has ? record[field] : undefined)) return { kind: 'malformed', field };
  }
  if ((record['from'] as string) >= (record['to'] as string)) return { kind: 'malformed', field: 'to' };
  return { kind: 'manifest', manifest: value as unknown as BundleManifest };
}

type Fields = { readonly [key: string]: Json };
type Check = (value: Json | undefined) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => parseTime(value) !== undefined;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: (item: Fields) => boolean): Check =>
  (value) =>
    Array.isArray(value) &&
    value.every(
      (item: Json) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) && check(item as Fields),
    );
const isHex: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const checks: Readonly<Record<string, Check>> = {
  v: (value) => value === 1,
  kind: (value) => value === 'mingjing-bundle',
  origin: isText,
  what: isText,
  made: isTime,
  unit: isText,
  cameras: listOf(
    (item) => isText(item['id']) && isSafePath(`${item['id']}`) && optional(isText)(item['name']),
  ),
  from: isTime,
  to: isTime,
  purpose: isText,
  ground: isText,
  instrument: optional(isText),
  requester: optional(isText),
  officers: listOf((item) => isText(item['name']) && isText(item['unit']) && isText(item['id'])),
  approvedBy: optional(isText),
  session: optional(isText),
  signed: (value) => value === undefined || value === true,
  person: optional(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      isText((value as Fields)['salt']),
  ),
  files: listOf(
    (item) =>
      typeof item['path'] === 'string' &&
      isSafePath(item['path']) &&
      Number.isSafeInteger(item['bytes']) &&
      (item['bytes'] as number) >= 0 &&
      isHex(item['sha256']) &&
      optional(isHex)(item['sm3']),
  ),
};
