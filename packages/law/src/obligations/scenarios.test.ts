// SPDX-License-Identifier: Apache-2.0
/** The worked cases beside the instruments, readable by a lawyer: facts, what follows, the words it rests on. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { obligations } from './obligations.ts';
import { parseObligationsRequest } from './parse-obligations.ts';

interface Scenario {
  readonly name: string;
  /** Exact words of a seed; or `article` where no seed prints it. */
  readonly quote?: string;
  readonly article?: string;
  readonly asOf: string;
  readonly role?: string;
  readonly facts: object;
  readonly evidence?: object;
  readonly expect?: Readonly<Record<string, string>>;
  readonly due?: Readonly<Record<string, string>>;
  readonly absent?: readonly string[];
}

const instruments = new URL('../instruments/', import.meta.url);
const seedFolder = new URL('../../seeds/', import.meta.url);
const seeds = readdirSync(seedFolder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(new URL(name, seedFolder), 'utf8'))
  .join('\n');
const files = readdirSync(instruments, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('obligations.scenario.yaml'),
);

describe.each(files.sort())('%s', (file) => {
  const scenarios = parse(readFileSync(new URL(file, instruments), 'utf8')) as readonly Scenario[];
  it.each(scenarios)('$name', (scenario) => {
    const { asOf, facts, evidence = {}, role } = scenario;
    expect(scenario.quote !== undefined || scenario.article !== undefined).toBe(true);
    if (scenario.quote !== undefined) expect(seeds).toContain(scenario.quote);
    const request = parseObligationsRequest({
      facts,
      evidence,
      asOf,
      ...(role === undefined ? {} : { role }),
    });
    const answer = obligations(request.facts, request.evidence, asOf, { role: request.role ?? 'unit' });
    const states = Object.fromEntries(answer.results.map((one) => [one.id, one.state]));
    const dues = Object.fromEntries(answer.results.map((one) => [one.id, one.due]));
    expect(states).toMatchObject(scenario.expect ?? {});
    expect(dues).toMatchObject(scenario.due ?? {});
    for (const id of scenario.absent ?? []) expect(Object.keys(states)).not.toContain(id);
  });
});

it('there is a file for every source of duties', () => {
  expect(files).toHaveLength(5);
});
