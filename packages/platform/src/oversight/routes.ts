// SPDX-License-Identifier: Apache-2.0
/** Clocks that nobody met in time and approvals that a later step took back, the worst first. */
import { readOversight } from '@mingjing/contracts/desk';
import { daysBetween, getProcess, getState } from '@mingjing/law';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';

const most = 200;

interface Row extends Record<string, unknown> {
  readonly process: string;
  readonly id: string;
  readonly title: string;
  readonly state: string;
}

const thingOf = ({ process, id, title, state }: Row) => ({
  process,
  id,
  title,
  stateTitle: getState(getProcess(process), state).title,
});

const stepTitle = (process: string, action: string) =>
  getProcess(process).transitions.find((row) => row.action === action)?.title ?? { zh: action, en: action };

export const oversightRoutes: Routes = [
  serve(readOversight, async ({ tx, nowMs, touch }) => {
    const today = todayOf(nowMs);
    const late = await tx.query<Row & { clock: string; dueOn: string }>(
      `SELECT i.process, i.id, i.title, i.state, c.clock, c.due_on::text AS "dueOn"
         FROM process_clock c JOIN process_instance i ON i.id = c.instance_id
        WHERE c.ended_on IS NULL AND c.paused_since IS NULL AND c.due_on < $1 ORDER BY c.due_on, i.id LIMIT $2`,
      [today, most],
    );
    const taken = await tx.query<Row & { action: string; takenOn: string; by: string; undoneOn: string }>(
      `SELECT i.process, i.id, i.title, i.state, s.action, s.on_day::text AS "takenOn", later.action AS by, later.on_day::text AS "undoneOn"
         FROM process_step s JOIN process_instance i ON i.id = s.instance_id
         JOIN LATERAL (SELECT action, on_day FROM process_step l WHERE l.instance_id = s.instance_id AND l.seq > s.seq
           AND s.action = ANY (l.undoes) ORDER BY l.seq LIMIT 1) later ON true
        WHERE s.approves_as IS NOT NULL ORDER BY later.on_day DESC, i.id LIMIT $1`,
      [most],
    );
    touch({ ids: [...new Set([...late, ...taken].map(({ id }) => id))] });
    return {
      overdue: late.map((row) => {
        const clock = getProcess(row.process)
          .states.flatMap(({ clocks }) => clocks)
          .find(({ id }) => id === row.clock);
        return {
          ...thingOf(row),
          clock: clock?.title ?? { zh: row.clock, en: row.clock },
          dueOn: row.dueOn,
          daysOver: daysBetween(row.dueOn, today),
          provision: clock?.provision ?? '',
        };
      }),
      undone: taken.map((row) => ({
        ...thingOf(row),
        step: stepTitle(row.process, row.action),
        takenOn: row.takenOn,
        undoneBy: stepTitle(row.process, row.by),
        undoneOn: row.undoneOn,
      })),
    };
  }),
];
