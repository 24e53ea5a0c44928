// SPDX-License-Identifier: Apache-2.0
/**
 * Operations meet their handlers. What is in a program's table is served, what is served is in the table; either
 * missing ends the start, so that a test that starts the program sees it.
 */
import { type AnswerOf, type Asked, type Operation, tableOf } from '@mingjing/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Download, isDownload, sendDownload } from './download.ts';
import type { Sentences } from './problem.ts';
import { readUpload, takeBareBodies, type Upload } from './upload.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Id of the operation that the route serves. */
    operation?: string;
  }
}

/** A WebSocket as far as the mount needs it: enough to hand on and to close. */
export interface Socket {
  readonly close: (code?: number, reason?: string) => void;
}

type DeepReadonly<T> = unknown extends T
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What a handler may give: the operation's answer, bytes, or the reply it has sent bytes by. */
export type ResultOf<O extends Operation> = O extends { readonly download: string }
  ? Download | FastifyReply
  : O extends { readonly answer: z.ZodType }
    ? DeepReadonly<AnswerOf<O>>
    : // biome-ignore lint/suspicious/noConfusingVoidType: a handler with nothing to answer may simply end
      void;

export type Handler<O extends Operation, Context> = (
  context: Asked<O> & Context,
) => Promise<ResultOf<O>> | ResultOf<O>;

/** Of an operation with `socket: true`. A refusal before anything is sent becomes close code 4403 with its code. */
export type SocketHandler<O extends Operation, Context, S extends Socket> = (
  socket: S,
  context: Asked<O> & Context,
) => void;

type LooseAsked = Asked<Operation>;

/** An operation with what does it; its types are checked where it is made and forgotten after. */
export interface Served<Context> {
  readonly operation: Operation;
  readonly handler: (context: LooseAsked & Context) => unknown;
  readonly socket?: (socket: Socket, context: LooseAsked & Context) => void;
}

/**
 * A program's `serve`: `const serve = servingWith<RequestContext>()`.
 *
 * Context: what the program adds to the checked request (person, transaction, …).
 */
export function servingWith<Context, S extends Socket = Socket>() {
  return <O extends Operation>(
    operation: O,
    handler: Handler<O, Context>,
    socket?: SocketHandler<O, Context, S>,
  ): Served<Context> => ({ operation, handler, ...(socket && { socket }) }) as unknown as Served<Context>;
}

/** One admitted request. */
export interface Call<Person> {
  readonly operation: Operation;
  /** Undefined when the operation is for `anyone` or asks for the `session` itself. */
  readonly person: Person | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly upload: Upload | undefined;
}

export interface Program<Person, Context> {
  /** Every operation, in the order of the reference. */
  readonly operations: readonly Operation[];
  readonly served: readonly Served<Context>[];
  readonly sentences: Sentences;
  /**
   * Who asks, before anything of the request is read: who may not come in learns nothing about what fits.
   * Throws the refusal when nobody is signed in or the role is not among `roles`.
   */
  readonly admit: (
    request: FastifyRequest,
    operation: Operation,
    roles: readonly string[],
  ) => Promise<Person>;
  /** Runs the handler in what surrounds it: a transaction, an audit row. */
  readonly perform: (call: Call<Person>, handle: (context: Context) => Promise<unknown>) => Promise<unknown>;
  /** For sockets: the context without a transaction. Needed when an operation has `socket`. */
  readonly socketContext?: (call: Omit<Call<Person>, 'reply'>) => Context;
}

/** Serves every operation of the table. @throws Error when table and handlers differ: a defect, at the start */
export function mountOperations<Person, Context>(
  app: FastifyInstance,
  program: Program<Person, Context>,
): void {
  const table = tableOf(program.operations);
  const served = new Map(program.served.map((one) => [one.operation.id, one]));
  if (served.size !== program.served.length) throw new Error('an operation is served twice');
  for (const id of served.keys()) if (!table.has(id)) throw new Error(`${id} is served and not in the table`);
  takeBareBodies(app, program.operations);
  for (const operation of program.operations) {
    const one = served.get(operation.id);
    if (!one) throw new Error(`${operation.id} is in the table and not served`);
    mountOne(app, program, one);
  }
}

function mountOne<Person, Context>(
  app: FastifyInstance,
  program: Program<Person, Context>,
  { operation, handler, socket }: Served<Context>,
): void {
  const { roles, status, answer, perMinute, uploadBytes } = operation;
  const people = new WeakMap<FastifyRequest, Person & object>();
  const asked = ({ params, query, body }: FastifyRequest): LooseAsked =>
    ({ params, query, body: operation.body ? body : undefined }) as LooseAsked;
  app.route({
    method: operation.method,
    url: operation.path,
    config: {
      operation: operation.id,
      ...(perMinute !== undefined && { rateLimit: { max: perMinute, timeWindow: 60_000 } }),
    },
    ...(uploadBytes !== undefined && { bodyLimit: uploadBytes }),
    schema: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { querystring: operation.query }),
      ...(operation.body && { body: operation.body }),
      ...(answer && { response: { [status ?? 200]: answer } }),
    },
    onRequest: async (request) => {
      if (roles === 'anyone' || roles === 'session') return;
      people.set(request, (await program.admit(request, operation, roles)) as Person & object);
    },
    handler: async (request, reply) => {
      const upload = operation.upload && (await readUpload(operation, request, program.sentences.common));
      const call = { operation, person: people.get(request), request, reply, upload: upload || undefined };
      const result = await program.perform(call, async (context) =>
        handler(together(asked(request), context)),
      );
      return answerWith(operation, result, reply);
    },
    ...(socket && {
      wsHandler: (stream: Socket, request: FastifyRequest) =>
        closingOnRefusal(stream, () => {
          const call = { operation, person: people.get(request), request, upload: undefined };
          if (!program.socketContext) throw new Error('a program with sockets needs socketContext');
          socket(stream, together(asked(request), program.socketContext(call)));
        }),
    }),
  });
}

/** Both in one object; a getter of the context (the person of a public operation) runs only when asked for. */
function together<Context>(asked: LooseAsked, context: Context): LooseAsked & Context {
  return Object.defineProperties({ ...asked }, Object.getOwnPropertyDescriptors(context)) as LooseAsked &
    Context;
}

function answerWith(operation: Operation, result: unknown, reply: FastifyReply): unknown {
  if (reply.sent || result === reply) return reply;
  if (isDownload(result)) return sendDownload(result, reply);
  if (!operation.answer) {
    if (result !== undefined) throw new Error(`${operation.id} answers what its contract does not name`);
    return reply.status(operation.status ?? 204).send();
  }
  return reply
    .status(operation.status ?? 200)
    .header('cache-control', 'no-store')
    .send(result);
}

/** A refusal after the upgrade becomes a close code with the refusal's name. */
function closingOnRefusal(socket: Socket, serve: () => void): void {
  try {
    serve();
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'failed';
    socket.close(4403, code.slice(0, 100));
  }
}
