// SPDX-License-Identifier: Apache-2.0
/**
 * Every clause of every seed → what the package makes of it: duties, rules, rows, numbers, worked cases; or the
 * reason why it is not computed. A clause that is none of these is unaccounted for, and the build fails.
 */

import { rowProvision } from '../corpus/articles.ts';
import { provisions } from '../corpus/corpus.ts';
import { parameters } from '../deadlines/parameters.ts';
import { expandCodes, schedules } from '../instruments/bj-benchmark/schedules.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import type { ProvisionId } from '../types/corpus.ts';
import { cellConducts, engineSteps, notComputed, printedFrame } from './not-modelled.data.ts';

export interface ClauseUses {
  readonly obligations: readonly string[];
  /** `<instrument> <conduct>`, or the step of the engine that reads it for every conduct */
  readonly rules: readonly string[];
  /** `<schedule>/row/<key>` */
  readonly rows: readonly string[];
  readonly parameters: readonly string[];
  /** Worked cases that quote it */
  readonly tests: readonly string[];
}

export interface Clause {
  readonly seed: string;
  /** Place in its seed, from 1 */
  readonly number: number;
  /** As printed, white space folded */
  readonly text: string;
  readonly provisions: readonly ProvisionId[];
  readonly uses: ClauseUses;
  readonly status: 'modelled' | 'not-modelled' | 'unaccounted';
  /** Why it is not computed; null where it is, or where nobody has said why not */
  readonly reason: string | null;
}

export interface CoverageReport {
  readonly clauses: readonly Clause[];
  readonly counts: Readonly<Record<Clause['status'], number>>;
}

/** A worked case and the passage of its source that justifies it. */
export interface QuotedCase {
  readonly name: string;
  readonly quote: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly id: string;
}
interface Spans {
  readonly provisions: readonly Span[];
  readonly obligations: readonly Span[];
  readonly rows: readonly Span[];
  readonly tests: readonly Span[];
}

/**
 * @param seeds texts by file name, as `packages/law/seeds` holds them
 * @param cases worked cases; without them the column of tests is empty
 */
export function coverage(
  seeds: ReadonlyMap<string, string>,
  cases: readonly QuotedCase[] = [],
): CoverageReport {
  const clauses = [...seeds]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([seed, text]) => {
      const spans = spansIn(seed, text, cases);
      return [...clausesOf(text)].map((at, index) => clauseOf(seed, index + 1, at, spans));
    });
  const of = (status: Clause['status']): number => clauses.filter((one) => one.status === status).length;
  return {
    clauses,
    counts: { modelled: of('modelled'), 'not-modelled': of('not-modelled'), unaccounted: of('unaccounted') },
  };
}

/** A paragraph, or a cell of a table; marks of layout are no clause. */
function* clausesOf(
  text: string,
): Iterable<{ readonly start: number; readonly end: number; readonly text: string }> {
  let start = 0;
  for (const part of text.split(/(\n|\t|<[^>]*>)/)) {
    const end = start + part.length;
    const folded = part.replace(/\s+/g, ' ').trim();
    if (!part.startsWith('<') && /[\p{Script=Han}\w]/u.test(folded)) yield { start, end, text: folded };
    start = end;
  }
}

function spansIn(seed: string, text: string, cases: readonly QuotedCase[]): Spans {
  const own = provisions.filter(({ printedIn }) => printedIn === seed);
  const instruments = new Set(own.map(({ instrument }) => instrument));
  const here = (id: ProvisionId): boolean => instruments.has(id.slice(0, id.indexOf('/')));
  return {
    provisions: own.flatMap(({ id, printed }) => places(text, printed ?? '', id)),
    obligations: obligationRows
      .filter(({ provision }) => here(provision))
      .flatMap(({ id, quote }) => places(text, quote ?? '', id)),
    rows: schedules
      .filter(({ id }) => instruments.has(id))
      .flatMap(({ id, rows }) =>
        rows.flatMap((row) =>
          [
            row.printed ?? '',
            ...row.circumstance.split(/\n/),
            ...(row.circumstances ?? []).map(({ printed }) => printed.trim()),
            ...row.key.split(/(?<=-)/),
            ...expandCodes(row.key),
          ].flatMap((words) => places(text, words, rowProvision(id, row.key))),
        ),
      ),
    tests: cases.flatMap(({ name, quote }) => places(text, quote, name)),
  };
}

