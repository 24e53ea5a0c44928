// SPDX-License-Identifier: Apache-2.0
/** Passwords of the embedded server's roles: made once, kept in a file only we may read. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface DatabaseSecrets {
  /** Bootstraps roles and the database; used for nothing else. */
  readonly superuser: string;
  /** Owns the tables; runs migrations, backup, the audit sequencer. */
  readonly owner: string;
  /** What requests run as: bound by every row policy. */
  readonly application: string;
}

export function readSecrets(file: string): DatabaseSecrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DatabaseSecrets;
  const make = () => randomBytes(24).toString('base64url');
  const secrets: DatabaseSecrets = { superuser: make(), owner: make(), application: make() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  return secrets;
}
