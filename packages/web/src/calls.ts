// SPDX-License-Identifier: Apache-2.0
/**
 * How often one caller may call. Who is signed in counts for himself, so that an office behind one address is not one
 * caller; everybody else counts by address. What is limited by the minute in a contract may be counted by all processes together.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerNetwork } from './caller-network.ts';
import { EdgeRefusal, type Sentences } from './problem.ts';

/** Counts a call of a key in the present minute, wherever the counts lie. @returns calls so far and milliseconds left of the minute */
export type CountCalls = (key: string) => Promise<{ readonly calls: number; readonly leftMs: number }>;

export interface CallLimits {
  readonly sentences: Sentences;
  /** Calls a minute of one caller to everything; absent: only operations with `perMinute` are slowed. */
  readonly perMinute?: number | undefined;
  /** The signed-in caller, told without asking a database; undefined: known by the address. */
  readonly callerOf?: ((request: FastifyRequest) => string | undefined) | undefined;
  /** Absent: each process counts for itself. */
  readonly countTogether?: CountCalls | undefined;
}

const minuteMs = 60_000;
const mostCallers = 20_000;

type Counted = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** Counts within this process; what has not called for a minute is forgotten. */
class OwnCounts {
  readonly #windows = new Map<string, { calls: number; untilMs: number }>();

  count(key: string): { calls: number; leftMs: number } {
    const nowMs = performance.now();
    const window = this.#windows.get(key);
    if (window && window.untilMs > nowMs) {
      window.calls += 1;
      return { calls: window.calls, leftMs: window.untilMs - nowMs };
    }
    if (this.#windows.size >= mostCallers) this.#forget(nowMs);
    this.#windows.delete(key);
    this.#windows.set(key, { calls: 1, untilMs: nowMs + minuteMs });
    return { calls: 1, leftMs: minuteMs };
  }

  #forget(nowMs: number): void {
    for (const [key, { untilMs }] of this.#windows) if (untilMs <= nowMs) this.#windows.delete(key);
    // Oldest first, when they all still count.
    for (const key of this.#windows.keys()) {
      if (this.#windows.size < mostCallers) return;
      this.#windows.delete(key);
    }
  }
}

/** What the library asks of a store; `child` is that of one operation. */
const storeOf = (countTogether: CountCalls | undefined) =>
  class CallStore {
    readonly #counts = new OwnCounts();
    readonly #operation: string | undefined;

    constructor(_params: object, operation?: string) {
      this.#operation = operation;
    }

    incr(key: string, told: Counted): void {
      if (this.#operation === undefined || !countTogether) {
        const { calls, leftMs } = this.#counts.count(key);
        told(null, { current: calls, ttl: leftMs });
        return;
      }
      countTogether(`${this.#operation} ${key}`).then(
        ({ calls, leftMs }) => told(null, { current: calls, ttl: leftMs }),
        (error: Error) => told(error),
      );
    }

    child(route: object) {
      // The library's types name the options of a route, and what it hands over holds them as `routeInfo`.
      const { routeInfo } = route as {
        readonly routeInfo: { readonly config?: { readonly operation?: string } };
      };
      return new CallStore({}, routeInfo.config?.operation ?? '');
    }
  };

export async function limitCalls(app: FastifyInstance, limits: CallLimits): Promise<void> {
  const { sentences, perMinute, callerOf, countTogether } = limits;
  await app.register(rateLimit, {
    ...(perMinute === undefined ? { global: false } : { max: perMinute, timeWindow: minuteMs }),
    // Pages and their parts cost nothing and are asked for by the dozen.
    allowList: (request: FastifyRequest) => !request.url.startsWith('/api/'),
    keyGenerator: (request) => callerOf?.(request) ?? `address:${callerNetwork(request.ip)}`,
    store: storeOf(countTogether),
    errorResponseBuilder: (_request, { ttl }) =>
      new EdgeRefusal(sentences.common.tooOften(Math.ceil(ttl / 1000))),
  });
}
