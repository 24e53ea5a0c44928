// SPDX-License-Identifier: Apache-2.0
/**
 * Worked cases beside each instrument (*.scenario.yaml): facts, what the law makes of them, and the printed words
 * that justify it. A lawyer can read and correct them without opening code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisions } from '../corpus/corpus.ts';
import { decide } from '../decide/decide.ts';
import { LawError } from '../errors.ts';
import { parseRequest } from '../facts/parse-request.ts';
import type { TraceNode } from '../types.ts';

interface Case {
  readonly case: string;
  readonly quote: string;
  readonly instruments?: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly actDate?: string;
  readonly decisionDate?: string;
  readonly expect: unknown;
  /** Several results, or what stands beside them */
  readonly results?: readonly unknown[];
  readonly response?: Readonly<Record<string, unknown>>;
  readonly flags?: readonly string[];
  readonly noFlags?: readonly string[];
  readonly refused?: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.yaml'))
  .sort();
const seedFolder = fileURLToPath(new URL('../../seeds/', import.meta.url));
const joined = (text: string): string => text.replace(/\s+/g, '');
const texts = [
  ...readdirSync(seedFolder).map((name) => joined(readFileSync(`${seedFolder}/${name}`, 'utf8'))),
  ...provisions.map((provision) => joined(provision.rule)),
];

/** Expected part ⊆ answer: objects by their keys, lists in full, a fine by the keys it names. */
function expectPart(actual: unknown, expected: unknown, path: string): void {
  if (Array.isArray(expected)) {
    expect(Array.isArray(actual), `${path} is a list`).toBe(true);
    const list = actual as readonly unknown[];
    expect(list.length, `${path} length: ${JSON.stringify(list)}`).toBe(expected.length);
    expected.forEach((part, index) => expectPart(list[index], part, `${path}[${index}]`));
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, part] of Object.entries(expected)) {
      expectPart((actual as Record<string, unknown> | undefined)?.[key], part, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toBe(expected);
  }
}

function leaves(node: TraceNode): readonly TraceNode[] {
  return node.children === undefined || node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}

const seen = new Set<string>();
for (const file of files) {
  const cases = parse(readFileSync(`${here}/${file}`, 'utf8')) as readonly Case[];
  describe(file, () => {
    it.each(cases.map((each) => [each.case, each] as const))('%s', (name, each) => {
      expect(seen.has(name), `two cases are called ${name}`).toBe(false);
      seen.add(name);
      expect(
        texts.some((text) => text.includes(joined(each.quote))),
        `quotation 「${each.quote}」`,
      ).toBe(true);
      const request = {
        facts: each.facts,
        ...(each.instruments === undefined ? {} : { instruments: each.instruments }),
        ...(each.actDate === undefined ? {} : { actDate: each.actDate }),
        ...(each.decisionDate === undefined ? {} : { decisionDate: each.decisionDate }),
      };
      if (each.refused !== undefined) {
        let path: unknown;
        try {
          parseRequest(request, '2026-06-01');
        } catch (error) {
          if (!(error instanceof LawError)) throw error;
          path = error.facts['path'];
        }
        expect(path).toBe(each.refused);
        return;
      }
      const response = decide(parseRequest(request, '2026-06-01'));
      if (each.expect !== undefined) expectPart(response.results[0], each.expect, 'results[0]');
      if (each.results !== undefined) expectPart(response.results, each.results, 'results');
      if (each.response !== undefined) expectPart(response, each.response, 'response');
      const codes = new Set<string>(response.flags.map((flag) => flag.code));
      for (const code of each.flags ?? []) expect([...codes], 'flags').toContain(code);
      for (const code of each.noFlags ?? []) expect([...codes], 'flags').not.toContain(code);
      for (const result of response.results) {
        for (const leaf of leaves(result.trace)) {
          expect(leaf.provision !== undefined || leaf.facts !== undefined, `leaf ${leaf.step}`).toBe(true);
        }
      }
    });
  });
}

describe('the worked cases', () => {
  it('are many, and stand beside every instrument', () => {
    expect(files.map((file) => file.split('/')[0]).sort()).toEqual(
      expect.arrayContaining([
        'bj-benchmark',
        'bj-measures-2006',
        'bj-residential',
        'd799',
        'hami-checklist',
        'qhd-measures-2017',
      ]),
    );
  });
});
