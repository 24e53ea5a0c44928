// SPDX-License-Identifier: Apache-2.0

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmac } from '../src/bytes/hmac.ts';
import { concatBytes, encodeUint64, encodeUtf8 } from '../src/bytes/octets.ts';
import { encodeEntryBundle } from '../src/log/entry-bundle.ts';
import { encodeJournalHead, encodeJournalRecord, readJournal } from '../src/log/journal.ts';
import { hashLeaf } from '../src/merkle/tree-hash.ts';
import { seededBytes, sha256, sm3 } from './node-crypto.ts';

const seal = { key: seededBytes(1, 32), origin: 'mingjing/test' };
const entries = Array.from({ length: 6 }, (_, at) =>
  encodeUtf8(`{"at":${at},"text":"${'x'.repeat(at * 30)}"}`),
);
const record = (at: number, by = seal, index = 10 + at) =>
  encodeJournalRecord(sha256, by, index, entries[at]!);
const head = encodeJournalHead(sha256, 10);
const whole = concatBytes(head, ...entries.map((_, at) => record(at)));
const indexes = (bytes: Uint8Array, by: typeof seal | undefined = seal) =>
  readJournal(sha256, bytes, by).records.map(
    ({ index, sealed }) => `${index}${sealed === 'yes' ? '' : sealed}`,
  );

describe('a journal', () => {
  it('is authenticated by HMAC as everybody computes it', () => {
    for (const length of [0, 20, 64, 100])
      for (const [name, algorithms] of [
        ['sha256', sha256],
        ['sm3', sm3],
      ] as const) {
        const key = seededBytes(length, length);
        const expected = createHmac(name, key).update('ab').digest();
        expect(Buffer.from(hmac(algorithms, key, encodeUtf8('a'), encodeUtf8('b')))).toEqual(expected);
      }
  });

  it('gives back what was written, with the places in the log', () => {
    const read = readJournal(sha256, whole, seal);
    expect(read).toMatchObject({ version: 2, firstIndex: 10, breaks: [] });
    expect(read.records.map(({ entry }) => entry)).toEqual(entries);
    expect(indexes(whole)).toEqual(['10', '11', '12', '13', '14', '15']);
    expect(readJournal(sha256, whole).records[0]!.sealed).toBe('unknown');
  });

  it('loses one record to a flipped bit, wherever it is, and says so', () => {
    const ends = [head.length];
    for (let at = 0; at < entries.length; at++) ends.push(ends[at]! + record(at).length);
    for (let at = 0; at < whole.length; at++) {
      const changed = Uint8Array.from(whole);
      changed[at]! ^= 1 << (at % 8);
      const { records, breaks } = readJournal(sha256, changed, seal);
      const isInHead = at < head.length;
      expect(records.length, String(at)).toBe(isInHead ? 6 : 5);
      const broken = isInHead ? 0 : ends.findIndex((end) => at < end);
      expect(breaks, String(at)).toHaveLength(1);
      expect(breaks[0]!.fromByte).toBe(isInHead ? 0 : ends[broken - 1]);
      expect(records.every(({ sealed }) => sealed === 'yes')).toBe(true);
    }
  });

  it('cut anywhere keeps the records before the cut and calls the rest torn', () => {
    for (let length = head.length; length < whole.length; length++) {
      const { records, breaks } = readJournal(sha256, whole.subarray(0, length), seal);
      expect(records).toEqual(readJournal(sha256, whole, seal).records.slice(0, records.length));
      expect(breaks.every(({ kind }) => kind === 'torn')).toBe(true);
    }
  });

  it('tells records that lack its key, belong to another log, or stand in another place', () => {
    const foreign = { ...seal, key: seededBytes(2, 32) };
    expect(indexes(concatBytes(whole, record(0, foreign, 16))).at(-1)).toBe('16no');
    expect(indexes(concatBytes(whole, record(0, { ...seal, origin: 'other' }, 16))).at(-1)).toBe('16no');
    const swapped = concatBytes(head, record(1), record(0), record(2));
    expect(indexes(swapped)).toEqual(['11', '12']);
    expect(readJournal(sha256, swapped, seal).breaks).toHaveLength(1);
  });

  it('is told from one of version 1, of which a line may be appended', () => {
    const old = concatBytes(encodeEntryBundle([entries[0]!]), hashLeaf(sha256, entries[0]!));
    const read = readJournal(sha256, concatBytes(whole, old), seal);
    expect(read.records).toHaveLength(6);
    expect(read.breaks).toHaveLength(1);
    const first = readJournal(sha256, concatBytes(encodeUint64(7), old, old), seal);
    expect(first).toMatchObject({ version: 1, firstIndex: 7, breaks: [] });
    expect(first.records.map(({ index, sealed }) => [index, sealed])).toEqual([
      [7, 'unknown'],
      [8, 'unknown'],
    ]);
  });
});
