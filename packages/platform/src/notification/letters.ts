// SPDX-License-Identifier: Apache-2.0
/** Letters: written in the transaction that caused them, sent afterwards, tried again; without a server they lie as files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type pg from 'pg';
import type { Clock } from '../edge.ts';
import type { Letter } from '../letter.ts';

export interface LetterBox {
  /** Sends what is due now; the background work of every few seconds, also called by tests. */
  readonly deliver: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Row extends Letter {
  readonly id: string;
  readonly attempts: number;
}

const everyMs = 3000;
const mostAttempts = 8;

/**
 * @param smtpUrl absent: one file per letter in `outbox`
 * @param onFailure told when the queue itself cannot be read or written; the next round tries again
 */
export function openLetterBox(
  owner: pg.Pool,
  outbox: string,
  smtpUrl: string | undefined,
  clock: Clock,
  onFailure: (error: unknown) => void,
): LetterBox {
  const transport = smtpUrl === undefined ? undefined : createTransport(smtpUrl);
  const send = async ({ id, to, subject, text }: Row): Promise<void> => {
    if (transport) {
      await transport.sendMail({ from: 'mingjing@localhost', to, subject, text });
      return;
    }
    await mkdir(outbox, { recursive: true, mode: 0o700 });
    await writeFile(join(outbox, `${id}.txt`), `To: ${to}\nSubject: ${subject}\n\n${text}\n`, {
      mode: 0o600,
    });
  };
  const deliver = async (): Promise<void> => {
    while (await sendNext(owner, clock, send));
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(deliver).catch(onFailure);
  }, everyMs);
  timer.unref();
  return {
    deliver,
    close: async () => {
      clearInterval(timer);
      await running;
      transport?.close();
    },
  };
}

/**
 * Sends the letter that has waited longest. Its row stays locked until it is sent and said to be sent; another
 * process passes it by, so that nobody gets a letter twice.
 *
 * @returns false when none is due
 */
async function sendNext(
  owner: pg.Pool,
  clock: Clock,
  send: (letter: Row) => Promise<void>,
): Promise<boolean> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<Row>(
      `SELECT id, "to", subject, text, attempts FROM letter
        WHERE sent_at IS NULL AND next_attempt_at <= $1 AND attempts < $2
        ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [new Date(clock()), mostAttempts],
    );
    const [letter] = rows;
    if (letter) await client.query(...(await outcomeOf(letter, clock, send)));
    await client.query('COMMIT');
    return letter !== undefined;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Tries once. @returns the statement that says how it went: sent, or when to try again and why it failed */
async function outcomeOf(
  letter: Row,
  clock: Clock,
  send: (letter: Row) => Promise<void>,
): Promise<[text: string, values: unknown[]]> {
  try {
    await send(letter);
    return [
      'UPDATE letter SET sent_at = $2, attempts = attempts + 1, last_error = NULL WHERE id = $1',
      [letter.id, new Date(clock())],
    ];
  } catch (error) {
    const next = new Date(clock() + 30_000 * 2 ** letter.attempts);
    const why = error instanceof Error ? error.message.slice(0, 300) : 'failed';
    return [
      'UPDATE letter SET attempts = attempts + 1, next_attempt_at = $2, last_error = $3 WHERE id = $1',
      [letter.id, next, why],
    ];
  }
}
