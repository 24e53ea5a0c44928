// SPDX-License-Identifier: Apache-2.0
/** The one place of this program that reads the clock, the dice and the environment. */
import { randomBytes } from 'node:crypto';

/** Epoch milliseconds now. Rules get it as an argument; tests pass their own. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** Random characters that can be read aloud: no 0/O, 1/I/L. `length` characters, 5 bits each. */
export function randomCode(length: number): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ=';
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      const character = alphabet[byte & 31];
      if (character !== undefined && character !== '=' && code.length < length) code += character;
    }
  }
  return code;
}

export function environment(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** Tells the day and is hard to guess: `JB20261121-7KQ4M2`. */
export const numberOf = (prefix: string, nowMs: number): string =>
  `${prefix}${new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')}-${randomCode(6)}`;
