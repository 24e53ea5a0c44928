// SPDX-License-Identifier: Apache-2.0
/**
 * Deadlines tell themselves: the unit two weeks and three days before and the day after, and again every thirty days;
 * its officers of each county how many have become late. Each is told once, also after a restart.
 */
import type pg from 'pg';
import { owes, textablePhones } from '../registry/index.ts';

const dayMs = 86_400_000;
const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

interface DueUnit {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
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

/**
 * A job of every minute; each is told once, whoever runs it.
 *
 * @param owner passes over row policies: nobody's session is behind this
 * @param sendsShortMessages whether a gateway is named: what a unit is told then goes to its people's telephones as well
 * @returns how many were told
 */
export async function tellDeadlines(
  owner: pg.Pool,
  nowMs: number,
  sendsShortMessages = false,
): Promise<number> {
  const today = chinaDay(nowMs);
  const at = new Date(nowMs);
  const { rows } = await owner.query<DueUnit>(
    `SELECT id, jurisdiction, name, organisation_id AS "organisationId", filing_due_on::text AS "dueOn" FROM unit
      WHERE ${owes} AND organisation_id IS NOT NULL AND filing_due_on <= $1`,
    [chinaDay(nowMs + 14 * dayMs)],
  );
  let told = 0;
  for (const { id, jurisdiction, name, organisationId, dueOn } of rows) {
    const reminder = reminderOf((Date.parse(dueOn) - Date.parse(today)) / dayMs);
    if (!reminder) continue;
    const { kind } = reminder;
    // An organisation may have several units: it is told which.
    const text = `${name}：${reminder.text}`;
    const unit = { subject: id, kind, dueOn, at, organisationId, jurisdiction, text };
    if (await tellOnce(owner, { ...unit, ...(sendsShortMessages && { textTo: id }) })) told++;
  }
  const yesterday = chinaDay(nowMs - dayMs);
  const late = await owner.query<{ jurisdiction: string; units: string }>(
    `SELECT jurisdiction, count(*) AS units FROM unit
      WHERE ${owes} AND filing_due_on = $1 GROUP BY jurisdiction`,
    [yesterday],
  );
  for (const { jurisdiction, units } of late.rows) {
    const text = `${jurisdiction}：新增 ${units} 家逾期未备案单位（期限 ${yesterday}）`;
    const county = { subject: jurisdiction, kind: 'units-overdue', dueOn: yesterday, at };
    if (await tellOnce(owner, { ...county, role: 'supervisionOfficer', jurisdiction, text })) told++;
  }
  return told;
}

interface Telling {
  readonly subject: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly at: Date;
  /** Told are the people of this organisation, or those of a role who have the place in their range. */
  readonly organisationId?: string;
  readonly role?: string;
  /** The unit whose people get a short message of it. */
  readonly textTo?: string;
  readonly jurisdiction: string;
  readonly text: string;
}

/** One statement: what is noted as told has been told. @returns whether it was the first time */
async function tellOnce(owner: pg.Pool, telling: Telling): Promise<boolean> {
  const { subject, kind, dueOn, at, organisationId = null, role = null, textTo = null } = telling;
  const { jurisdiction, text } = telling;
  const { rowCount } = await owner.query(
    `WITH phone AS (SELECT unnest(${textablePhones('$9::uuid')}) AS number),
          first AS (
       INSERT INTO reminder (subject, kind, due_on, at, texted) VALUES ($1, $2, $3, $4, EXISTS (SELECT 1 FROM phone))
         ON CONFLICT DO NOTHING RETURNING 1)
     SELECT mj_notify($5::uuid, $6, $7, $2, $1, $8, $4),
            (SELECT count(*) FROM phone, LATERAL mj_post_sms(phone.number, $8, $4)) FROM first`,
    [subject, kind, dueOn, at, organisationId, jurisdiction, role, text, textTo],
  );
  return rowCount === 1;
}
