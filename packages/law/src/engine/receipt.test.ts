// SPDX-License-Identifier: Apache-2.0
/** The receipt is true: change any data file, parameter, place word or holiday, and the hash is another. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getParameter, parameters } from '../deadlines/parameters.ts';
import { computeDataHash } from './receipt.ts';

const source = new URL('../', import.meta.url);
/** Every file that holds data, found by its name: a new one cannot be forgotten. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(\.data|\/parameters|\/text\.[^/]+|\/profile|calendar-days)\.ts$/.test(name))
  // What is not modelled and why is told to readers; no answer depends on it.
  .filter((name) => !name.startsWith('clauses/'))
  .filter((name) => !/^(deadlines|instruments)\/(parameters|profile)\.ts$/.test(name))
  // What is not modelled is said in the coverage; no answer reads it
  .filter((name) => name !== 'clauses/not-modelled.data.ts')
  // Words that a letter prints; no answer reads them
  .filter((name) => name !== 'corpus/published-text.data.ts')
  .sort();

/** Sets the first text or number below a value to another; returns how to put it back. */
function change(value: unknown): (() => void) | null {
  if (typeof value !== 'object' || value === null) return null;
  const holder = value as Record<string, unknown>;
  for (const [key, inner] of Object.entries(holder)) {
    if (typeof inner === 'string' || typeof inner === 'number') {
      holder[key] = typeof inner === 'string' ? `${inner}改` : inner + 1;
      return () => {
        holder[key] = inner;
      };
    }
    const back = change(inner);
    if (back !== null) return back;
  }
  return null;
}

describe('the data hash of a receipt', () => {
  const before = computeDataHash();

  it('looks at many files', () => {
    expect(files.length).toBeGreaterThan(30);
  });

  it.each(files)('moves with %s', async (file) => {
    const exported: Record<string, unknown> = await import(new URL(file, source).href);
    for (const [name, value] of Object.entries(exported)) {
      const back = change(value);
      if (back === null) continue;
      expect([name, computeDataHash()]).not.toEqual([name, before]);
      back();
    }
    expect(computeDataHash()).toBe(before);
  });

  it('moves with every single parameter', () => {
    for (const { id } of parameters) {
      const back = change(getParameter(id).values);
      expect([id, computeDataHash() === before]).toEqual([id, false]);
      back?.();
    }
    expect(computeDataHash()).toBe(before);
  });
});
