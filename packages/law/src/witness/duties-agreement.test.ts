// SPDX-License-Identifier: Apache-2.0
/**
 * What obligations() says of the duties behind a conduct, and what decide() says of the conduct, on the same facts:
 * over requests made from each rule's own elements, not only where both are known to agree.
 */
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { requestFrom, seeded } from '../engine/test-requests.ts';
import { BEARERS, type ObligationRole, obligationRows, obligations } from '../obligations/obligations.ts';
import { parseObligationsRequest } from '../obligations/parse-obligations.ts';
import type { ObligationState } from '../obligations/verdict.ts';
import type { Disposition, Result } from '../types/answer.ts';
import type { Request } from '../types/facts.ts';

const roles = Object.keys(BEARERS) as readonly ObligationRole[];
const sanctions: readonly Disposition[] = [
  'penalise',
  'order-only',
  'check-failed',
  'late-filing',
  'access-not-compliant',
];
/** The conduct is no breach, or none of this instrument. */
const cleared: readonly Disposition[] = ['compliant', 'access-compliant', 'not-a-violation', 'not-addressed'];

/** A fact that only the case has: who acted and when, and what the penalty clause asks beyond the duty. */
const outsideTheDuty =
  /^(actor-not-addressed|not-in-force-at-act|government-builds|element-missing|requester-not-empowered)$/;

interface Row {
  readonly id: string;
  readonly state: ObligationState;
  readonly byFinding: boolean;
}

const areas: Readonly<Record<string, string>> = { bj: 'beijing', qhd: 'qinhuangdao', hami: 'hami' };

/** @returns the duties of the instrument whose breach is this conduct; undefined where no case has these facts */
function dutiesOf(request: Request, instrument: string, random: () => number): readonly Row[] | undefined {
  const { conduct } = request.facts;
  const rows = obligationRows.filter(
    (row) => row.provision.startsWith(`${instrument}/`) && row.conducts?.includes(conduct) === true,
  );
  const found = Object.fromEntries(
    rows.flatMap(({ test }) =>
      test?.kind === 'evidence' && conduct !== 'footage-access' && random() < 0.8
        ? test.all.map((id) => [id, random() < 0.4])
        : [],
    ),
  );
  let asked: ReturnType<typeof parseObligationsRequest>;
  try {
    // Who names a local instrument presupposes its area; the duties ask for it
    const area = request.instruments === undefined ? undefined : areas[instrument.split('-')[0] ?? ''];
    asked = parseObligationsRequest({
      facts: { ...(area !== undefined && { jurisdiction: area }), ...request.facts },
    });
  } catch {
    return undefined;
  }
  const day = request.facts.asOf ?? request.decisionDate;
  const evidence = { ...found, ...asked.evidence };
  const results = roles.flatMap((role) => obligations(asked.facts, evidence, day, { role }).results);
  return rows.flatMap(({ id, test }) => {
    const state = results.find((one) => one.id === id)?.state;
    return state === undefined ? [] : [{ id, state, byFinding: test?.kind === 'evidence' }];
  });
}

/** Facts that only one of the two can hold: the case names a finding which the duty reads from another fact. */
function excludes({ facts }: Request, { reason }: Result): boolean {
  // Who is responsible for the place may install: a finding that it may not contradicts the facts
  if (reason === 'responsible-unit') return facts.isManagementUnit === true || facts.actor === 'government';
  return false;
}

/** Why the two answers cannot both stand; null = they agree. */
function disagreement(rows: readonly Row[], result: Result, request: Request): string | null {
  const { disposition, reason, questions, failed } = result;
  const breached = rows.filter(({ state }) => state === 'breached').map(({ id }) => id);
  const states = new Set(rows.map(({ state }) => state));
  const own = rows.every(({ byFinding }) => !byFinding) || request.facts.conduct === 'footage-access';
  if (breached.length > 0) {
    const explained = outsideTheDuty.test(reason ?? '') || excludes(request, result);
    return cleared.includes(disposition) && !explained ? `违反 ${breached.join('、')}` : null;
  }
  // The duties of who asks for footage are those of an organ: that he is none only the case says
  const noOrgan = failed.length > 0 && failed.every((fact) => fact === 'requester');
  if (states.has('unknown')) {
    const settled = sanctions.includes(disposition) && questions.length === 0;
    return settled && !noOrgan ? '尚不明而不追问' : null;
  }
  if (!sanctions.includes(disposition)) return null;
  if (states.has('met')) return own && !noOrgan ? '已经履行而处理' : null;
  return '不适用而处理';
}

function compare(wanted: number) {
  const random = seeded(799);
  const wrong: string[] = [];
  const seen = new Map<ObligationState, number>();
  const conducts = new Set<string>();
  for (let nth = 0; nth < wanted; nth += 1) {
    const request = requestFrom(random, nth);
    if (request === undefined) continue;
    for (const result of decide(request).results) {
      const { instrument } = result;
      if (instrument === null) continue;
      const rows = dutiesOf(request, instrument, random);
      if (rows === undefined || rows.length === 0) continue;
      for (const { state } of rows) seen.set(state, (seen.get(state) ?? 0) + 1);
      if (rows.some(({ state }) => state === 'breached')) conducts.add(request.facts.conduct);
      const why = disagreement(rows, result, request);
      if (why !== null)
        wrong.push(`${instrument} ${result.disposition} ${result.reason}：${why} ${JSON.stringify(request)}`);
    }
  }
  return { wrong, seen, conducts };
}

describe('the duties behind a conduct and the conduct', () => {
  const { wrong, seen, conducts } = compare(6_000);

  it('get answers that can both stand', () => {
    expect(wrong).toEqual([]);
  });

  it('are tried breached, met, open and not applicable, a breach for most conducts', () => {
    for (const state of ['breached', 'met', 'unknown', 'not-applicable'] as const)
      expect([state, (seen.get(state) ?? 0) > 200]).toEqual([state, true]);
    expect(conducts.size).toBeGreaterThan(20);
  });
});
