// SPDX-License-Identifier: Apache-2.0
/** What a route is, and what its handler is given. */
import type { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import type { Actor } from '../people/index.ts';
import type { Platform } from '../platform.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Bytes instead of JSON. */
export interface Download {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly fileName: string;
}

/** An uploaded file, read whole (the size limit is the server's). */
export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

interface Touched {
  /** What kind of thing was seen or changed. */
  readonly subject: string;
  readonly ids: readonly string[];
  /** The ground given for looking. */
  readonly purpose?: string | undefined;
  /** Query or change; no telephone numbers, no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface RequestContext<Params, Query, Body> {
  /** One transaction, bound to what the actor may see; committed before the answer leaves. */
  readonly tx: Transaction;
  /** Who asks. On public routes there is nobody, and asking for the actor is a defect. */
  readonly actor: Actor;
  readonly nowMs: number;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly upload: Upload | undefined;
  readonly platform: Platform;
  /** Names what the audit record of this request says. Called at least once by every official route. */
  readonly touch: (touched: Touched) => void;
  readonly headers: Headers;
  /** A route in words: `GET /api/units` → what it does. */
  readonly wordsOf: (action: string) => string;
}

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Fastify path: `/api/units/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Absent: a download. */
  readonly response?: z.ZodType;
  readonly status?: 200 | 201 | 202;
  /** Takes multipart/form-data with one file named `file`. */
  readonly takesFile?: boolean;
  readonly handler: (
    context: RequestContext<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<unknown>;
}

/** Types a route from its schemas; the list that holds it forgets them. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: Route<P, Q, B>,
): Route {
  return definition as unknown as Route;
}

export function isDownload(value: unknown): value is Download {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'fileName' in value;
}
