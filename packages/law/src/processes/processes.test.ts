// SPDX-License-Identifier: Apache-2.0
/**
 * The rules that the table must keep on every path, read from the printed JSON only, as somebody outside would: a
 * step is a cut if without it the goal cannot be reached.
 */
import { describe, expect, it } from 'vitest';
import { checkProcess, reachable } from './check.ts';
import { type Need, processes as ours, type Process, type Transition } from './processes.ts';

const processes = JSON.parse(JSON.stringify(ours)) as readonly Process[];
const named = (id: string): Process => {
  const found = processes.find(({ process }) => process === id);
  if (!found) throw new Error(id);
  return found;
};
const theCase = named('case');
const rows = (action: string): readonly Transition[] =>
  theCase.transitions.filter((row) => row.action === action);
const into = (state: string): readonly Transition[] =>
  theCase.transitions.filter((row) => row.to === state && !row.from.includes(state));
const needs = (row: Transition, kind: Need['kind'], id: string): boolean =>
  row.needs.some((need) => need.kind === kind && need.id === id);
const clockOf = (state: string, id: string) =>
  theCase.states.find((one) => one.id === state)?.clocks.find((clock) => clock.id === id);
/** Whether the goal stays reachable when every row that matches is forbidden. */
const without = (
  forbidden: (row: Transition) => boolean,
  goal = 'decided',
  start = theCase.initial,
): boolean => reachable(theCase, start, (row) => !forbidden(row)).has(goal);

describe('every process', () => {
  it.each(processes.map((process) => [process.process, process] as const))(
    '%s resolves its names, reaches its states and ends its clocks',
    (_id, process) => {
      expect(checkProcess(process)).toEqual([]);
    },
  );

  it('has the states and actions that the contract fixes', () => {
    const fixed: Readonly<Record<string, readonly [states: string, actions: string]>> = {
      inspection: [
        'planned approved under-way recorded closed',
        'approve start record-items sign-record close',
      ],
      rectification: [
        'ordered answered qualified unqualified overdue',
        'serve-order answer extend reinspect',
      ],
      case: [
        'intake investigating reviewed notified decided no-penalty transferred served closed',
        'accept add-finding submit-for-review review give-notice record-defence request-hearing waive-hearing hold-hearing discuss approve decide-penalty decide-no-penalty transfer change-findings serve record-payment close publish withdraw-publication',
      ],
      filing: ['', ''],
      'footage-request': ['', ''],
      'citizen-request': ['', ''],
      complaint: ['', ''],
      project: ['', ''],
      'practitioner-filing': ['', ''],
    };
    for (const [id, [states, actions]] of Object.entries(fixed)) {
      const process = named(id);
      expect(process.states.map((state) => state.id)).toEqual(
        expect.arrayContaining(states.split(' ').filter(Boolean)),
      );
      expect(process.transitions.map((row) => row.action)).toEqual(
        expect.arrayContaining(actions.split(' ').filter(Boolean)),
      );
    }
  });

  it('says everything in both languages', () => {
    const texts = processes.flatMap(({ title, states, transitions }) => [
      title,
      ...states.flatMap((state) => [state.title, ...state.clocks.map((clock) => clock.title)]),
      ...transitions.flatMap((row) => [
        row.title,
        ...row.needs.flatMap((need) => [need.because, ...(need.when ? [need.when] : [])]),
      ]),
    ]);
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  });

  it('a broken table is noticed', () => {
    const [process] = processes;
    if (!process) throw new Error('no process');
    const astray = {
      ...process,
      transitions: process.transitions.map((row) => ({ ...row, provision: 'd799/nowhere' })),
    };
    expect(checkProcess(astray).join()).toContain('d799/nowhere');
    const stuck = { ...process, transitions: process.transitions.filter((row) => row.to !== 'verified') };
    expect(checkProcess(stuck).join()).toContain('verified is never reached');
  });
});

