// SPDX-License-Identifier: Apache-2.0
/**
 * An operation: one thing a program does over HTTP, said once, as a value that runs in a browser and on a server.
 *
 * How to add an operation:
 * 1. Write it in `contracts/src/desk/<module>.ts` (platform) or `contracts/src/site/<module>.ts` (recorder):
 *
 *    export const readVisit = deskOperation({
 *      method: 'GET', path: '/api/visits/:id', roles: officials, tag: 'visit', touches: 'visit',
 *      summary: { zh: '一次检查', en: 'One visit' },
 *      params: z.object({ id: z.uuid() }), answer: Visit,
 *    });
 *
 *    and name it in that folder's `operations.ts`.
 * 2. Serve it: `serve(readVisit, async ({ tx, params, touch }) => …)` in the module's routes. Without this the
 *    program does not start (and `routes.test.ts` is red): `readVisit is in the table and not served`.
 * 3. Call it from a page: `call(readVisit, { params: { id } })`; the answer has its type.
 *
 * Who may call it, the role × route test, OpenAPI, the audit sentence and the client's types follow from the value.
 */
import type { z } from 'zod';
import type { DeskRole, SiteRole } from './roles.ts';

/** A sentence in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `anyone`: also people who are not signed in; `session`: the handler asks for itself; else these roles. */
export type Roles<Role extends string = string> = 'anyone' | 'session' | readonly Role[];

export interface OperationShape<Role extends string = string> {
  readonly method: Method;
  /** Parameters with a colon, as Fastify has them: `/api/units/:id`. */
  readonly path: `/${string}`;
  readonly roles: Roles<Role>;
  /** The chapter of the reference it stands in. */
  readonly tag: string;
  /** What it does; also what the audit record says of it. */
  readonly summary: Words;
  /** The kind of thing seen or changed, as the audit record names it; the handler adds the ids. */
  readonly touches?: string;
  /** An object whose keys are the parameters of the path. */
  readonly params?: z.ZodType;
  /** Every value arrives as text: numbers with `z.coerce.number<number>()`. */
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** `form`: multipart/form-data with one file named `file`; else the media types of a bare body. */
  readonly upload?: 'form' | readonly string[];
  /** Largest upload in bytes, when it is not the server's. */
  readonly uploadBytes?: number;
  /** The JSON of success. Absent with `download` or `socket`, and for an empty answer (204). */
  readonly answer?: z.ZodType;
  /** Media type of the bytes of success. */
  readonly download?: string;
  /** The handler opens its transactions itself: it may wait for minutes, or keeps what it noticed also when it refuses. */
  readonly ownTransaction?: true;
  /** The address also takes, or only takes, a WebSocket. */
  readonly socket?: true;
  /** Of success; 200 when absent, 204 when there is nothing to answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Calls a minute from one address; absent: the server's. */
  readonly perMinute?: number;
}

export type Operation<Shape extends OperationShape = OperationShape> = Shape & {
  /** `GET /api/units/:id`. */
  readonly id: `${Shape['method']} ${Shape['path']}`;
};

const parameterNames = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);

/**
 * Makes the value; both programs have their own door below, which knows their roles.
 *
 * @throws Error when the parameters of path and schema differ, or kinds of answer contradict each other: a defect
 */
function operation<const Shape extends OperationShape>(shape: Shape): Operation<Shape> {
  const id = `${shape.method} ${shape.path}` as const;
  const named = parameterNames(shape.path);
  const typed = Object.keys((shape.params as { shape?: object } | undefined)?.shape ?? {});
  if (named.toSorted().join() !== typed.toSorted().join())
    throw new Error(
      `${id}: the path names ${named.join() || 'nothing'}, the schema ${typed.join() || 'nothing'}`,
    );
  if (shape.answer && shape.download !== undefined) throw new Error(`${id}: either an answer or a download`);
  if (shape.upload && shape.body) throw new Error(`${id}: either a body or an upload`);
  return { ...shape, id } as Operation<Shape>;
}

/** An operation of the platform. */
export const deskOperation = <const Shape extends OperationShape<DeskRole>>(shape: Shape): Operation<Shape> =>
  operation(shape);

/** An operation of a unit's recorder. */
export const siteOperation = <const Shape extends OperationShape<SiteRole>>(shape: Shape): Operation<Shape> =>
  operation(shape);

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Of<O, Key extends string> = O extends Readonly<Record<Key, infer Schema>> ? Schema : undefined;

/** What a handler is given of a request: checked and typed. */
export interface Asked<O extends OperationShape> {
  readonly params: OutputOf<Of<O, 'params'>>;
  readonly query: OutputOf<Of<O, 'query'>>;
  readonly body: OutputOf<Of<O, 'body'>>;
}

/** What comes back as JSON. */
export type AnswerOf<O extends OperationShape> = OutputOf<Of<O, 'answer'>>;
/** One row of an answer that is a list. */
export type RowOf<O extends OperationShape> = AnswerOf<O> extends readonly (infer Row)[] ? Row : never;
/** What may be sent as body, before defaults are filled in. */
export type BodyOf<O extends OperationShape> = InputOf<Of<O, 'body'>>;
export type QueryOf<O extends OperationShape> = InputOf<Of<O, 'query'>>;

type Needed<Key extends string, Value> = Value extends undefined
  ? { readonly [K in Key]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What a caller gives: only what the operation takes, only what has no default. */
export type Asking<O extends OperationShape> = Needed<'params', InputOf<Of<O, 'params'>>> &
  Needed<'query', QueryOf<O>> &
  Needed<'body', BodyOf<O>> &
  (Of<O, 'upload'> extends undefined ? { readonly file?: undefined } : { readonly file: File });

interface LooseAsking {
  readonly params?: unknown;
  readonly query?: unknown;
}

/** The address to call, with parameters and query filled in; also for links to downloads. */
export function addressOf<O extends OperationShape>(
  { path }: O,
  asking: Omit<Asking<O>, 'body' | 'file'> | LooseAsking = {},
): string {
  const { params, query } = asking as LooseAsking;
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}

/**
 * A program's operations by id.
 *
 * @throws Error when two have one id: a defect
 */
export function tableOf<O extends Operation>(operations: readonly O[]): ReadonlyMap<string, O> {
  const table = new Map<string, O>();
  for (const one of operations) {
    if (table.has(one.id)) throw new Error(`${one.id} stands twice in the table`);
    table.set(one.id, one);
  }
  return table;
}
