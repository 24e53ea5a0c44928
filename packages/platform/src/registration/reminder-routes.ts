// SPDX-License-Identifier: Apache-2.0
/** 催办: each unit is told what it owes, on every way that reaches it, and the desk keeps that it was told. */
import {
  listUnitReminders,
  mostAtOnce,
  type ReminderRow,
  type reminderMatters,
  reminderRestHours,
  remindUnits,
} from '@mingjing/contracts/desk';
import type { z } from 'zod';
import { postShortMessage } from '../letter.ts';
import { endInvitations, openInvitationsOf, sendInvitation } from '../people/index.ts';
import { findUnitIds, organOf, textablePhones, todayOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { organisationOf } from './organisation-of.ts';

type Matter = (typeof reminderMatters)[number];
type Row = z.infer<typeof ReminderRow>;

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly creditCode: string | null;
  readonly organisationId: string | null;
  readonly state: string;
  readonly dueOn: string | null;
  readonly members: number;
  readonly lastAt: Date | null;
  readonly phones: readonly string[];
}

const readUnits = (context: RequestContext, ids: readonly string[]) =>
  context.tx.query<Unit & Record<string, unknown>>(
    `SELECT u.id, u.name, u.jurisdiction, u.credit_code AS "creditCode", u.organisation_id AS "organisationId",
            u.filing_state AS state, u.filing_due_on::text AS "dueOn",
            (SELECT count(*) FROM member m WHERE m.organisation_id = u.organisation_id AND NOT m.suspended)::int AS members,
            (SELECT max(r.at) FROM unit_reminder r WHERE r.unit_id = u.id) AS "lastAt",
            ${textablePhones('u.id')} AS phones
       FROM unit u WHERE u.id = ANY($1) ORDER BY u.filing_due_on, u.id FOR UPDATE OF u`,
    [ids],
  );

/** What a unit owes today; undefined: nothing. A day that nobody knows is not called missed. */
function matterOf(
  { state, dueOn }: Pick<Unit, 'state' | 'dueOn'>,
  today: string,
): Exclude<Matter, 'invitation'> | undefined {
  if (state === 'returned') return 'returned';
  if (state !== 'unfiled') return undefined;
  return dueOn !== null && dueOn < today ? 'overdue' : 'due';
}

const dayMs = 86_400_000;

/** The sentence in the letter, the notice and the short message. */
function wordsOf(
  { name, dueOn }: Pick<Unit, 'name' | 'dueOn'>,
  matter: Exclude<Matter, 'invitation'>,
  {
    organ,
    today,
    added,
  }: { readonly organ: string; readonly today: string; readonly added: string | undefined },
): string {
  const late = dueOn === null ? 0 : (Date.parse(today) - Date.parse(dueOn)) / dayMs;
  const said = {
    returned: '你单位的备案已退回补正，请按理由修改后重新提交',
    overdue: `你单位的备案期限为 ${dueOn}，已逾期 ${late} 日，请尽快办理`,
    due:
      dueOn === null
        ? '你单位尚未办理公共安全视频图像信息系统备案，请填写投入使用日期并办理'
        : `你单位应在 ${dueOn} 前办理公共安全视频图像信息系统备案`,
  }[matter];
  return `${organ}提醒 ${name}：${said}。${added === undefined || added === '' ? '' : `附言：${added}`}`;
}