function places(text: string, words: string, id: string): readonly Span[] {
  const found: Span[] = [];
  if (words.trim().length < 2) return found;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    found.push({ start: at, end: at + words.length, id });
  }
  return found;
}

function clauseOf(
  seed: string,
  number: number,
  at: { start: number; end: number; text: string },
  spans: Spans,
): Clause {
  const within = (some: readonly Span[]): readonly string[] => [
    ...new Set(some.filter(({ start, end }) => start < at.end && end > at.start).map(({ id }) => id)),
  ];
  const printed = within(spans.provisions);
  const uses: ClauseUses = {
    obligations: [
      ...new Set([
        ...within(spans.obligations),
        ...printed.flatMap((id) => index().obligations.get(id) ?? []),
      ]),
    ],
    rules: [...new Set(printed.flatMap((id) => index().rules.get(id) ?? []))],
    rows: within(spans.rows),
    parameters: [...new Set(printed.flatMap((id) => index().parameters.get(id) ?? []))],
    tests: within(spans.tests),
  };
  const modelled = Object.values(uses).some((ids) => ids.length > 0);
  const reason = modelled ? null : reasonFor(printed, at.text);
  const status = modelled ? 'modelled' : reason === null ? 'unaccounted' : 'not-modelled';
  return { seed, number, text: at.text, provisions: printed, uses, status, reason };
}

function reasonFor(printed: readonly ProvisionId[], text: string): string | null {
  for (const id of printed) if (notComputed[id] !== undefined) return notComputed[id];
  if (printed.length > 0) return null;
  return printedFrame.find(({ words }) => words.test(text))?.reason ?? null;
}

type Index = Readonly<
  Record<'obligations' | 'rules' | 'parameters', ReadonlyMap<ProvisionId, readonly string[]>>
>;
let built: Index | undefined;

/** Provision → what reads it, once. */
function index(): Index {
  built ??= {
    obligations: gather(
      obligationRows.flatMap(({ id, provision, sanction }) => [
        [provision, id],
        [sanction, id],
      ]),
    ),
    rules: gather([...ruleCitations()]),
    parameters: gather(
      parameters.flatMap(({ id, values }) => values.map(({ provision }) => [provision, id])),
    ),
  };
  return built;
}

function* ruleCitations(): Iterable<readonly [ProvisionId | null, string]> {
  for (const [instrument, book] of Object.entries(ruleBooks)) {
    for (const [conduct, rule] of Object.entries(book)) {
      const name = `${instrument} ${conduct}`;
      const read =
        rule.kind === 'violation'
          ? [rule.sanction, ...rule.duty, ...rule.also, ...rule.elements.map(({ provision }) => provision)]
          : rule.provisions;
      for (const provision of read) yield [provision, name];
    }
  }
  for (const [provision, step] of Object.entries(engineSteps)) yield [provision, step];
  for (const { id } of schedules) {
    for (const [cell, conducts] of Object.entries(cellConducts)) {
      for (const conduct of conducts) {
        yield [`${id}/behaviour-${cell}`, `${id} ${conduct}`];
        yield [`${id}/basis-${cell}`, `${id} ${conduct}`];
      }
    }
  }
}

function gather(
  pairs: readonly (readonly [ProvisionId | null | undefined, string] | readonly (string | undefined)[])[],
): ReadonlyMap<ProvisionId, readonly string[]> {
  const map = new Map<ProvisionId, string[]>();
  for (const [provision, id] of pairs) {
    if (provision === null || provision === undefined || id === undefined) continue;
    const known = map.get(provision);
    if (known === undefined) map.set(provision, [id]);
    else if (!known.includes(id)) known.push(id);
  }
  return map;
}
