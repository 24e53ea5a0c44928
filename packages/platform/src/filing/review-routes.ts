// SPDX-License-Identifier: Apache-2.0
/** The organ's side: the queue, 受理, return with reasons per field, 核验 and receipt. */
import {
  acceptFiling,
  listFilings,
  openFiledPhone,
  readFiling,
  readForm,
  readFormCopy,
  readReceipt,
  readWorkbench,
  returnFiling,
  verifyFiling,
} from '@mingjing/contracts/desk';
import type { Actor } from '../actor.ts';
import { oneOf } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import {
  keepsTooLittle,
  maskPeople,
  organOf,
  owes,
  readFloors,
  soonAfter,
  todayOf,
} from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { asRow, chinaDay, filingColumns, findFiling, type StoredFiling, viewFiling } from './filing-desk.ts';
import { moveFiling } from './move-filing.ts';
import { filingFormDocx, filingFormPdf, receiptPdf } from './papers.ts';

/** What the workbench counts. */
const counted = [
  'submitted',
  'accepted',
  'overdue',
  'dueSoon',
  'shortStorage',
  'reports',
  'requests',
] as const;

export const reviewRoutes: Routes = [
  serve(readWorkbench, async ({ tx, nowMs, touch }) => {
    const today = todayOf(nowMs);
    const soon = soonAfter(today);
    const counts = oneOf(
      await tx.query<Record<(typeof counted)[number], string>>(
        `SELECT (SELECT count(*) FROM filing WHERE status = 'submitted') AS submitted,
                (SELECT count(*) FROM filing WHERE status = 'accepted') AS accepted,
                (SELECT count(*) FROM unit WHERE ${owes} AND filing_due_on < $1) AS overdue,
                (SELECT count(*) FROM unit WHERE ${owes} AND filing_due_on >= $1 AND filing_due_on <= $2) AS "dueSoon",
                (SELECT count(*) FROM unit WHERE ${keepsTooLittle('$3::jsonb', 'unit.storage_days', 'unit')}) AS "shortStorage",
                (SELECT count(*) FROM camera_report WHERE state = 'received') AS reports,
                (SELECT count(*) FROM footage_request WHERE state = 'received') AS requests`,
        [today, soon, JSON.stringify(await readFloors(tx, today))],
      ),
    );
    const queue = await tx.query<StoredFiling>(
      `SELECT ${filingColumns} FROM filing f JOIN unit u ON u.id = f.unit_id
          WHERE f.status IN ('submitted', 'accepted') ORDER BY f.submitted_at LIMIT 20`,
    );
    const overdueUnits = await tx.query<{ id: string; name: string; filingDueOn: string }>(
      `SELECT id, name, filing_due_on::text AS "filingDueOn" FROM unit
          WHERE ${owes} AND filing_due_on < $1 ORDER BY filing_due_on, id LIMIT 20`,
      [today],
    );
    touch({
      ids: [...queue.map(({ id }) => id), ...overdueUnits.map(({ id }) => id)],
    });
    const numbers = Object.fromEntries(counted.map((name) => [name, Number(counts[name])]));
    return {
      ...(numbers as Record<(typeof counted)[number], number>),
      queue: queue.map(asRow),
      overdueUnits,
    };
  }),
  serve(listFilings, async ({ tx, query, touch }) => {
    const values = [
      query.status ?? null,
      query.kind ?? null,
      query.words ?? null,
      query.unitId ?? null,
      query.jurisdiction ?? null,
    ];
    const where = `f.status <> 'draft' AND ($1::text IS NULL OR f.status = $1) AND ($2::text IS NULL OR f.kind = $2)
        AND ($3::text IS NULL OR position($3 IN u.name || ' ' || coalesce(f.receipt_number, '')) > 0)
        AND ($4::uuid IS NULL OR f.unit_id = $4) AND ($5::text IS NULL OR starts_with(f.jurisdiction, $5))`;
    const rows = await tx.query<StoredFiling>(
      `SELECT ${filingColumns} FROM filing f JOIN unit u ON u.id = f.unit_id WHERE ${where}
          ORDER BY f.updated_at DESC LIMIT 50 OFFSET $6`,
      [...values, (query.page - 1) * 50],
    );
    const [count] = await tx.query<{ n: string }>(
      `SELECT count(*) AS n FROM filing f JOIN unit u ON u.id = f.unit_id WHERE ${where}`,
      values,
    );
    touch({ ids: rows.map(({ id }) => id), detail: { ...query } });
    return { filings: rows.map(asRow), total: Number(count?.n ?? 0) };
  }),
  serve(readFiling, ({ tx, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    return viewFiling(tx, params.id, todayOf(nowMs), 'official');
  }),
  serve(acceptFiling, async (context) => {
    const { tx, params, body, nowMs, touch } = context;
    touch({ ids: [params.id] });
    await moveFiling(context, await findFiling(tx, params.id), { version: body.version, action: 'accept' });
    return viewFiling(tx, params.id, todayOf(nowMs), 'official');
  }),
  serve(returnFiling, async (context) => {
    const { tx, params, body, actor, nowMs, touch } = context;
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    holdsIt(filing, actor.userId);
    await moveFiling(context, filing, {
      version: body.version,
      action: 'return',
      data: { reasons: { ...body.reasons } },
    });
    return viewFiling(tx, params.id, todayOf(nowMs), 'official');
  }),
  serve(verifyFiling, async (context) => {
    const { tx, params, body, actor, nowMs, touch } = context;
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    holdsIt(filing, actor.userId);
    await moveFiling(context, filing, { version: body.version, action: 'verify' });
    return viewFiling(tx, params.id, todayOf(nowMs), 'official');
  }),
  serve(openFiledPhone, async ({ tx, params, query, touch }) => {
    touch({ ids: [params.id], purpose: query.purpose });
    const { form } = await findFiling(tx, params.id);
    const phone = form.people?.[params.index]?.phone;
    if (typeof phone !== 'string') throw new PlatformError('platform/not-found');
    return { phone };
  }),
  serve(readReceipt, async ({ tx, params, services, touch }) => {
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    // A filing taken over from before has the paper it was given then.
    if (filing.status !== 'verified' || filing.verificationCode === null)
      throw new PlatformError('platform/state-conflict', { state: filing.status });
    return {
      bytes: receiptPdf(
        filing,
        services.publicUrl,
        filing.organ ?? (await organOf(tx, filing.jurisdiction))?.name,
      ),
      type: 'application/pdf',
      fileName: `备案回执-${filing.receiptNumber ?? ''}.pdf`,
    };
  }),
  serve(readForm, async ({ tx, params, query, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: query.purpose });
    const filing = asPrinted(await findFiling(tx, params.id), actor, query.purpose);
    return {
      bytes: filingFormPdf(filing, chinaDay(new Date(nowMs))),
      type: 'application/pdf',
      fileName: '备案基本信息表.pdf',
    };
  }),
  serve(readFormCopy, async ({ tx, params, query, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: query.purpose });
    const filing = asPrinted(await findFiling(tx, params.id), actor, query.purpose);
    return {
      bytes: await filingFormDocx(filing, chinaDay(new Date(nowMs))),
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      fileName: '备案基本信息表.docx',
    };
  }),
];

/** What an official takes away has numbers with their ends only, unless a reason is given, which the audit keeps. */
const asPrinted = (filing: StoredFiling, { audience }: Actor, purpose: string | undefined): StoredFiling =>
  audience === 'official' && purpose === undefined ? { ...filing, form: maskPeople(filing.form) } : filing;

/** One reviewer at a time: who took it decides it. */
function holdsIt(filing: StoredFiling, userId: string): void {
  if (filing.holder !== null && filing.holder !== userId)
    throw new PlatformError('platform/held-by-other', { holder: filing.holder });
}
