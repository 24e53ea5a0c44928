// SPDX-License-Identifier: Apache-2.0
/** What a handler of the platform is given: `serve(operation, async ({ tx, params, body, touch }) => …)`. */
import type { Readable } from 'node:stream';
import { type Served, servingWith, type Upload } from '@mingjing/web';
import type { Actor } from './actor.ts';
import type { Transaction } from './database/scope.ts';
import type { Services } from './services.ts';

export interface Touched {
  /** What kind of thing was seen or changed, when it is not what the operation says. */
  readonly subject?: string;
  readonly ids: readonly string[];
  /** The ground given for looking. */
  readonly purpose?: string | undefined;
  /** Query or change; no telephone numbers, no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface RequestContext {
  /** One transaction, bound to what the actor may see; committed before the answer leaves. */
  readonly tx: Transaction;
  /** Who asks. On public operations there is nobody, and asking for the actor is a defect. */
  readonly actor: Actor;
  readonly nowMs: number;
  readonly upload: Upload | undefined;
  readonly services: Services;
  /** Names what the audit record of this request says. Called at least once by every official operation. */
  readonly touch: (touched: Touched) => void;
  /**
   * Bytes that are made while they leave, in a reading transaction of their own with the actor's scope; for answers that
   * do not fit into memory. It begins when they are asked for and ends with them, or when the reader goes away.
   */
  readonly stream: (make: (tx: Transaction) => AsyncIterable<Uint8Array>) => Readable;
  readonly headers: Headers;
}

export const serve = servingWith<RequestContext>();

/** The handlers of a module. */
export type Routes = readonly Served<RequestContext>[];
