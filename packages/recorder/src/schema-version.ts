// SPDX-License-Identifier: Apache-2.0
/**
 * Every SQLite file of the recorder carries the version of its schema (`PRAGMA user_version`) and is brought forward
 * when it is opened, step by step, each step whole or not at all. Version 1 is the layout that was out before versions
 * were kept: such files say 0, and the first step makes nothing that is there already.
 */
import type { DatabaseSync } from 'node:sqlite';
import { RecorderError } from './errors.ts';

/** Version `i + 1` is what `steps[i]` makes of version `i`. A step that is out is never edited; a new one follows it. */
export type SchemaSteps = readonly [string, ...string[]];

/** @throws RecorderError `recorder/store-newer-format` for a file that a newer program has written; it is left alone */
export function upgradeDatabase(database: DatabaseSync, steps: SchemaSteps, path: string): void {
  const found = schemaVersionOf(database, steps, path);
  for (let version = found; version < steps.length; version++) {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(steps[version] ?? '');
      database.exec(`PRAGMA user_version = ${version + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}

/**
 * For a file that is only read.
 *
 * @throws RecorderError as `upgradeDatabase`
 */
export function schemaVersionOf(database: DatabaseSync, steps: SchemaSteps, path: string): number {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > steps.length)
    throw new RecorderError('recorder/store-newer-format', { directory: path, found, known: steps.length });
  return found;
}