describe('rule 1: a penalty is decided only', () => {
  it('through a single row, from the head’s approval', () => {
    expect(into('decided').map((row) => row.action)).toEqual(['decide-penalty']);
  });
  it.each(['accept', 'submit-for-review', 'review', 'give-notice', 'approve'])('after %s', (action) => {
    expect(without((row) => row.action === action)).toBe(false);
  });
  it.each([
    ['persons', 'two-officers'],
    ['fact', 'evidence-for-facts'],
    ['fact', 'decided-at-both-dates'],
    ['approval', 'legalReviewer'],
    ['document', 'penalty-notice-record'],
    ['clock', 'defence'],
    ['clock', 'hearing-request'],
    ['step', 'hold-hearing'],
    ['step', 'discuss'],
    ['approval', 'organHead'],
  ] as const)('with %s %s', (kind, id) => {
    expect(without((row) => needs(row, kind, id))).toBe(false);
  });
  it('with an accepted hearing held and reviewed again', () => {
    expect(
      without(
        (row) =>
          ['hold-hearing', 'withdraw-hearing', 'change-findings', 'terminate', 'transfer'].includes(
            row.action,
          ),
        'decided',
        'hearing-accepted',
      ),
    ).toBe(false);
    expect(without((row) => row.action === 'review', 'decided', 'hearing-held')).toBe(false);
  });
  it('with a received defence answered, also when a hearing was asked for and withdrawn', () => {
    expect(without((row) => needs(row, 'step', 'answer-defence'))).toBe(false);
    const [need] = rows('conclude-notice').flatMap((row) =>
      row.needs.filter(({ id }) => id === 'answer-defence'),
    );
    expect(need?.when).toBeDefined();
    for (const row of rows('record-defence')) expect(row.undoes).toContain('answer-defence');
  });
  it('by two distinct officers', () => {
    const need = rows('decide-penalty')[0]?.needs.find(({ id }) => id === 'two-officers');
    expect(need).toMatchObject({ kind: 'persons', count: 2, role: 'caseOfficer', distinct: true });
  });
  it('with the conditional needs saying when they bind', () => {
    for (const id of ['legalReviewer', 'hearing-request', 'discuss', 'hold-hearing'])
      expect(rows('decide-penalty')[0]?.needs.find((need) => need.id === id)?.when).toBeDefined();
  });
});

describe('rule 2: a change after the notice', () => {
  it('leads back before the notice, and only there', () => {
    for (const row of rows('change-findings'))
      expect(without((one) => one.action === 'give-notice', 'decided', row.to)).toBe(false);
  });
  it('takes back review, notice and approval', () => {
    for (const row of rows('change-findings'))
      expect(row.undoes).toEqual(expect.arrayContaining(['review', 'give-notice', 'approve', 'discuss']));
  });
  it('is possible from every state between notice and decision', () => {
    const after = reachable(
      theCase,
      'notified',
      (row) => !['decide-penalty', 'change-findings', 'return-to-officer'].includes(row.action),
    );
    const open = [...after].filter((id) =>
      theCase.states.some(
        (state) => state.id === id && state.clocks.some((clock) => clock.id === 'decision'),
      ),
    );
    const covered = rows('change-findings').flatMap((row) => row.from);
    expect(open.filter((id) => !covered.includes(id) && id !== 'no-penalty-approved')).toEqual([]);
  });
  it('findings are added before the notice only', () => {
    expect(rows('add-finding').flatMap((row) => row.from)).toEqual(['investigating']);
  });
});

describe('rule 3: what the party says', () => {
  const said = ['record-defence', 'request-hearing', 'hold-hearing'];
  it('never leads to a decision by itself', () => {
    for (const row of said.flatMap(rows)) expect(row.to).not.toBe('decided');
  });
  it('never makes the outcome heavier', () => {
    for (const row of rows('decide-penalty'))
      expect(needs(row, 'fact', 'not-heavier-than-notice')).toBe(true);
    for (const row of rows('change-findings'))
      expect(needs(row, 'fact', 'not-because-of-defence')).toBe(true);
  });
});

