// SPDX-License-Identifier: Apache-2.0
/** Callers as the edge counts them: told by the signed session cookie alone, so that counting asks no database. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { simulationHeader } from '@mingjing/contracts/desk';
import type { CountCalls } from '@mingjing/web';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Simulations } from '../services.ts';

const sessionCookie = /(?:^|;\s*)(?:__Secure-)?mingjing\.session_token=([^;]+)/;

/**
 * The session a request comes with. A cookie that we did not sign is nobody's: whoever makes one up counts by address.
 *
 * @param secret the sign-in secret, which signs cookies (HMAC-SHA-256, base64, after the last dot)
 * @param simulations of a platform for trials: each simulated recorder is a caller of its own
 */
export function callerBySession(
  secret: string,
  simulations: Pick<Simulations, 'callerOf'> | undefined,
): (request: FastifyRequest) => string | undefined {
  return ({ headers }) => {
    const simulated = headers[simulationHeader];
    if (simulations && typeof simulated === 'string') return simulations.callerOf(simulated);
    const found = sessionCookie.exec(headers.cookie ?? '')?.[1];
    if (found === undefined || found.length > 500) return undefined;
    let value: string;
    try {
      value = decodeURIComponent(found);
    } catch {
      return undefined;
    }
    const dot = value.lastIndexOf('.');
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    const right = createHmac('sha256', secret).update(token).digest();
    return dot > 0 && given.length === right.length && timingSafeEqual(given, right)
      ? `session:${token}`
      : undefined;
  };
}

/** Calls of one minute counted in the database, for all processes together. */
export function countInDatabase(pool: pg.Pool, clock: () => number): CountCalls {
  return async (key) => {
    const now = clock();
    const { rows } = await pool.query<{ calls: number; began: Date }>(
      `INSERT INTO rate_window AS w (key, began_at, calls) VALUES ($1, $2, 1)
       ON CONFLICT (key) DO UPDATE SET
         calls = CASE WHEN w.began_at <= $2::timestamptz - interval '1 minute' THEN 1 ELSE w.calls + 1 END,
         began_at = CASE WHEN w.began_at <= $2::timestamptz - interval '1 minute' THEN $2 ELSE w.began_at END
       RETURNING calls, began_at AS began`,
      [key, new Date(now)],
    );
    const { calls = 1, began = new Date(now) } = rows[0] ?? {};
    return { calls, leftMs: Math.max(0, began.getTime() + 60_000 - now) };
  };
}
