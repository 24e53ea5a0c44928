// SPDX-License-Identifier: Apache-2.0
/** The plan of the day: what registers, duties, alarms and requests have open. */
import {
  cellOf,
  dutyRoster,
  missedShifts,
  type Register,
  type RegisterRow,
  shiftPlan,
  siteRegisters,
} from '@mingjing/contracts/registers';
import { type PlanItem, planTimes, readPlan } from '@mingjing/contracts/site';
import { obligations } from '@mingjing/law';
import { alarmSentence } from '../alarms/alarm-sentences.ts';
import type { ServerContext } from '../context.ts';
import { chinaDay, findingsOf, nearSecretUnit, unitFactsOf } from '../overview/self-check.ts';
import { dueRows, timeOf } from '../registers/due-rows.ts';
import { type Served, serve } from '../serving.ts';

export function servedPlan(context: ServerContext): readonly Served[] {
  const { core, rows } = context;
  return [
    serve(readPlan, async () => {
      const today = chinaDay(core.nowMs());
      const standing = (register: Register) => rows.rows(register).filter(({ withdrawn }) => !withdrawn);
      const nameOf = (camera: string) => core.cameras.find(camera)?.name ?? camera;
      const items = [
        ...siteRegisters.flatMap((register) =>
          dueRows(register, standing(register), today).map((item) => ({
            ...item,
            subject: nameOf(item.subject),
          })),
        ),
        ...(await duties(context, today)),
        ...alarms(context, nameOf),
        ...requests(context),
        ...camerasWithoutFile(context, nameOf),
        ...missed(standing, core.nowMs()),
      ];
      const order = (item: PlanItem) =>
        `${planTimes.indexOf(item.time)}${item.dueDay ?? ''}${item.page}${item.subject}`;
      return { today, items: items.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)) };
    }),
  ];
}

/** Duties that have a last day, such as filing, and are not shown to be met. */
async function duties(context: ServerContext, today: string): Promise<readonly PlanItem[]> {
  const facts = {
    ...unitFactsOf(context.settings.read(), await context.core.retention()),
    ...nearSecretUnit(context),
  };
  const { results } = obligations(facts, await findingsOf(context), today);
  return results.flatMap(({ id, due, state, title, provision }) => {
    const time = due === null ? undefined : timeOf(due, today);
    if (due === null || time === undefined || state === 'met' || state === 'not-applicable') return [];
    const act = { zh: title, en: `Duty ${id}` };
    return [{ id: `duty/${id}`, time, dueDay: due, act, subject: '', provision, page: '/obligations' }];
  });
}

function alarms({ alarms: board }: ServerContext, nameOf: (camera: string) => string): readonly PlanItem[] {
  return board
    .raised()
    .filter(({ seen }) => !seen)
    .map((alarm) => ({
      id: `alarm/${alarm.kind}/${alarm.subject}`,
      time: 'today' as const,
      act: alarmSentence(alarm, nameOf),
      subject: '',
      provision: 'd799/operation-security',
      page: '/alarms',
    }));
}

/** Requests that wait for a decision, and urgent looks whose review is not done. */
function requests({ book }: ServerContext): readonly PlanItem[] {
  const page = '/register';
  const decisions = book.inState('awaiting-decision').map(({ id, number }) => ({
    id: `decision/${id}`,
    time: 'today' as const,
    act: { zh: '决定查看、调取申请', en: 'Decide a request to look' },
    subject: `${number}`,
    provision: 'd799/information-measures',
    page,
  }));
  const reviews = book
    .inState('open', 'closed')
    .filter(({ review }) => review && review.outcome === undefined)
    .map(({ id, number }) => ({
      id: `review/${id}`,
      time: 'today' as const,
      act: { zh: '复核紧急查看', en: 'Review an urgent look' },
      subject: `${number}`,
      provision: 'd799/information-measures',
      page,
    }));
  return [...decisions, ...reviews];
}

/** Shifts of the plan that nobody took over. */
function missed(
  standing: (register: Register) => readonly RegisterRow[],
  nowMs: number,
): readonly PlanItem[] {
  return missedShifts(standing(shiftPlan), standing(dutyRoster), nowMs).map(({ id, values }) => ({
    id: `shift/${id}`,
    time: 'overdue' as const,
    act: { zh: '补记接班，或更正排班', en: 'Write the shift that began, or correct the plan' },
    subject: `${values['person']} ${cellOf(shiftPlan.fields.startMs, values['startMs'], 'zh')}`,
    provision: dutyRoster.obligation,
    page: `/registers/${dutyRoster.id}`,
  }));
}

/** A camera is asked about its place, its range and forbidden places as soon as it is there. */
function camerasWithoutFile({ core, rows }: ServerContext, nameOf: (camera: string) => string) {
  const register = siteRegisters.find(({ id }) => id === 'camera-files');
  if (!register) return [];
  const filed = new Set(
    rows
      .rows(register)
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ values }) => values['camera']),
  );
  return core.cameras
    .status()
    .filter(({ id }) => !filed.has(id))
    .map(({ id }) => ({
      id: `camera-file/${id}`,
      time: 'today' as const,
      act: {
        zh: '填写设备档案：位置、角度、范围，是否照到禁止部位',
        en: 'Write the camera’s file: place, angle, range, forbidden places',
      },
      subject: nameOf(id),
      provision: 'd799/prohibited-areas',
      page: `/registers/${register.id}`,
    }));
}