async function remindOne(
  context: RequestContext,
  unit: Unit,
  {
    today,
    organ,
    added,
  }: { readonly today: string; readonly organ: string; readonly added: string | undefined },
): Promise<Row> {
  const { tx, actor, nowMs, services } = context;
  const row = { unitId: unit.id, unitName: unit.name, about: null, ways: [] };
  const owed = matterOf(unit, today);
  if (!owed) return { ...row, outcome: 'nothing-owed' };
  if (unit.lastAt && nowMs - unit.lastAt.getTime() < reminderRestHours * 3_600_000)
    return { ...row, outcome: 'too-soon' };
  const text = wordsOf(unit, owed, { organ, today, added });
  const ways: Row['ways'] = [];
  let about: Matter = owed;
  if (unit.members > 0) {
    await tx.query('SELECT mj_notify($1, $2, NULL, $3, $4, $5, $6)', [
      unit.organisationId,
      unit.jurisdiction,
      `filing-reminder-${owed}`,
      unit.id,
      text,
      new Date(nowMs),
    ]);
    ways.push('message', 'letter');
  } else if (unit.organisationId !== null) {
    const organisation = await organisationOf(tx, unit);
    for (const { email, displayName, role } of await openInvitationsOf(tx, organisation.id)) {
      await endInvitations(tx, organisation.id, email, nowMs);
      await sendInvitation(
        { tx, userId: actor.userId, nowMs, publicUrl: services.publicUrl },
        {
          email,
          displayName,
          role,
          organisation,
          said: `${text}\n\n你收到的邀请还没有接受，原来的链接已作废。`,
        },
      );
      about = 'invitation';
      if (!ways.includes('letter')) ways.push('letter');
    }
  }
  if (services.sendsShortMessages && unit.phones.length > 0) {
    for (const phone of unit.phones) await postShortMessage(tx, nowMs, phone, text);
    ways.push('sms');
  }
  if (ways.length === 0) return { ...row, outcome: 'not-invited' };
  await tx.query(
    `INSERT INTO unit_reminder (unit_id, jurisdiction, at, "by", about, ways, text) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [unit.id, unit.jurisdiction, new Date(nowMs), actor.userId, about, ways, text],
  );
  return { ...row, outcome: 'reminded', about, ways };
}

/** What the desk told by itself, in the same words as what people do. */
const matterOfKind = (kind: string): Matter => (kind.startsWith('filing-overdue') ? 'overdue' : 'due');

export const reminderRoutes: Routes = [
  serve(remindUnits, async (context) => {
    const { tx, body, nowMs, touch } = context;
    const today = todayOf(nowMs);
    const { ids, left } = body.filter
      ? await findUnitIds(tx, body.filter, today, mostAtOnce)
      : { ids: body.unitIds ?? [], left: 0 };
    const organs = new Map<string, string>();
    const rows: Row[] = [];
    for (const unit of await readUnits(context, ids)) {
      const place = unit.jurisdiction;
      const organ = organs.get(place) ?? (await organOf(tx, place))?.name ?? '公安机关';
      organs.set(place, organ);
      rows.push(await remindOne(context, unit, { today, organ, added: body.words }));
    }
    const reminded = rows.filter(({ outcome }) => outcome === 'reminded').length;
    touch({
      ids: rows.map(({ unitId }) => unitId),
      detail: { reminded, ...(body.filter && { ...body.filter }) },
    });
    return { reminded, rows, left };
  }),
  serve(listUnitReminders, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const people = await tx.query<{ at: Date; by: string; about: Matter; ways: Row['ways']; text: string }>(
      `SELECT r.at, coalesce(m.display_name, '公安机关') AS by, r.about, r.ways, r.text
         FROM unit_reminder r LEFT JOIN member m ON m.user_id = r."by" WHERE r.unit_id = $1 ORDER BY r.at DESC LIMIT 200`,
      [params.id],
    );
    const itself = await tx.query<{ kind: string; due_on: string; at: Date; texted: boolean }>(
      'SELECT kind, due_on::text AS due_on, at, texted FROM mj_told_of_unit($1)',
      [params.id],
    );
    return [
      ...people,
      ...itself.map(({ kind, due_on, at, texted }) => ({
        at,
        by: null,
        about: matterOfKind(kind),
        ways: ['message', 'letter', ...(texted ? ['sms'] : [])] as Row['ways'],
        text: `备案期限 ${due_on}`,
      })),
    ]
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .map((row) => ({ ...row, at: row.at.toISOString() }));
  }),
];
