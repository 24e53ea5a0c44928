// SPDX-License-Identifier: Apache-2.0
/**
 * Deadlines tell themselves: the unit two weeks and three days before and the day after, and again every thirty days;
 * its officers of each county how many have become late. Each is told once, also after a restart.
 */
import type pg from 'pg';
import type { Clock } from '../edge.ts';

const everyMs = 3_600_000;
const dayMs = 86_400_000;
const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

interface DueUnit {
  readonly id: string;
  readonly jurisdiction: string;
  readonly organisationId: string;
  readonly dueOn: string;
}

/** Which words fit how many days are left; undefined: not today. */
export function reminderOf(daysLeft: number): { readonly kind: string; readonly text: string } | undefined {
  if (daysLeft < 0) {
    const months = Math.floor((-daysLeft - 1) / 30);
    return { kind: `filing-overdue-${months}`, text: `你单位的备案已逾期 ${-daysLeft} 日，请尽快办理` };
  }
  if (daysLeft <= 3) return { kind: 'filing-due-3', text: `你单位的备案还剩 ${daysLeft} 日到期` };
  if (daysLeft <= 14) return { kind: 'filing-due-14', text: `你单位的备案还剩 ${daysLeft} 日到期` };
  return undefined;
}

/** @param owner passes over row policies: nobody's session is behind this */
export async function tellDeadlines(owner: pg.Pool, nowMs: number): Promise<number> {
  const today = chinaDay(nowMs);
  const at = new Date(nowMs);
  const { rows } = await owner.query<DueUnit>(
    `SELECT id, jurisdiction, organisation_id AS "organisationId", filing_due_on::text AS "dueOn" FROM unit
      WHERE filing_state IN ('unfiled', 'returned') AND organisation_id IS NOT NULL AND filing_due_on <= $1`,
    [chinaDay(nowMs + 14 * dayMs)],
  );
  let told = 0;
  for (const { id, jurisdiction, organisationId, dueOn } of rows) {
    const reminder = reminderOf((Date.parse(dueOn) - Date.parse(today)) / dayMs);
    if (!reminder || !(await isFirst(owner, id, reminder.kind, dueOn, at))) continue;
    const said = [organisationId, jurisdiction, null, reminder.kind, id, reminder.text, at];
    await owner.query('SELECT mj_notify($1, $2, $3, $4, $5, $6, $7)', said);
    told++;
  }
  const yesterday = chinaDay(nowMs - dayMs);
  const late = await owner.query<{ jurisdiction: string; units: string }>(
    `SELECT jurisdiction, count(*) AS units FROM unit
      WHERE filing_state IN ('unfiled', 'returned') AND filing_due_on = $1 GROUP BY jurisdiction`,
    [yesterday],
  );
  for (const { jurisdiction, units } of late.rows) {
    if (!(await isFirst(owner, jurisdiction, 'units-overdue', yesterday, at))) continue;
    const text = `${jurisdiction}：新增 ${units} 家逾期未备案单位（期限 ${yesterday}）`;
    const said = [null, jurisdiction, 'supervisionOfficer', 'units-overdue', jurisdiction, text, at];
    await owner.query('SELECT mj_notify($1, $2, $3, $4, $5, $6, $7)', said);
    told++;
  }
  return told;
}

async function isFirst(
  owner: pg.Pool,
  subject: string,
  kind: string,
  dueOn: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await owner.query(
    'INSERT INTO reminder (subject, kind, due_on, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [subject, kind, dueOn, at],
  );
  return rowCount === 1;
}

/** Now and every hour. @param onFailure told what went wrong; the next hour tries again */
export function keepTelling(
  owner: pg.Pool,
  clock: Clock,
  onFailure: (error: unknown) => void,
): { readonly close: () => Promise<void> } {
  let running = tellDeadlines(owner, clock()).then(() => undefined, onFailure);
  const timer = setInterval(() => {
    running = running.then(() => tellDeadlines(owner, clock())).then(() => undefined, onFailure);
  }, everyMs);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
