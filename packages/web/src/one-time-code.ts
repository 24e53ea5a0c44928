// SPDX-License-Identifier: Apache-2.0
/**
 * A one-time code is used once (RFC 6238 §5.2): who reads it over a shoulder has nothing. The sign-in library accepts a
 * code for three time steps, so each program remembers a used one for longer than that, in the table the library has
 * for such things, under the name given here.
 */
import { createHash } from 'node:crypto';

/** Three steps of 30 s, and some for clocks; milliseconds. */
export const usedCodeRememberedMs = 120_000;

/** A code as authenticators show it and as people type it: `123 456`, `１２３４５６`. Backup codes keep their hyphen. */
export function plainCode(typed: string): string {
  const bare = typed.normalize('NFKC').replaceAll(/\s/g, '');
  const digits = bare.replaceAll('-', '');
  return /^\d{6}$/.test(digits) ? digits : bare;
}

/** What a used code is remembered as: not the code, and not the same for two people. */
export const usedCodeName = (person: string, code: string): string =>
  `used-code:${createHash('sha256').update(`${person}:${code}`).digest('hex')}`;
