// SPDX-License-Identifier: Apache-2.0
/**
 * A reference (OpenAPI 3.1) as lines, one for each thing that a caller can rely on: an operation with who may call it,
 * each value it takes, each value it answers. Two references differ by their lines.
 *
 * `node scripts/api-lines.ts` writes what is promised (docs/api/*.txt) · `node scripts/api-lines.ts A.json B.json`
 * says how B differs from A.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Operation, openApiOf } from '../packages/contracts/src/index.ts';
import { siteOperations } from '../packages/contracts/src/site/index.ts';
import { operations as deskOperations, processOperations } from '../packages/platform/src/operations.ts';

type Json = Readonly<Record<string, unknown>>;

const otherProcesses = new Set(
  processOperations
    .filter(({ process }) => process !== 'inspection')
    .flatMap(({ process: _, ...each }) => Object.values<Operation>(each)),
);

/** Which file promises the operations of which program. One process and one register stand for all of their kind. */
export const promises = [
  { file: 'desk.txt', operations: deskOperations.filter((one) => !otherProcesses.has(one)) },
  {
    file: 'site.txt',
    operations: siteOperations.filter(({ path }) => !/^\/api\/registers\/(?!visitors\b)/.test(path)),
  },
] as const;

export const promiseOf = (file: string): string => join(import.meta.dirname, '../docs/api', file);

export const linesOfOperations = (operations: (typeof promises)[number]['operations']): readonly string[] =>
  linesOf(openApiOf(operations, { title: '', version: '' }));

export function linesOf(reference: Json): readonly string[] {
  const lines: string[] = [];
  for (const [path, methods] of Object.entries(record(reference['paths'])))
    for (const [method, operation] of Object.entries(record(methods))) {
      const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      const { parameters, requestBody, responses, 'x-roles': roles } = record(operation);
      lines.push(`${name} roles ${roles === undefined ? '?' : [roles].flat().toSorted().join(',')}`);
      for (const each of list(parameters)) {
        const { in: place, name: parameter, required, schema } = resolved(reference, each);
        lines.push(
          `${name} ${place}.${parameter}${required === true ? '' : '?'} ${kindOf(reference, schema)}`,
        );
      }
      for (const [media, { schema }] of contentOf(reference, requestBody))
        lines.push(...valuesOf(reference, schema, `${name} body`, media));
      for (const [status, answer] of Object.entries(record(responses)))
        if (/^[23]/.test(status))
          for (const [media, { schema }] of contentOf(reference, answer))
            lines.push(...valuesOf(reference, schema, `${name} ${status}`, media));
    }
  return [...new Set(lines)].toSorted();
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function resolved(reference: Json, value: unknown): Json {
  const { $ref } = record(value);
  if (typeof $ref !== 'string') return record(value);
  return resolved(
    reference,
    $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, step) => record(at)[step], reference),
  );
}

const contentOf = (reference: Json, holder: unknown): readonly (readonly [string, Json])[] =>
  Object.entries(record(resolved(reference, holder)['content'])).map(([media, one]) => [media, record(one)]);

/** The kind of a value in a word; of a choice, all of them. */
function kindOf(reference: Json, schema: unknown): string {
  const { type, enum: values, const: only, anyOf, oneOf, nullable } = resolved(reference, schema);
  // OpenAPI 3.0, as the references of before
  const none = nullable === true ? ['null'] : [];
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join('|');
  const choices = [...list(anyOf), ...list(oneOf)];
  if (choices.length > 0)
    return [...new Set(choices.map((each) => kindOf(reference, each)))].toSorted().join('|');
  return [...[type].flat(), ...none].toSorted().join('|') || 'any';
}

function valuesOf(
  reference: Json,
  schema: unknown,
  at: string,
  media = 'application/json',
  depth = 0,
): string[] {
  const found = resolved(reference, schema);
  const choices = [...list(found['anyOf']), ...list(found['oneOf']), ...list(found['allOf'])].filter(
    (each) => {
      const { properties, items } = resolved(reference, each);
      return properties !== undefined || items !== undefined;
    },
  );
  if (choices.length > 0) return choices.flatMap((each) => valuesOf(reference, each, at, media, depth + 1));
  if (found['type'] === 'array' && depth < 9)
    return valuesOf(reference, found['items'], `${at}[]`, media, depth + 1);
  const properties = Object.entries(record(found['properties']));
  if (properties.length === 0 || depth >= 9)
    return [`${at} ${media === 'application/json' ? kindOf(reference, found) : media}`];
  const needed = list(found['required']);
  return properties.flatMap(([name, value]) => {
    const joint = `${at}${at.endsWith('[]') || depth > 0 ? '.' : ' '}${name}${needed.includes(name) ? '' : '?'}`;
    return valuesOf(reference, value, joint, media, depth + 1);
  });
}

/** What of a promise no longer holds: lines that went, and values that a known operation newly demands. */
export function broken(promised: readonly string[], now: readonly string[]): readonly string[] {
  const [before, after] = [new Set(promised), new Set(now)];
  const known = new Set(promised.map((line) => line.split(' ', 2).join(' ')));
  return [
    ...promised.filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...now
      .filter((line) => !before.has(line) && known.has(line.split(' ', 2).join(' ')) && demands(line))
      .map((line) => `+ ${line}`),
  ];
}

/** Whether a line is a value that the caller must give. */
const demands = (line: string): boolean =>
  /^\S+ \S+ (query\.|header\.|body )/.test(line) && !line.includes('?');

if (import.meta.main) {
  const [before, after] = process.argv.slice(2);
  if (before !== undefined && after !== undefined) {
    const [was, is] = [before, after].map((file) => linesOf(JSON.parse(readFileSync(file, 'utf8')) as Json));
    const [old, fresh] = [new Set(was), new Set(is)];
    for (const line of was ?? []) if (!fresh.has(line)) console.log(`- ${line}`);
    for (const line of is ?? []) if (!old.has(line)) console.log(`+ ${line}`);
  } else
    for (const { file, operations } of promises)
      writeFileSync(promiseOf(file), `${linesOfOperations(operations).join('\n')}\n`);
}
