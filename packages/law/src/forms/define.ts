// SPDX-License-Identifier: Apache-2.0
/** The form in which an instrument file is written; corpus.ts adds the errata and gives full provisions. */
import type { Certainty, Instrument, Provision } from '../types/corpus.ts';

export interface ProvisionEntry {
  /** What is regulated, in kebab case; becomes `<instrument>/<id>`. */
  readonly id: string;
  readonly title: string;
  /** Locator in our source; absent where it does not print the provision. */
  readonly printedAt?: string;
  /** Locator in the published text; absent where nothing was published. */
  readonly publishedAt?: string;
  /** Exact substring of `printedIn`, line breaks and markup included. */
  readonly printed?: string;
  /** Seed file; absent: the first seed among the instrument's sources. */
  readonly printedIn?: string;
  /** The rule in our own words. */
  readonly rule: string;
  /** Absent: `as-printed` for printed provisions, `to-be-verified` for the others. */
  readonly certainty?: Certainty;
}

export interface InstrumentFile {
  readonly instrument: Instrument;
  readonly provisions: readonly Omit<Provision, 'errata'>[];
}

export function defineInstrument(file: {
  readonly instrument: Instrument;
  readonly provisions: readonly ProvisionEntry[];
}): InstrumentFile {
  const { instrument } = file;
  const seed = instrument.sources.find((source) => source.kind === 'seed')?.ref ?? null;
  const published = instrument.sources.find((source) => source.kind !== 'seed')?.ref ?? seed ?? '';
  return {
    instrument,
    provisions: file.provisions.map((entry) => {
      const printedIn = entry.printed === undefined ? null : (entry.printedIn ?? seed);
      return {
        id: `${instrument.id}/${entry.id}`,
        instrument: instrument.id,
        title: entry.title,
        locators: [
          ...(entry.printedAt === undefined
            ? []
            : [
                {
                  text: 'as-printed',
                  source: entry.printedIn ?? seed ?? '',
                  article: entry.printedAt,
                } as const,
              ]),
          ...(entry.publishedAt === undefined
            ? []
            : [{ text: 'as-published', source: published, article: entry.publishedAt } as const]),
        ],
        printed: entry.printed ?? null,
        printedIn,
        rule: entry.rule,
        certainty: entry.certainty ?? (entry.printed === undefined ? 'to-be-verified' : 'as-printed'),
      };
    }),
  };
}
