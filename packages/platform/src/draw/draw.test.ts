// SPDX-License-Identifier: Apache-2.0
/** The draw as arithmetic: fair over seeds, the same for the same seed, and nothing in its record can be changed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeBase64,
  encodeVkey,
  hashOfEntry,
  inclusionPath,
  type NoteSigner,
  rootOfLeaves,
  signCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey } from '@mingjing/node-crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeActEntry, logAlgorithms } from '../audit/index.ts';
import { type DrawRecord, type FrozenList, hashOfList } from './draw-record.ts';
import { drawUnits } from './draw-units.ts';
import { encodeDrawRecord, verifyDraw } from './verify-draw.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-draw-'));
let signer: NoteSigner;
beforeAll(async () => {
  signer = await createSigningKey(join(folder, 'log.pem'), 'ed25519', 'mingjing/platform');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listOf = (weights: readonly number[], take: number, officers = 5): FrozenList => ({
  id: 'draw-1',
  title: '演示抽查',
  jurisdiction: '110199',
  frozenAt: '2026-11-20T02:00:00.000Z',
  take: { units: take, officers: 2 },
  units: weights.map((weight, n) => ({ id: `u${n}`, name: `演示单位 ${n}`, weight, why: [] })),
  officers: Array.from({ length: officers }, (_, n) => ({ id: `o${n}`, name: `演示民警 ${n}` })),
});

const seedOf = (n: number): string =>
  new TextDecoder().decode(
    signCheckpoint(
      {
        origin: 'mingjing/platform',
        size: n + 1,
        root: logAlgorithms.hash(new TextEncoder().encode(`${n}`)),
      },
      signer,
    ),
  );

/** A record that holds, from a log of seven acts of which the fourth froze the list. */
function recordOf(list: FrozenList): DrawRecord {
  const acts = Array.from({ length: 7 }, (_, n) => ({
    id: `act-${n}`,
    at: '2026-11-20T02:00:00.000Z',
    salt: Buffer.alloc(16, n).toString('base64url'),
    detail: n === 3 ? { draw: list.id, listHash: hashOfList(list) } : null,
  }));
  const leaves = acts.map((act) => hashOfEntry(logAlgorithms, encodeActEntry(act)));
  const checkpoint = new TextDecoder().decode(
    signCheckpoint(
      { origin: 'mingjing/platform', size: 7, root: rootOfLeaves(logAlgorithms, leaves) },
      signer,
    ),
  );
  return {
    format: 'mingjing-draw/1',
    list,
    listHash: hashOfList(list),
    freezing: { act: acts[3]!, index: 3, path: inclusionPath(logAlgorithms, leaves, 3).map(encodeBase64) },
    checkpoint,
    logKey: encodeVkey(signer.key),
    drawn: drawUnits(list, checkpoint),
  };
}

/** Pearson's statistic of counts against what is expected of each. */
const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, n) => sum + (count - expected[n]!) ** 2 / expected[n]!, 0);

describe('chances', () => {
  const seeds = 6000;
  // The seeds are fixed, so these numbers are too; the bounds are the 99.9 % points for the degrees of freedom.
  it('are equal for units of equal weight and for officers', () => {
    const list = listOf([1, 1, 1, 1, 1, 1, 1, 1], 1);
    const units = new Array<number>(8).fill(0);
    const officers = new Array<number>(5).fill(0);
    for (let n = 0; n < seeds; n++)
      for (const { unit, officers: pair } of drawUnits(list, seedOf(n))) {
        units[Number(unit.slice(1))]! += 1;
        for (const officer of pair) officers[Number(officer.slice(1))]! += 1;
      }
    expect(
      chiSquare(
        units,
        units.map(() => seeds / 8),
      ),
    ).toBeLessThan(24.32);
    expect(
      chiSquare(
        officers,
        officers.map(() => (seeds * 2) / 5),
      ),
    ).toBeLessThan(18.47);
  });

  it('follow the weights', () => {
    const weights = [1, 2, 3, 4];
    const units = new Array<number>(4).fill(0);
    for (let n = 0; n < seeds; n++)
      for (const { unit } of drawUnits(listOf(weights, 1), seedOf(n))) units[Number(unit.slice(1))]! += 1;
    expect(
      chiSquare(
        units,
        weights.map((weight) => (seeds * weight) / 10),
      ),
    ).toBeLessThan(16.27);
  });
});

describe('a draw', () => {
  const lists = fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([weights, take]) => listOf(weights, take));

  it('takes each unit once, each visit with different officers, and the same again whatever the order of the list', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 1e6 }), (list, n) => {
        const drawn = drawUnits(list, seedOf(n));
        expect(drawn).toHaveLength(Math.min(list.take.units, list.units.length));
        expect(new Set(drawn.map(({ unit }) => unit)).size).toBe(drawn.length);
        for (const { officers } of drawn) expect(new Set(officers).size).toBe(2);
        expect(drawUnits(list, seedOf(n))).toEqual(drawn);
      }),
      { numRuns: 60 },
    );
  });

  it('has a record that anyone can repeat', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const bytes = encodeDrawRecord(recordOf(list));
        expect(verifyDraw(bytes).wrong).toEqual([]);
        expect(verifyDraw(bytes, encodeVkey(signer.key)).ok).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a record that was touched', () => {
  it('fails with any byte changed, added or left out', () => {
    const bytes = encodeDrawRecord(recordOf(listOf([1, 2, 3], 2)));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('change', 'add', 'leave out'),
        (at, by, how) => {
          const changed = [...bytes];
          if (how === 'change') changed[at] = bytes[at]! ^ by;
          else if (how === 'add') changed.splice(at, 0, by);
          else changed.splice(at, 1);
          expect(verifyDraw(Uint8Array.from(changed)).ok).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('fails with another key than the one that is known, and with a seed from before the freezing', async () => {
    const record = recordOf(listOf([1, 2, 3], 2));
    const other = await createSigningKey(join(folder, 'other.pem'), 'ed25519', 'mingjing/platform');
    expect(verifyDraw(encodeDrawRecord(record), encodeVkey(other.key)).wrong).toHaveLength(1);
    const early = seedOf(2);
    const chosen = { ...record, checkpoint: early, drawn: drawUnits(record.list, early) };
    expect(verifyDraw(encodeDrawRecord(chosen)).wrong).toEqual([
      expect.stringContaining('later than the freezing'),
    ]);
  });

  it('fails when its result was wished for', () => {
    const record = recordOf(listOf([1, 1, 1, 1], 1));
    const wished = {
      ...record,
      drawn: [{ unit: record.drawn[0]?.unit === 'u0' ? 'u1' : 'u0', officers: ['o0', 'o1'] }],
    };
    expect(verifyDraw(encodeDrawRecord(wished)).wrong).toEqual([expect.stringContaining('repeating')]);
    expect(verifyDraw(new TextEncoder().encode('{}')).ok).toBe(false);
    expect(verifyDraw(new Uint8Array()).ok).toBe(false);
  });
});
