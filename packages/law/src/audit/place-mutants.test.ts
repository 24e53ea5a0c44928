// SPDX-License-Identifier: Apache-2.0
/**
 * Small wrong versions of the words of places: every one changes docs/law/places.md, which is committed, read by a
 * person, and compared with the data.
 */
import { describe, expect, it } from 'vitest';
import { placesPage, readingsOf } from '../../scripts/places-page.ts';
import { PLACE_ROWS, PRIVATE_SPACE_ROWS } from '../places/place-words.data.ts';

type Loose = Record<string, unknown>;

/** Other values for a property of a row: gone, and for a number or a class another one. */
function others(name: string, value: unknown): readonly unknown[] {
  if (name === 'words') return String(value).includes('、') ? [String(value).replace(/、[^、]*$/, '')] : [];
  // Of a room only this is read: closed in Qinhuangdao, or open
  if (name === 'qinhuangdao' && typeof value === 'string')
    return [value === 'unknown' ? 'listed' : 'unknown'];
  if (typeof value === 'number') return [(value % 4) + 1];
  if (value === 'listed' || value === 'inferred') return [value === 'listed' ? 'inferred' : 'listed'];
  if (value === 'unknown') return [name === 'certainty' ? 'listed' : true];
  if (name === 'placeClass') return ['art7-1', 'art7-2', 'art9', 'nonPublic'].filter((one) => one !== value);
  if (name === 'candidates') return [(value as readonly string[]).slice(1)];
  return [undefined];
}

function* mutants(
  row: object,
  path: string,
): Iterable<{ readonly what: string; readonly apply: () => () => void }> {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      // Rows share their class objects: the wrong one is a copy, so that only this row is wrong
      for (const [key, old] of Object.entries(value)) {
        for (const other of others(key, old))
          yield put(row, name, { ...value, [key]: other }, `${path} ${name}.${key}`);
      }
    }
    if (name === 'd799') continue;
    for (const other of others(name, value)) yield put(row, name, other, `${path} ${name}`);
  }
}

const put = (row: object, name: string, value: unknown, what: string) => ({
  what: `${what} → ${JSON.stringify(value)}`,
  apply: () => {
    const loose = row as Loose;
    const before = loose[name];
    loose[name] = value;
    return () => {
      loose[name] = before;
    };
  },
});

/** Where the source and the published text differ: a note for a reader, not a reading */
const notRead = / sourceDiffers → /;

describe('mutants of the words of places', () => {
  const page = placesPage();
  const all = [...PLACE_ROWS, ...PRIVATE_SPACE_ROWS].flatMap((row) =>
    [...mutants(row, row.words.split('、')[0] ?? '')].map((mutant) => ({ ...mutant, row })),
  );

  it('all die', () => {
    const alive: string[] = [];
    for (const { what, apply, row } of all.filter((one) => !notRead.test(one.what))) {
      const before = readingsOf(row).join('\n');
      const back = apply();
      try {
        if (readingsOf(row).join('\n') === before) alive.push(what);
      } finally {
        back();
      }
    }
    expect(alive).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  });

  it('leave the words as they were', () => {
    expect(placesPage()).toBe(page);
  });
});