describe('rule 4: the amount', () => {
  it('lies in the range on every way to a penalty', () => {
    for (const row of into('decided')) {
      const need = row.needs.find(({ id }) => id === 'amount-within-range');
      expect(need).toBeDefined();
      expect(need?.when).toBeUndefined();
    }
  });
  it('below the minimum asks for the factor and the discussion', () => {
    for (const row of into('decided')) {
      expect(row.needs.find(({ id }) => id === 'reduction-factor')?.when).toBeDefined();
      expect(needs(row, 'step', 'discuss')).toBe(true);
    }
  });
});

describe('rule 5: after the decision', () => {
  it('service, payment and withdrawal have their time', () => {
    expect(clockOf('decided', 'service')).toMatchObject({ days: 7, kind: 'working' });
    expect(clockOf('served', 'payment')).toMatchObject({
      days: 15,
      kind: 'calendar',
      onExpiry: 'payment-overdue',
    });
    expect(clockOf('annulled', 'withdraw-publication')).toMatchObject({ days: 3, kind: 'working' });
    expect(clockOf('notified', 'hearing-request')).toMatchObject({ days: 5, kind: 'working' });
    expect(clockOf('investigating', 'decision')).toMatchObject({ days: 90, kind: 'calendar' });
  });
  it('the surcharge is capped and an objection stops nothing', () => {
    for (const row of rows('record-payment')) expect(needs(row, 'fact', 'surcharge-capped')).toBe(true);
    for (const row of rows('record-objection')) {
      expect(row.from).toEqual([row.to]);
      expect(row.pauses).toBeUndefined();
    }
  });
  it('an annulled decision is withdrawn before the case closes', () => {
    const close = rows('close').find((row) => row.from.includes('annulled'));
    expect(close && needs(close, 'step', 'withdraw-publication')).toBe(true);
  });
});

describe('on the spot', () => {
  const spot = named('on-the-spot-penalty');
  const decisions = spot.transitions.filter(({ to, from }) => to === 'served' && !from.includes('served'));
  it('nobody is penalised untold, unheard, or where the law gives more than the spot allows', () => {
    expect(decisions.map(({ action }) => action)).toEqual(['decide-penalty']);
    for (const row of decisions) {
      expect(needs(row, 'step', 'give-notice')).toBe(true);
      for (const id of [
        'simple-procedure',
        'evidence-for-facts',
        'defence-heard',
        'amount-within-range',
        'handed-over',
      ])
        expect(needs(row, 'fact', id), id).toBe(true);
    }
  });
  it('is reported before it closes, and its time is one day', () => {
    const close = spot.transitions.find(({ action, from }) => action === 'close' && from.includes('served'));
    expect(close && needs(close, 'step', 'report')).toBe(true);
    const clocks = spot.states.find(({ id }) => id === 'served')?.clocks ?? [];
    expect(clocks.find(({ id }) => id === 'report')).toMatchObject({ days: 1, from: 'decide-penalty' });
    expect(clocks.find(({ id }) => id === 'payment')).toMatchObject({
      days: 15,
      onExpiry: 'payment-overdue',
    });
  });
});

describe('rule 7: the other ends', () => {
  it('no penalty comes with education', () => {
    for (const row of into('no-penalty')) expect(needs(row, 'fact', 'education-recorded')).toBe(true);
    for (const row of theCase.transitions.filter(
      ({ from, to }) => from.includes('no-penalty') && to === 'closed',
    ))
      expect(needs(row, 'fact', 'education-recorded')).toBe(true);
  });
  it('a transfer ends the case', () => {
    expect(theCase.states.find(({ id }) => id === 'transferred')?.final).toBe(true);
  });
});
