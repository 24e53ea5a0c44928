// SPDX-License-Identifier: Apache-2.0
/** Signing in is an act like others: who, how, from where, with what outcome, in the audit and so in the log. */
import type { DeskRole } from '@mingjing/contracts';
import type pg from 'pg';
import { newSalt } from '../audit/index.ts';
import { withScope } from '../database/scope.ts';
import type { Clock } from '../edge.ts';

export interface SignInAct {
  /** Undefined: nobody we know. What was typed is not kept. */
  readonly userId: string | undefined;
  /** `POST /api/auth/sign-in/email`. */
  readonly action: string;
  /** `done`, `second-factor-asked`, or the code of the refusal. */
  readonly outcome: string;
  readonly address: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export class SignInActs {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param pool what requests run as */
  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async note({ userId = '', action, outcome, address, detail }: SignInAct): Promise<void> {
    const member = userId === '' ? undefined : await this.#memberOf(userId);
    await withScope(this.#pool, { audience: 'unit', userId }, (tx) =>
      tx.query(
        `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject, subject_ids, detail, outcome, salt)
         VALUES ($1, $2, $3, $4, $5, 'write', 'session', '{}', $6, $7, $8)`,
        [
          new Date(this.#clock()),
          member?.jurisdiction ?? '',
          userId,
          member?.role ?? 'nobody',
          action,
          JSON.stringify({ address, ...detail }),
          outcome,
          newSalt(),
        ],
      ),
    );
  }

  /** A notice to the person: the bell of the desk, and a letter where there is an address. */
  async tell(userId: string, kind: string, text: string): Promise<void> {
    await withScope(this.#pool, { audience: 'unit', userId }, (tx) =>
      tx.query('SELECT mj_tell_self($1, $2, $3)', [kind, text, new Date(this.#clock())]),
    );
  }

  async #memberOf(userId: string): Promise<{ jurisdiction: string; role: DeskRole } | undefined> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN READ ONLY');
      await client.query(`SELECT set_config('mj.user', $1, true)`, [userId]);
      const { rows } = await client.query<{ jurisdiction: string; role: DeskRole }>(
        'SELECT jurisdiction, role FROM member WHERE user_id = $1',
        [userId],
      );
      return rows[0];
    } finally {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }
  }
}
