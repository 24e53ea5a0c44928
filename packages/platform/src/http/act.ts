// SPDX-License-Identifier: Apache-2.0
/** What surrounds every handler: the gate, one transaction, the act written down with it. */
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Operation } from '@mingjing/contracts';
import type { Program } from '@mingjing/web';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { type Actor, scopeOf } from '../actor.ts';
import { newSalt } from '../audit/index.ts';
import { type Scope, type Transaction, withScope } from '../database/scope.ts';
import type { Clock } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { checkAssurance } from '../people/index.ts';
import type { RequestContext, Touched } from '../serve.ts';
import type { Services } from '../services.ts';
import { headersOf } from './headers.ts';

export interface Surroundings {
  /** What requests run as: row policies hold. */
  readonly application: pg.Pool;
  readonly clock: Clock;
  readonly services: Services;
}

/** The gate: signed in, surely enough, in a role that may. A refused official is written down. */
export function admission({
  application,
  clock,
  services,
}: Surroundings): Program<Actor, RequestContext>['admit'] {
  return async (request, operation, roles) => {
    const actor = await services.accounts.findActor(headersOf(request));
    if (!actor) throw new PlatformError('platform/unauthenticated');
    checkAssurance(actor, clock());
    if (roles.includes(actor.role)) return actor;
    await withScope(application, scopeOf(actor), (tx) =>
      writeDown(tx, actor, clock(), { operation, outcome: 'platform/forbidden', touched: [] }),
    );
    throw new PlatformError('platform/forbidden');
  };
}

/** One transaction: what is answered with success and what is written down about it are committed together. */
export function performance({
  application,
  clock,
  services,
}: Surroundings): Program<Actor, RequestContext>['perform'] {
  return ({ operation, person, request, upload }, handle) => {
    const scope: Scope = person ? scopeOf(person) : { audience: 'public' };
    if (operation.ownTransaction) return handle(withoutTransaction(request, { nowMs: clock(), services }));
    return withScope(application, scope, async (tx) => {
      const touched: Touched[] = [];
      const nowMs = clock();
      const answer = await handle({
        tx,
        get actor(): Actor {
          if (!person) throw new Error('a public operation asked who is asking');
          return person;
        },
        nowMs,
        upload,
        services,
        touch: (one) => touched.push(one),
        stream: (make) => streamed(application, scope, make),
        headers: headersOf(request),
      });
      if (person)
        await writeDown(tx, person, nowMs, { operation, outcome: 'done', touched, asked: askedOf(request) });
      return answer;
    });
  };
}

/** For what recorders ask: nobody is signed in, and the service behind it opens its transactions itself. */
const withoutTransaction = (
  request: Parameters<typeof headersOf>[0],
  { nowMs, services }: Pick<RequestContext, 'nowMs' | 'services'>,
): RequestContext => ({
  get tx(): Transaction {
    throw new Error('an operation with transactions of its own asked for one');
  },
  get actor(): Actor {
    throw new Error('a public operation asked who is asking');
  },
  nowMs,
  upload: undefined,
  services,
  touch: () => undefined,
  stream: () => {
    throw new Error('an operation with transactions of its own asked for one');
  },
  headers: headersOf(request),
});

/** So much may wait for a slow reader before the database waits for it too. */
const mostWaitingBytes = 32 << 20;

function streamed(
  application: pg.Pool,
  scope: Scope,
  make: (tx: Transaction) => AsyncIterable<Uint8Array>,
): Readable {
  const out = new PassThrough({ highWaterMark: mostWaitingBytes });
  withScope(application, scope, async (tx) => {
    await tx.query('SET TRANSACTION READ ONLY');
    await pipeline(Readable.from(make(tx)), out);
  }).catch((error: Error) => out.destroy(error));
  return out;
}

interface Act {
  readonly operation: Operation;
  readonly outcome: string;
  readonly touched: readonly Touched[];
  /** What was searched or filtered for. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

/** The query as it was understood, without what was left empty; a telephone number keeps its ends. */
function askedOf({ query }: FastifyRequest): Readonly<Record<string, unknown>> {
  const asked = typeof query === 'object' && query !== null ? query : {};
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]: [string, unknown]) => {
      if (value === undefined || value === null || value === '' || name === 'purpose') return [];
      return [
        [
          name,
          typeof value === 'string' ? value.replaceAll(/(\d{3})\d{4}(\d{4})(?!\d)/g, '$1****$2') : value,
        ],
      ];
    }),
  );
}

async function writeDown(
  { query }: Transaction,
  actor: Actor,
  nowMs: number,
  { operation, outcome, touched, asked = {} }: Act,
): Promise<void> {
  const [first] = touched;
  const detail = { ...first?.detail, ...asked };
  await query(
    `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject, subject_ids, purpose, detail, outcome, salt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      new Date(nowMs),
      actor.jurisdiction,
      actor.userId,
      actor.role,
      operation.id,
      operation.method === 'GET' ? 'read' : 'write',
      first === undefined ? null : (first.subject ?? operation.touches ?? null),
      touched.flatMap(({ ids }) => ids),
      first?.purpose ?? null,
      Object.keys(detail).length === 0 ? null : JSON.stringify(detail),
      outcome,
      newSalt(),
    ],
  );
}
