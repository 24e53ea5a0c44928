// SPDX-License-Identifier: Apache-2.0
/**
 * The draft schedule in the languages of three rule engines, generated from the one table: negations pushed to the
 * leaves and turned into the complement, so that every engine gets plain equalities under and/or.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Combination, Row } from '@mingjing/law';

export interface TableRow {
  readonly conduct: string;
  readonly row: Row;
}
/** Picks the printed row key for one set of facts. */
export type Select = (facts: Combination) => Promise<string | undefined> | string | undefined;
export interface Peer {
  readonly name: string;
  readonly select: Select;
}

type Flat =
  | { readonly all: readonly Flat[] }
  | { readonly any: readonly Flat[] }
  | { readonly fact: string; readonly values: readonly (string | boolean)[] };

const domain: Readonly<Record<string, readonly (string | boolean)[]>> = {
  actor: ['unit', 'individual'],
  rectification: ['notOrdered', 'inPeriod', 'qualified', 'unqualified', 'overdue'],
  consequence: ['none', 'harm', 'serious'],
  refusesAfterOrder: [true, false],
  otherSerious: [true, false],
};

function flatten(cond: Row['when'], negated = false): Flat {
  if ('not' in cond) return flatten(cond.not, !negated);
  if ('all' in cond || 'any' in cond) {
    const parts = ('all' in cond ? cond.all : cond.any).map((part) => flatten(part, negated));
    return 'all' in cond !== negated ? { all: parts } : { any: parts };
  }
  const wanted = 'in' in cond ? cond.in : [];
  const all = domain[cond.fact] ?? [];
  return { fact: cond.fact, values: all.filter((value) => wanted.includes(value) !== negated) };
}

/** Peers are installed in this folder only; types would tie the whole repository to them. */
const require = createRequire(import.meta.url);
const load = async (name: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(require.resolve(name)).href)) as Record<string, unknown>;

export async function zen(rows: readonly TableRow[], trace: boolean): Promise<Peer> {
  const { ZenEngine } = (await load('@gorules/zen-engine')) as {
    ZenEngine: new () => { createDecision: (content: object) => ZenDecision };
  };
  interface ZenDecision {
    evaluate: (facts: object, options: { trace: boolean }) => Promise<{ result: { row?: string } }>;
  }
  const write = (cond: Flat): string => {
    if ('all' in cond) return cond.all.length === 0 ? 'true' : `(${cond.all.map(write).join(' and ')})`;
    if ('any' in cond) return `(${cond.any.map(write).join(' or ')})`;
    return `(${cond.values.map((value) => `${cond.fact} == ${JSON.stringify(value)}`).join(' or ')})`;
  };
  const decision = new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: [
            { id: 'c', name: 'conduct', field: 'conduct' },
            { id: 'w', name: 'when' },
          ],
          outputs: [{ id: 'r', name: 'row', field: 'row' }],
          rules: rows.map(({ conduct, row }, index) => ({
            _id: String(index),
            c: JSON.stringify(conduct),
            w: write(flatten(row.when)),
            r: JSON.stringify(row.key),
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  });
  return {
    name: `@gorules/zen-engine, trace ${trace ? 'on' : 'off'}`,
    select: async (facts) => (await decision.evaluate(facts, { trace })).result.row,
  };
}

export async function jsonRulesEngine(rows: readonly TableRow[]): Promise<Peer> {
  const { Engine } = (await load('json-rules-engine')) as {
    Engine: new (
      rules: readonly object[],
    ) => { run: (facts: object) => Promise<{ events: readonly { type: string }[] }> };
  };
  const write = (cond: Flat): object => {
    if ('all' in cond) return { all: cond.all.map(write) };
    if ('any' in cond) return { any: cond.any.map(write) };
    return { fact: cond.fact, operator: 'in', value: cond.values };
  };
  const engine = new Engine(
    rows.map(({ conduct, row }) => ({
      conditions: { all: [{ fact: 'conduct', operator: 'equal', value: conduct }, write(flatten(row.when))] },
      event: { type: row.key },
    })),
  );
  return {
    name: 'json-rules-engine',
    select: async (facts) => (await engine.run({ ...facts })).events[0]?.type,
  };
}

export async function publicodes(rows: readonly TableRow[]): Promise<Peer> {
  const module = (await load('publicodes'))['default'] as { readonly default?: unknown };
  const Engine = (module.default ?? module) as new (
    rules: object,
    options: object,
  ) => {
    setSituation: (situation: object) => void;
    evaluate: (rule: string) => { nodeValue?: unknown };
  };
  const write = (cond: Flat): unknown => {
    if ('all' in cond)
      return cond.all.length === 0 ? 'oui' : { 'toutes ces conditions': cond.all.map(write) };
    if ('any' in cond) return { 'une de ces conditions': cond.any.map(write) };
    const tests = cond.values.map((value) =>
      typeof value === 'boolean'
        ? `${names[cond.fact]} = ${value ? 'oui' : 'non'}`
        : `${names[cond.fact]} = '${value}'`,
    );
    return { 'une de ces conditions': tests };
  };
  const names: Readonly<Record<string, string>> = {
    conduct: 'conduite',
    actor: 'acteur',
    rectification: 'correction',
    consequence: 'suite',
    refusesAfterOrder: 'refus',
    otherSerious: 'autre',
  };
  const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };
  const engine = new Engine(
    {
      conduite: "'x'",
      acteur: "'x'",
      correction: "'x'",
      suite: "'x'",
      refus: 'non',
      autre: 'non',
      ligne: {
        variations: [
          ...rows.map(({ conduct, row }) => ({
            si: { 'toutes ces conditions': [`conduite = '${conduct}'`, write(flatten(row.when))] },
            alors: `'${row.key}'`,
          })),
          { sinon: "'none'" },
        ],
      },
    },
    { logger: quiet },
  );
  return {
    name: 'publicodes',
    select: (facts) => {
      engine.setSituation(
        Object.fromEntries(
          Object.entries(facts).map(([fact, value]) => [
            names[fact] ?? fact,
            typeof value === 'boolean' ? (value ? 'oui' : 'non') : `'${value}'`,
          ]),
        ),
      );
      return engine.evaluate('ligne').nodeValue as string | undefined;
    },
  };
}
