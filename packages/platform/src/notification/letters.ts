// SPDX-License-Identifier: Apache-2.0
/**
 * Letters and short messages: written in the transaction that caused them, sent afterwards, tried again. Without a mail
 * server letters lie as files; short messages are written only where there is a gateway.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageOfNotice } from '@mingjing/contracts/desk';
import { createTransport } from 'nodemailer';
import type pg from 'pg';
import type { Clock } from '../edge.ts';
import type { Letter } from '../letter.ts';
import { type ShortMessageGateway, sendShortMessage } from './short-messages.ts';

export interface LetterBox {
  /** Sends what is due now; the background work of every few seconds, also called by tests. */
  readonly deliver: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Row extends Letter {
  readonly id: string;
  readonly attempts: number;
  readonly way: 'letter' | 'sms';
  /** What it is about and for whom, when it comes with a notice. */
  readonly kind: string | null;
  readonly subjectId: string | null;
  readonly audience: 'official' | 'unit' | null;
}

/** The text with the address of the page it is about, where the reader may open one. */
function withLink(
  { text, kind, subjectId, audience }: Pick<Row, 'text' | 'kind' | 'subjectId' | 'audience'>,
  publicUrl: string,
): string {
  if (kind === null || audience === null) return text;
  const page = pageOfNotice({ kind, subjectId: subjectId ?? '' }, audience);
  if (!page) return text;
  const search = new URLSearchParams(page.search).toString();
  return `${text}\n\n打开 · Open: ${publicUrl}/desk${page.path}${search === '' ? '' : `?${search}`}`;
}

export interface Ways {
  /** Where letters lie as files without a mail server. */
  readonly outbox: string;
  readonly smtpUrl: string | undefined;
  readonly gateway: ShortMessageGateway | undefined;
  /** How people reach the platform: links in letters begin with it. */
  readonly publicUrl: string;
}

const everyMs = 3000;
const mostAttempts = 8;

/**
 * @param onFailure told when the queue itself cannot be read or written; the next round tries again
 */
export function openLetterBox(
  owner: pg.Pool,
  { outbox, smtpUrl, gateway, publicUrl }: Ways,
  clock: Clock,
  onFailure: (error: unknown) => void,
): LetterBox {
  const transport = smtpUrl === undefined ? undefined : createTransport(smtpUrl);
  const send = async (row: Row): Promise<void> => {
    const { id, to, subject } = row;
    if (row.way === 'sms') {
      if (!gateway) throw new Error('no gateway for short messages is named');
      return sendShortMessage(gateway, { id, to, text: row.text });
    }
    const text = withLink(row, publicUrl);
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
      `SELECT id, "to", subject, text, attempts, way, kind, subject_id AS "subjectId", audience FROM letter
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
