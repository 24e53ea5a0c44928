// SPDX-License-Identifier: Apache-2.0
/** Published words against the public copies they were cut from, and the seed's print against them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mirrored, publishedTextFile } from '../../scripts/published-text.ts';
import { findProvision, getInstrument, provisions } from '../corpus/corpus.ts';
import { publishedText } from '../corpus/published-text.data.ts';
import { quotationOf } from '../corpus/published-text.ts';
import type { Provision } from '../types/corpus.ts';

const mirrors = new URL('../../mirrors/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, mirrors), 'utf8');

describe('published text', () => {
  it('is what the copies give (node packages/law/scripts/write-law-pages.ts)', () => {
    expect(readFileSync(new URL('../corpus/published-text.data.ts', import.meta.url), 'utf8')).toBe(
      publishedTextFile(),
    );
  });

  it('lies in copies that are byte for byte those the instruments name', () => {
    const sums = read('SHA256SUMS');
    for (const [id, file] of Object.entries(mirrored)) {
      const hash = createHash('sha256')
        .update(readFileSync(new URL(file, mirrors)))
        .digest('hex');
      expect(getInstrument(id).sources).toContainEqual({
        kind: 'mirror',
        ref: file,
        sha256: `sha256:${hash}`,
      });
      expect(sums).toContain(`${hash}  ${file}`);
    }
  });

  it('has every provision of them that was published, each line of it standing in its copy', () => {
    const due = provisions.filter(
      ({ instrument, locators }) =>
        instrument in mirrored && locators.some(({ text }) => text === 'as-published'),
    );
    expect(Object.keys(publishedText)).toEqual(due.map(({ id }) => id));
    for (const { id, instrument } of due) {
      const copy = read(mirrored[instrument] ?? '');
      for (const line of publishedText[id]?.split('\n') ?? []) expect(copy).toContain(line);
      expect(publishedText[id], id).not.toBe('');
    }
  });

  it('goes before the print of a seed that has other words, and says so', () => {
    const places = quotationOf(findProvision('d799/unit-built-places') as Provision);
    expect(places).toMatchObject({ from: 'published', printedOtherwise: true });
    expect(places.text).toContain('政务服务大厅');
    expect(places.text).not.toContain('金融机构营业场所');
    expect(quotationOf(findProvision('bj-measures-2006/filing-sanction') as Provision).from).toBe('printed');
    expect(quotationOf(findProvision('pipl-2021/public-cameras') as Provision).from).toBe('gist');
  });
});
