// SPDX-License-Identifier: Apache-2.0
/** Repeats a published draw from its record alone: no database, no network. */
import {
  decodeBase64,
  encodeCanonicalJson,
  equalBytes,
  hashOfEntry,
  parseCheckpoint,
  parseJson,
  parseVkey,
  type SignedCheckpoint,
  verifyCheckpoint,
  verifyInclusion,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { encodeActEntry, logAlgorithms } from '../audit/index.ts';
import { DrawRecord, hashOfList } from './draw-record.ts';
import { drawUnits } from './draw-units.ts';

export interface DrawVerdict {
  readonly ok: boolean;
  /** Absent when the file is no record of a draw. */
  readonly record?: DrawRecord;
  /** What does not hold, in words; empty when everything does. */
  readonly wrong: readonly string[];
}

/** As it is published: canonical JSON, so that a changed byte is a changed record. */
export const encodeDrawRecord = (record: DrawRecord): Uint8Array => encodeCanonicalJson(record);

/**
 * Never throws on a bad record: what is wrong is in the verdict.
 *
 * @param logKey vkey of the platform's log from another source; absent: the record's own is believed
 */
export function verifyDraw(bytes: Uint8Array, logKey?: string): DrawVerdict {
  const parsed = DrawRecord.safeParse(parseJson(bytes));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue ? `${issue.path.join('.')} ${issue.message}` : '';
    return { ok: false, wrong: [`不是抽取记录 · not the record of a draw: ${where}`] };
  }
  const record = parsed.data;
  const wrong = [
    ...(equalBytes(encodeDrawRecord(record), bytes)
      ? []
      : ['文件与发布时的写法不同 · the file is not written as it was published']),
    ...(logKey === undefined || logKey === record.logKey
      ? []
      : ['日志公钥不是所给的公钥 · the key of the log is not the one given']),
    ...wrongWithList(record),
    ...wrongWithSeed(record),
  ];
  return { ok: wrong.length === 0, record, wrong };
}

function wrongWithList({ list, listHash }: DrawRecord): readonly string[] {
  const twice = (all: readonly { readonly id: string }[]) =>
    new Set(all.map(({ id }) => id)).size < all.length;
  return [
    ...(hashOfList(list) === listHash
      ? []
      : ['名单与封存的校验值不符 · the list is not the one that was frozen']),
    ...(twice(list.units) ? ['名单中有重复的单位 · a unit stands twice in the list'] : []),
    ...(twice(list.officers) ? ['名单中有重复的人员 · an officer stands twice in the list'] : []),
    ...(list.officers.length < list.take.officers
      ? ['执法人员不足 · fewer officers than a visit needs']
      : []),
  ];
}

function wrongWithSeed(record: DrawRecord): readonly string[] {
  const checkpoint = parseCheckpoint(new TextEncoder().encode(record.checkpoint));
  if (!checkpoint) return ['种子不是检查点 · the seed is no checkpoint'];
  const key = parseVkey(nodeAlgorithms, record.logKey);
  const signed = key && verifyCheckpoint(nodeAlgorithms, checkpoint, [key]).kind === 'signed';
  const { act } = record.freezing;
  const detail = act['detail'] as { readonly draw?: unknown; readonly listHash?: unknown } | null | undefined;
  const same = JSON.stringify(drawUnits(record.list, record.checkpoint)) === JSON.stringify(record.drawn);
  return [
    ...(signed ? [] : ['种子没有日志的有效签名 · the seed is not signed by the log']),
    ...(detail?.draw === record.list.id && detail.listHash === record.listHash
      ? []
      : ['封存的记录说的不是这份名单 · the act of freezing is about another list']),
    ...(isInLog(record, checkpoint)
      ? []
      : ['种子不能证明晚于封存 · the seed is not shown to be later than the freezing']),
    ...(same ? [] : ['重算的结果不同 · repeating the draw gives something else']),
  ];
}

/** A tree that holds the act of freezing, and with it the list's hash, cannot have existed before it. */
function isInLog({ freezing }: DrawRecord, { size, root }: SignedCheckpoint): boolean {
  const path = freezing.path.map(decodeBase64);
  if (!path.every((hash) => hash !== undefined)) return false;
  try {
    const leaf = hashOfEntry(logAlgorithms, encodeActEntry(freezing.act));
    return (
      verifyInclusion(logAlgorithms, { leaf, index: freezing.index, size, path }, root).kind === 'proven'
    );
  } catch {
    // A salt or a time that no entry can have.
    return false;
  }
}
