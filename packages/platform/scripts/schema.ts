// SPDX-License-Identifier: Apache-2.0
/** Writes `schema.sql` anew: every migration on the embedded PostgreSQL, told by its catalogue. `node scripts/schema.ts` */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/database/database.ts';
import { describeSchema } from '../src/database/describe-schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-schema-'));
const database = await openDatabase({ directory, thisYear: new Date().getUTCFullYear() });
try {
  writeFileSync(join(import.meta.dirname, '../schema.sql'), await describeSchema(database.owner));
} finally {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
}
