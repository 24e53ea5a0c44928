// SPDX-License-Identifier: Apache-2.0
/** The secret that signs cookies and encrypts second-factor secrets; made once, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function readSecret(directory: string): string {
  const file = join(directory, 'sign-in-secret');
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
