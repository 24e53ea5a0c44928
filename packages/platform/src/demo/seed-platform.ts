// SPDX-License-Identifier: Apache-2.0
/** `mingjing platform seed`: opens the database alone, without serving. */
import { join } from 'node:path';
import { openDatabase } from '../database/database.ts';
import { systemClock } from '../edge.ts';
import { seedUnits } from './seed-units.ts';

/** @throws PlatformError what `openDatabase` throws, also `platform/directory-taken` while a platform runs */
export async function seedPlatform(
  { directory }: { readonly directory: string },
  units: number,
  camerasPerUnit: number,
): Promise<void> {
  const database = await openDatabase({
    directory: join(directory, 'database'),
    thisYear: new Date(systemClock()).getUTCFullYear(),
  });
  try {
    await seedUnits(database.owner, units, camerasPerUnit);
  } finally {
    await database.close();
  }
}
