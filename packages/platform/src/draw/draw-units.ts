// SPDX-License-Identifier: Apache-2.0
/**
 * 双随机: units and officers out of a frozen list. Numbers come from SHA-256(seed ‖ counter); a unit is taken with the
 * chance of its weight and leaves the list; each visit gets different officers with equal chances. Whole numbers only:
 * the same list and seed give the same draw on every machine.
 */
import { encodeCheckpointText, parseCheckpoint } from '@mingjing/evidence';
import { type DrawRecord, type FrozenList, hashOfList, sha256 } from './draw-record.ts';

type Drawn = DrawRecord['drawn'];

/**
 * @param checkpoint the signed note. Origin, size and root are the seed; signatures are not: signers could choose them
 * @throws Error when the note is no checkpoint, or a weight of the list is not a whole number above 0
 */
export function drawUnits(list: FrozenList, checkpoint: string): Drawn {
  const seed = parseCheckpoint(new TextEncoder().encode(checkpoint));
  if (!seed) throw new Error('the seed of a draw is no checkpoint');
  const below = numbersFrom(sha256('mingjing-draw/1\n', hashOfList(list), '\n', encodeCheckpointText(seed)));
  const urn = list.units.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const officers = list.officers.map(({ id }) => id).toSorted();
  return Array.from({ length: Math.min(list.take.units, urn.length) }, () => {
    const at = indexOfTicket(urn, below(urn.reduce((sum, { weight }) => sum + weight, 0)));
    const [unit] = urn.splice(at, 1);
    const free = [...officers];
    const pair = Array.from({ length: Math.min(list.take.officers, free.length) }, () =>
      free.splice(below(free.length), 1),
    );
    return { unit: unit?.id ?? '', officers: pair.flat() };
  });
}

function indexOfTicket(urn: readonly { readonly weight: number }[], ticket: number): number {
  let left = ticket;
  return urn.findIndex(({ weight }) => {
    left -= weight;
    return left < 0;
  });
}

/** Whole numbers below a bound, all equally likely. */
function numbersFrom(seed: Uint8Array): (below: number) => number {
  let counter = 0;
  return (below) => {
    // The end of the range that would favour small numbers is thrown away.
    const limit = 2 ** 48 - (2 ** 48 % below);
    for (;;) {
      const value = sha256(seed, String(counter++)).readUIntBE(0, 6);
      if (value < limit) return value % below;
    }
  };
}
