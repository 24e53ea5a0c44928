// SPDX-License-Identifier: Apache-2.0
/** Which police organ decides in a place, by its registered name, and which places this platform serves at all. */
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';

interface Organ {
  readonly name: string;
  readonly jurisdiction: string;
}

/** The police organ of the longest code that the place begins with. */
export async function organOf(tx: Transaction, place: string): Promise<Organ | undefined> {
  const [organ] = await tx.query<Organ & Record<string, unknown>>(
    'SELECT name, jurisdiction FROM mj_organ_of($1)',
    [place],
  );
  return organ;
}

/**
 * A county code must be one that an organ here answers for: the organ's own or below it, where it has none below.
 *
 * @throws PlatformError `platform/place-unknown`
 */
export async function checkServed(tx: Transaction, place: string): Promise<void> {
  const served = await tx.query(
    `SELECT 1 FROM mj_served_places() AS p WHERE starts_with($1, p.code) LIMIT 1`,
    [place],
  );
  if (served.length === 0) throw new PlatformError('platform/place-unknown', { place });
}
