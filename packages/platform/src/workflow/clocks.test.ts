// SPDX-License-Identifier: Apache-2.0
import { findTransition, getProcess } from '@mingjing/law';
import { describe, expect, it } from 'vitest';
import { type ClockChange, planClocks } from './clocks.ts';
import type { RunningClock } from './record.ts';

const theCase = getProcess('case');
const row = (state: string, action: string) => {
  const found = findTransition(theCase, state, action);
  if (!found) throw new Error(`${action} from ${state}`);
  return found;
};
const started = (changes: readonly ClockChange[]): readonly RunningClock[] =>
  changes.flatMap((change) => (change.kind === 'start' ? [change.clock] : []));
const plan = (
  state: string,
  action: string,
  on: string,
  clocks: readonly RunningClock[] = [],
  dueOn?: string,
) => planClocks({ process: theCase, transition: row(state, action), clocks, on, dueOn });

describe('clocks of a case', () => {
  it('five working days to ask for a hearing run over National Day, with the other reading beside', () => {
    const clocks = started(plan('reviewed', 'give-notice', '2026-09-28', [], '2026-10-12'));
    expect(clocks.find(({ clock }) => clock === 'hearing-request')).toMatchObject({
      dueOn: '2026-10-10',
      readings: [{ rule: 'calendar-days' }],
    });
    expect(clocks.find(({ clock }) => clock === 'defence')).toMatchObject({
      dueOn: '2026-10-12',
      onExpiry: 'defence-over',
    });
  });
  it('ninety days run over a year end whose holidays are not announced, and say so', () => {
    expect(started(plan('intake', 'accept', '2026-11-20'))).toMatchObject([
      { clock: 'decision', dueOn: '2027-02-18', provisional: true },
    ]);
    expect(started(plan('intake', 'accept', '2026-03-02'))).toMatchObject([
      { dueOn: '2026-06-01', provisional: false },
    ]);
  });
  it('a period on paper is not counted from its first day, and rolls over days off', () => {
    // 2026-09-16 + 15 days is 1 October; the holiday ends on the 7th.
    expect(
      started(plan('decided', 'serve', '2026-09-16')).find(({ clock }) => clock === 'payment'),
    ).toMatchObject({
      dueOn: '2026-10-08',
      readings: [
        { rule: 'last-day-not-rolled', due: '2026-10-01' },
        { rule: 'first-day-counted', due: '2026-09-30' },
      ],
    });
  });
  it('stop for an expert opinion and go on with the days that were lost', () => {
    const clocks = started(plan('intake', 'accept', '2026-03-02'));
    const [paused] = plan('investigating', 'commission-opinion', '2026-03-10', clocks);
    expect(paused).toMatchObject({ kind: 'pause', clock: 'decision', since: '2026-03-10' });
    const [resumed] = plan('investigating', 'receive-opinion', '2026-03-30', [
      { ...(clocks[0] as RunningClock), pausedSince: '2026-03-10', pausedBy: 'expert-opinion' },
    ]);
    expect(resumed).toMatchObject({ kind: 'resume', dueOn: '2026-06-22' });
  });
  it('end with what they waited for, go on where they still run, and do not count after a change', () => {
    const clocks = started(plan('reviewed', 'give-notice', '2026-11-20', [], '2026-11-25'));
    const ends = (changes: readonly ClockChange[]) =>
      changes.flatMap((change) => (change.kind === 'end' ? [[change.clock, change.endedBy]] : []));
    expect(ends(plan('notified', 'waive-hearing', '2026-11-21', clocks))).toEqual([
      ['hearing-request', 'waive-hearing'],
    ]);
    expect(ends(plan('notified', 'record-defence', '2026-11-21', clocks))).toEqual([]);
    expect(ends(plan('notified', 'change-findings', '2026-11-21', clocks)).map(([, by]) => by)).toEqual([
      'undone',
      'undone',
    ]);
  });
  it('a person’s new date leaves the old one in the history', () => {
    const order = getProcess('rectification');
    const serve = findTransition(order, 'drafted', 'serve-order');
    const extend = findTransition(order, 'ordered', 'extend');
    if (!serve || !extend) throw new Error('rows');
    const clocks = started(
      planClocks({ process: order, transition: serve, clocks: [], on: '2026-11-20', dueOn: '2026-12-01' }),
    );
    const changes = planClocks({
      process: order,
      transition: extend,
      clocks,
      on: '2026-11-25',
      dueOn: '2026-12-15',
    });
    expect(changes).toMatchObject([
      { kind: 'end', run: 1, endedBy: 'moved' },
      { kind: 'start', clock: { run: 2, startedOn: '2026-11-20', dueOn: '2026-12-15' } },
    ]);
  });
});
