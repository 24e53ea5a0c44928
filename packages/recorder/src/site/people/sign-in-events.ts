// SPDX-License-Identifier: Apache-2.0
/**
 * Every sign-in event: who, what, from where, with which program. The row lies beside the log with its personal data; the
 * log has the event without them. Guesses that lock nothing are rows only, so that nobody fills the log by guessing.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Person, SignInEvent } from '@mingjing/contracts/site';
import type { FastifyRequest } from 'fastify';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

const onePage = 100;
const keptDays = 400;
const rowsOnly: ReadonlySet<SignInEvent['event']> = new Set([
  'wrong-password',
  'wrong-code',
  'refused-locked',
]);

interface Noted {
  /** Undefined: nobody that we know; what was typed is not kept, it may be a password. */
  readonly person: Person | undefined;
  readonly event: SignInEvent['event'];
  readonly request: FastifyRequest;
}

export class SignInEvents {
  readonly #database: DatabaseSync;
  readonly #core: CoreWithoutMedia;

  constructor(database: DatabaseSync, core: CoreWithoutMedia) {
    this.#database = database;
    this.#core = core;
  }

  async note({ person, event, request }: Noted): Promise<void> {
    const atMs = Math.round(this.#core.nowMs());
    this.#database
      .prepare('INSERT INTO sign_in_event (at_ms, person, event, address, program) VALUES (?, ?, ?, ?, ?)')
      .run(atMs, person?.id ?? null, event, request.ip, (request.headers['user-agent'] ?? '').slice(0, 200));
    this.#database.prepare('DELETE FROM sign_in_event WHERE at_ms < ?').run(atMs - keptDays * 86_400_000);
    if (!rowsOnly.has(event))
      await this.#core.appendEntry({
        type: 'config',
        what: `sign-in:${person?.id ?? 'unknown'}`,
        by: person?.user ?? 'unknown',
        after: event,
      });
  }

  /** Newest first. @param before number of the last event of the page before */
  list(before?: number): readonly SignInEvent[] {
    return this.#database
      .prepare(
        `SELECT e.number, e.at_ms, e.event, e.address, e.program, u.name, u.displayUsername AS user
           FROM sign_in_event e LEFT JOIN user u ON u.id = e.person
          WHERE ?1 IS NULL OR e.number < ?1 ORDER BY e.number DESC LIMIT ?2`,
      )
      .all(before ?? null, onePage)
      .map((row) => ({
        number: Number(row['number']),
        atMs: Number(row['at_ms']),
        event: row['event'] as SignInEvent['event'],
        user: row['user'] === null ? null : String(row['user']),
        name: row['name'] === null ? null : String(row['name']),
        address: String(row['address']),
        program: String(row['program']),
      }));
  }
}
