// SPDX-License-Identifier: Apache-2.0
/** Letters: written in the transaction that caused them, sent afterwards, tried again; without a server they lie as files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type pg from 'pg';
import type { Clock } from '../edge.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface LetterBox {
  readonly post: (letter: Letter) => Promise<void>;
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

/** @param smtpUrl absent: one file per letter in `outbox` */
export function openLetterBox(
  owner: pg.Pool,
  outbox: string,
  smtpUrl: string | undefined,
  clock: Clock,
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
    const { rows } = await owner.query<Row>(
      `SELECT id, "to", subject, text, attempts FROM letter
        WHERE sent_at IS NULL AND next_attempt_at <= $1 AND attempts < $2 ORDER BY next_attempt_at LIMIT 50`,
      [new Date(clock()), mostAttempts],
    );
    for (const row of rows) {
      try {
        await send(row);
        await owner.query('UPDATE letter SET sent_at = $2, attempts = attempts + 1 WHERE id = $1', [
          row.id,
          new Date(clock()),
        ]);
      } catch (error) {
        const waitMs = 30_000 * 2 ** row.attempts;
        await owner.query(
          'UPDATE letter SET attempts = attempts + 1, next_attempt_at = $2, last_error = $3 WHERE id = $1',
          [
            row.id,
            new Date(clock() + waitMs),
            error instanceof Error ? error.message.slice(0, 300) : 'failed',
          ],
        );
      }
    }
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(deliver).catch(() => undefined);
  }, everyMs);
  timer.unref();
  return {
    post: async ({ to, subject, text }) => {
      await owner.query(
        'INSERT INTO letter ("to", subject, text, created_at, next_attempt_at) VALUES ($1, $2, $3, $4, $4)',
        [to, subject, text, new Date(clock())],
      );
    },
    deliver,
    close: async () => {
      clearInterval(timer);
      await running;
      transport?.close();
    },
  };
}
