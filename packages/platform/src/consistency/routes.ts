// SPDX-License-Identifier: Apache-2.0
/** Like cases of one case, the reviewer's distributions, and past cases for a replay. Nobody is named here. */
import type { Asked } from '@mingjing/contracts';
import { type ComparedCase, listPastCases, readConsistency, readLikeCases } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import {
  alikeKey,
  codeKey,
  type DecidedCase,
  deviationsOf,
  positionOf,
  unlikePairs,
} from './decided-case.ts';
import { exactRankTest } from './exact-test.ts';
import { findDecided } from './find-decided.ts';

const mostPairs = 100;

export const consistencyRoutes: Routes = [
  serve(readLikeCases, likeCases),
  serve(readConsistency, consistency),
  serve(listPastCases, async ({ tx, query, touch }) => {
    const { cases, whole } = await findDecided(tx, query);
    touch({ ids: [], detail: { ...query, cases: cases.length } });
    return {
      whole,
      cases: cases.map(({ id, decidedOn, jurisdiction, conduct, partyKind, place, facts, amountYuan }) => ({
        id,
        decidedOn,
        jurisdiction,
        amountYuan,
        facts: { jurisdiction, actor: partyKind, conduct, ...(place !== null && { place }), ...facts },
      })),
    };
  }),
];

const districtOf = ({ jurisdiction }: DecidedCase): string => jurisdiction.slice(0, 6);

/** People as numbers, the same within one answer: who it was is seen by opening the case, which is recorded. */
function hider(cases: readonly DecidedCase[]): (one: DecidedCase) => ComparedCase {
  const numbers = new Map(
    [...new Set(cases.map(({ officer }) => officer))].map((id, index) => [id, index + 1]),
  );
  return (one) => ({
    id: one.id,
    decidedOn: one.decidedOn,
    district: districtOf(one),
    officer: numbers.get(one.officer) ?? 0,
    conduct: one.conduct,
    instrument: one.instrument,
    row: one.row,
    amountYuan: one.amountYuan,
    min: one.min,
    max: one.max,
    position: positionOf(one),
    facts: { ...one.facts },
    deviations: [...deviationsOf(one)],
    deviationReason: one.deviationReason,
  });
}

/** Measured against the decision, and before it against what is proposed or noticed. */
async function likeCases({ tx, params, touch }: RequestContext & Asked<typeof readLikeCases>) {
  const [found] = await tx.query<{
    conduct: string | null;
    decided: boolean;
    partyKind: string | null;
    findings: unknown;
  }>(
    `SELECT data ->> 'conduct' AS conduct, data -> 'decision' IS NOT NULL AS decided, data -> 'party' ->> 'kind' AS "partyKind",
            data -> 'findings' AS findings FROM process_instance WHERE id = $1 AND process = 'case'`,
    [params.id],
  );
  if (!found) throw new PlatformError('platform/not-found');
  touch({ ids: [params.id] });
  if (found.conduct === null) return { cases: [], alike: [], mine: null };
  const { cases } = await findDecided(tx, { conduct: found.conduct });
  const hide = hider(cases);
  const mine = cases.find(({ id }) => id === params.id);
  const facts = factsKey(found.findings);
  const same = cases.filter((one) =>
    mine ? codeKey(one) === codeKey(mine) : one.partyKind === found.partyKind,
  );
  return {
    cases: same.map(hide),
    alike: same
      .filter((one) => (mine ? alikeKey(one) === alikeKey(mine) : factsOf(one) === facts))
      .map(({ id }) => id),
    mine: mine ? params.id : null,
  };
}

const factsOf = ({ facts }: DecidedCase): string =>
  JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
const factsKey = (findings: unknown): string =>
  JSON.stringify(
    [
      ...new Map(
        ((findings ?? []) as { fact: string; value: unknown }[]).map(({ fact, value }) => [fact, value]),
      ),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  );

async function consistency({ tx, query, touch }: RequestContext & Asked<typeof readConsistency>) {
  const { cases, whole } = await findDecided(tx, query);
  touch({ ids: [], detail: { ...query, cases: cases.length } });
  const hide = hider(cases);
  const pairs = unlikePairs(cases, mostPairs);
  return {
    whole,
    cases: cases.map(hide),
    pairs: pairs.map(({ low, high }) => ({ low: low.id, high: high.id })),
    tests: [...Map.groupBy(cases, codeKey).values()].flatMap(between),
  };
}

/** Every pair of districts with at least eight cases each; how many pairs were looked at stands beside each. */
function between(cases: readonly DecidedCase[]) {
  const districts = [...Map.groupBy(cases, districtOf)].filter(([, own]) => own.length >= 8);
  const pairs = districts.flatMap(([a, own], index) =>
    districts.slice(index + 1).map(([b, other]) => ({ a, own, b, other })),
  );
  const [first] = cases;
  if (!first) return [];
  return pairs.flatMap(({ a, own, b, other }) => {
    const p = exactRankTest(own.map(positionOf), other.map(positionOf));
    return p === undefined
      ? []
      : [
          {
            conduct: first.conduct,
            row: first.row,
            a,
            b,
            countA: own.length,
            countB: other.length,
            p,
            comparisons: pairs.length,
            adjusted: Math.min(1, p * pairs.length),
          },
        ];
  });
}
