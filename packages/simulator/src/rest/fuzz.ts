// SPDX-License-Identifier: Apache-2.0
/**
 * Calls a program by its own OpenAPI 3.1 document as it might be called, and holds every answer against the document: no
 * refusal is a defect (5XX), no answer has a form that is not promised. Ajv judges, which shares nothing with what answered.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Schema, Values } from './values.ts';

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}
interface Entry {
  readonly operationId: string;
  readonly 'x-roles': string | readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  readonly components: { readonly schemas: { readonly Problem: Schema } };
}

export interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  readonly json: unknown;
}
/** @param body absent, JSON as text, or a form that is none */
export type Ask = (call: {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly type: string | undefined;
}) => Promise<FuzzAnswer>;

export interface Fuzz {
  readonly document: OpenApiDocument;
  /** One for each role that is signed in, and `anyone`. */
  readonly people: Readonly<Record<string, Ask>>;
  readonly seed: number;
  /** Calls of each operation as each role that may. */
  readonly each: number;
  /** Operations that end the test's own sign-ins or stream without end. */
  readonly leftOut?: ReadonlySet<string>;
}

/** @returns what was wrong, in words that repeat it; empty: nothing */
export async function fuzzProgram({ document, people, seed, each, leftOut }: Fuzz): Promise<{
  readonly calls: number;
  readonly done: number;
  readonly wrong: readonly string[];
}> {
  const values = new Values(seed);
  const judge = judgeOf(document);
  const wrong: string[] = [];
  let calls = 0;
  let done = 0;
  for (let round = 0; round < each; round++)
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, entry] of Object.entries(methods)) {
        if (leftOut?.has(entry.operationId)) continue;
        const roles = Object.keys(people).filter((role) => mayCall(entry, role));
        await Promise.all(
          roles.map(async (role) => {
            const call = { method: method.toUpperCase(), ...callOf(values, path, entry) };
            const answer = await (people[role] as Ask)(call);
            calls += 1;
            if (answer.status < 400) {
              done += 1;
              values.learn(answer.json);
            }
            const complaint = judge(entry, answer);
            if (complaint !== undefined)
              wrong.push(
                `${role}: ${call.method} ${call.path} ${call.body ?? ''} → ${answer.status} ${complaint}`.slice(
                  0,
                  700,
                ),
              );
          }),
        );
      }
  return { calls, done, wrong };
}

const mayCall = (entry: Entry, role: string): boolean =>
  typeof entry['x-roles'] === 'string' ? role === 'anyone' : entry['x-roles'].includes(role);

function callOf(values: Values, path: string, { parameters, requestBody }: Entry) {
  const wrong = values.oneOf([0, 0, 0, 0.1, 0.5]);
  const textOf = (value: unknown): string =>
    (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().slice(0, 1500);
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: place, required, schema } of parameters) {
    const value =
      place === 'path' && values.chance(0.7) ? values.oneOf(values.ids) : values.of(schema, wrong);
    // What stands in a path is one part of it, and never nothing.
    if (place === 'path')
      filled = filled.replace(`{${name}}`, encodeURIComponent(textOf(value) || '-').replace(/^\.+$/, '-'));
    else if (required || values.chance(0.4)) query.set(name, textOf(value));
  }
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body =
    type === undefined
      ? undefined
      : type === 'application/json'
        ? JSON.stringify(values.of(content?.schema ?? {}, wrong))
        : 'no file of the kind';
  return { path: `${filled}${query.size > 0 ? `?${query}` : ''}`, body, type };
}

function judgeOf(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();
  const check = (schema: Schema, value: unknown): string | undefined => {
    const validate = compiled.get(schema) ?? ajv.compile(schema as object);
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors);
  };
  return (entry: Entry, { status, type, json }: FuzzAnswer): string | undefined => {
    // 501 and 503 say that something beside the program is not there.
    if (status >= 500 && status !== 501 && status !== 503) return 'a defect';
    if (status >= 400)
      return type.startsWith('application/problem+json')
        ? check(document.components.schemas.Problem, json)
        : `refused as ${type}`;
    const promised = entry.responses[String(status)];
    if (!promised) return 'a status that is not promised';
    const schema = promised.content?.['application/json']?.schema;
    // A file is bytes, also one of JSON.
    return schema && schema.format !== 'binary' ? check(schema, json) : undefined;
  };
}
