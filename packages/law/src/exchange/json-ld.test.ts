// SPDX-License-Identifier: Apache-2.0
/** The exported corpus: nothing is lost, every reference resolves inside the document, text is as printed. */
import { describe, expect, it } from 'vitest';
import { errata, getProvision, instruments, provisions } from '../corpus/corpus.ts';
import { corpusJsonLd } from './json-ld.ts';

type Node = Readonly<Record<string, unknown>>;

describe('corpusJsonLd', () => {
  const graph = JSON.parse(JSON.stringify(corpusJsonLd()))['@graph'] as readonly Node[];
  const ids = graph.map((node) => node['@id']);
  const node = (id: string): Node => graph.find((one) => one['@id'] === `urn:mingjing:law:${id}`) as Node;

  it('holds every instrument, provision and erratum once', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(instruments.length + provisions.length + errata.length);
  });

  it('refers to nothing outside itself', () => {
    const referred = [...JSON.stringify(graph).matchAll(/"(urn:mingjing:law:[^"]+)"/g)].map(([, id]) => id);
    expect(referred.length).toBeGreaterThan(ids.length);
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('gives both locators and the errata of an article whose number differs', () => {
    const { locators, errata: wrong } = getProvision('d799/filing-sanction');
    expect(locators.map(({ text }) => text).toSorted()).toEqual(['as-printed', 'as-published']);
    expect(node('d799/filing-sanction')).toMatchObject({
      locators: locators.map(({ text, article }) => ({ 'mj:text': text, 'mj:article': article })),
      errata: wrong.map((id) => `urn:mingjing:law:errata/${id}`),
    });
  });

  it('gives the text as printed, and none where our source prints none', () => {
    for (const { id, printed } of provisions) expect(node(id)['text'] ?? null).toBe(printed);
  });
});
