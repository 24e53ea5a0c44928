// SPDX-License-Identifier: Apache-2.0
/** A letter is written in the transaction that causes it: no invitation without its letter, no letter without it. */
import type { Transaction } from './database/scope.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export async function postLetter(
  { query }: Transaction,
  nowMs: number,
  { to, subject, text }: Letter,
): Promise<void> {
  await query('SELECT mj_post_letter($1, $2, $3, $4)', [to, subject, text, new Date(nowMs)]);
}

/** A short message waits in the same queue; only where the office has named a gateway (`services.sendsShortMessages`). */
export async function postShortMessage(
  { query }: Transaction,
  nowMs: number,
  number: string,
  text: string,
): Promise<void> {
  await query('SELECT mj_post_sms($1, $2, $3)', [number, text, new Date(nowMs)]);
}
