// SPDX-License-Identifier: Apache-2.0
/** The Akoma Ntoso export is valid under the schema of the standard, and gives back every printed character. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type XmlAttribute, XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, describe, expect, it } from 'vitest';
import { errata, getProvision, instruments, provisions } from '../corpus/corpus.ts';
import { corpusAkomaNtoso } from './akoma-ntoso.ts';

xmlRegisterFsInputProviders();
const schemaFile = fileURLToPath(new URL('../../schemas/akoma-ntoso/akomantoso30.xsd', import.meta.url));
const schema = XmlDocument.fromBuffer(readFileSync(schemaFile), { url: schemaFile });
const validator = XsdValidator.fromDoc(schema);

/** @returns what the schema says against the text; empty = valid */
function problems(text: string): string {
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    return String(error);
  } finally {
    document.dispose();
  }
}

const whole = XmlDocument.fromString(corpusAkomaNtoso());
afterAll(() => {
  whole.dispose();
  validator.dispose();
  schema.dispose();
});
const names = { a: 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0', mj: 'urn:mingjing:law:terms' };
const find = (path: string): readonly XmlElement[] => whole.find(path, names) as XmlElement[];
const values = (path: string): readonly string[] =>
  (whole.find(path, names) as unknown as XmlAttribute[]).map(({ value }) => value);

describe('corpusAkomaNtoso', () => {
  it('is judged by the schema as OASIS published it', () => {
    expect(createHash('sha256').update(readFileSync(schemaFile)).digest('hex')).toBe(
      '6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd',
    );
  });

  it('is valid: the whole corpus, and each instrument alone', () => {
    expect(problems(corpusAkomaNtoso())).toBe('');
    for (const { id } of instruments)
      expect({ id, problems: problems(corpusAkomaNtoso(id)) }).toEqual({ id, problems: '' });
  });

  it('would not be valid with an element in the wrong place, a day that is none, or two equal ids', () => {
    const text = corpusAkomaNtoso('d799');
    expect(problems(text.replace('<heading>', '<weather>').replace('</heading>', '</weather>'))).toContain(
      'weather',
    );
    expect(problems(text.replace('date="2025-04-01"', 'date="2025-04-31"'))).toContain('2025-04-31');
    expect(problems(text.replace('eId="d799__filing-duty"', 'eId="d799__filing-sanction"'))).not.toBe('');
  });

  it('gives back the printed text, character by character, and says where it tells a rule in its own words', () => {
    for (const { id, printed, rule } of provisions) {
      const [p] = find(`//a:hcontainer[@eId="${id.replace('/', '__')}"]/a:content/a:p`);
      expect({ id, text: p?.content }).toEqual({ id, text: printed ?? rule });
      expect(p?.attr('class')?.value).toBe(printed === null ? 'own-words' : 'as-printed');
    }
    expect(find('//a:hcontainer')).toHaveLength(provisions.length);
  });

  it('carries both locators of every provision, and shows the published number', () => {
    for (const { id, locators } of provisions) {
      const told = find(`//mj:provision[@id="${id}"]/mj:locator`).map((one) =>
        ['text', 'source', 'article'].map((name) => one.attr(name)?.value),
      );
      expect({ id, told }).toEqual({
        id,
        told: locators.map(({ text, source, article }) => [text, source, article]),
      });
    }
    const published = getProvision('d799/filing-sanction').locators.find(
      ({ text }) => text === 'as-published',
    );
    expect(find('//a:hcontainer[@eId="d799__filing-sanction"]/a:num')[0]?.content).toBe(published?.article);
  });

  it('refers to nothing outside itself, whole or one instrument', () => {
    for (const text of [corpusAkomaNtoso(), corpusAkomaNtoso('d799'), corpusAkomaNtoso('hami-checklist')]) {
      const inside = new Set([...text.matchAll(/ eId="([^"]+)"/g)].map(([, id]) => id));
      const referred = [...text.matchAll(/ (?:href|source)="#([^"]+)"/g)].map(([, id]) => id);
      expect(referred.length).toBeGreaterThan(10);
      expect(referred.filter((id) => !inside.has(id))).toEqual([]);
    }
  });

  it('ties every erratum to the provisions it touches', () => {
    const refs = values('//a:noteRef/@href');
    expect(refs).toHaveLength(provisions.reduce((sum, one) => sum + one.errata.length, 0));
    const touching = errata.filter(({ provisions: touched }) => touched.length > 0);
    expect(new Set(values('//a:noteRef/@marker'))).toEqual(new Set(touching.map(({ id }) => id)));
    const [note] = find('//a:note[@eId="d799__erratum_E55"]');
    for (const { printed } of errata.find(({ id }) => id === 'E55')?.quotes ?? []) {
      expect(note?.content).toContain(printed);
    }
  });
});
