// SPDX-License-Identifier: Apache-2.0
/** The reference of a program, OpenAPI 3.1, made from its operations and from nothing else. */
import { z } from 'zod';
import type { Operation, OperationShape } from './operation.ts';
import { Problem, problemMediaType } from './problem.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

/** What the reference says of an operation whose shapes another package owns: schemas, and examples by name. */
export interface Documented {
  readonly body?: Json;
  readonly answer?: Json;
  /** OpenAPI example objects: `summary`, and `value` of the request and of the answer to it */
  readonly examples?: Readonly<
    Record<string, { readonly summary: string; readonly body: unknown; readonly answer: unknown }>
  >;
}

/**
 * @param operations in the order of the reference
 * @param info what the reference says of itself; `description` may hold both languages
 * @param documented by operation id (`POST /api/law/decide`)
 */
export function openApiOf(
  operations: readonly Operation[],
  info: { readonly title: string; readonly version: string; readonly description?: string },
  documented: Readonly<Record<string, Documented>> = {},
): Json {
  const paths: Record<string, Json> = {};
  for (const one of operations) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    (paths[path] as Json)[one.method.toLowerCase()] = entryOf(one, documented[one.id]);
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: {
        Refused: {
          description: '拒绝 · Refused (RFC 9457)',
          content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function entryOf(one: Operation, documented: Documented = {}): Json {
  const refused = { $ref: '#/components/responses/Refused' };
  const open = one.roles === 'anyone' || one.roles === 'session';
  const body = bodyOf(one, documented);
  return {
    tags: [one.tag],
    operationId: one.id,
    summary: `${one.summary.zh} · ${one.summary.en}`,
    'x-roles': one.roles,
    ...(open ? { security: [] } : {}),
    parameters: [...parametersOf(one, 'path'), ...parametersOf(one, 'query')],
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { ...successOf(one, documented), '4XX': refused, '5XX': refused },
  };
}

function parametersOf(one: OperationShape, place: 'path' | 'query'): Json[] {
  const schema = place === 'path' ? one.params : one.query;
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...type }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: type,
  }));
}

/** Examples of one side, as OpenAPI has them. */
const examplesOf = ({ examples }: Documented, side: 'body' | 'answer'): Json =>
  examples === undefined
    ? {}
    : {
        examples: Object.fromEntries(
          Object.entries(examples).map(([name, one]) => [name, { summary: one.summary, value: one[side] }]),
        ),
      };

function bodyOf({ body, upload }: OperationShape, documented: Documented): Json | undefined {
  const bytes = { type: 'string', format: 'binary' };
  if (body) {
    const schema = documented.body ?? schemaOf(body, 'input');
    return { 'application/json': { schema, ...examplesOf(documented, 'body') } };
  }
  if (upload === undefined) return undefined;
  if (upload !== 'form') return Object.fromEntries(upload.map((type) => [type, { schema: bytes }]));
  return {
    'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: bytes } } },
  };
}

function successOf({ answer, download, socket, status }: OperationShape, documented: Documented): Json {
  if (answer)
    return {
      [status ?? 200]: {
        description: '成功 · Done',
        content: {
          'application/json': {
            schema: documented.answer ?? schemaOf(answer, 'output'),
            ...examplesOf(documented, 'answer'),
          },
        },
      },
    };
  if (download !== undefined)
    return {
      200: {
        description: '文件 · Bytes',
        content: { [download]: { schema: { type: 'string', format: 'binary' } } },
      },
    };
  if (socket) return { 101: { description: 'WebSocket' } };
  return { [status ?? 204]: { description: '成功 · Done' } };
}
