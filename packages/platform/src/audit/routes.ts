// SPDX-License-Identifier: Apache-2.0
/** The internal supervisor's view: who looked at or changed what, when and why. */

import type { Asked } from '@mingjing/contracts';
import { type Act, exportActs, listActs, readCheckpoint } from '@mingjing/contracts/desk';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import { type RequestContext, type Routes, serve } from '../http/serve.ts';
import { operationTable } from '../operations.ts';

const pageSize = 100;
const mostExported = 20_000;
const mostNamed = 20;

async function readActs(
  { tx, query }: Asked<typeof listActs> & Pick<RequestContext, 'tx'>,
  limit: number,
): Promise<Act[]> {
  const rows = await tx.query<Omit<Act, 'at' | 'logIndex' | 'words' | 'names'> & { at: Date }>(
    `SELECT a.id, a.at, coalesce(m.display_name, a.user_id) AS person, a.role, a.action, a.kind, a.subject,
            a.subject_ids AS "subjectIds", a.purpose, a.detail, a.outcome
       FROM audit_record a LEFT JOIN member m ON m.user_id = a.user_id
      WHERE ($1::text IS NULL OR a.kind = $1) AND ($2::text IS NULL OR a.subject = $2)
        AND ($3::text IS NULL OR a.user_id = $3)
        AND ($4::timestamptz IS NULL OR a.at >= $4) AND ($5::timestamptz IS NULL OR a.at < $5)
        AND ($6::timestamptz IS NULL OR a.at < $6)
        AND ($7::text IS NULL OR position($7 IN coalesce(m.display_name, '') || ' ' || a.action || ' ' || coalesce(a.purpose, '') || ' ' || array_to_string(a.subject_ids, ' ')) > 0)
      ORDER BY a.at DESC LIMIT $8`,
    [
      query.kind ?? null,
      query.subject ?? null,
      query.userId ?? null,
      query.from === undefined ? null : `${query.from}T00:00:00+08:00`,
      query.to === undefined ? null : `${query.to}T24:00:00+08:00`,
      query.before ?? null,
      query.words ?? null,
      limit,
    ],
  );
  const places = await tx.query<{ audit_id: string; index: string }>(
    'SELECT audit_id, index FROM log_entry WHERE audit_id = ANY($1)',
    [rows.map(({ id }) => id)],
  );
  const indexOf = new Map(places.map(({ audit_id, index }) => [audit_id, Number(index)]));
  const names = await unitNames(tx, rows);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    words: operationTable.get(row.action)?.summary ?? { zh: row.action, en: row.action },
    names: row.subjectIds.slice(0, mostNamed).flatMap((id) => names.get(id) ?? []),
    logIndex: indexOf.get(row.id) ?? null,
  }));
}

/** Units by their own id or by that of their filing; what lies outside the supervisor's range stays a number. */
async function unitNames(
  tx: RequestContext['tx'],
  rows: readonly { readonly subjectIds: readonly string[] }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows
    .flatMap(({ subjectIds }) => subjectIds.slice(0, mostNamed))
    .filter((id) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id));
  const found = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM unit WHERE id = ANY($1::uuid[])
      UNION ALL SELECT f.id, u.name FROM filing f JOIN unit u ON u.id = f.unit_id WHERE f.id = ANY($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

export const auditRoutes: Routes = [
  serve(listActs, async ({ touch, ...context }) => {
    const acts = await readActs(context, pageSize);
    touch({ ids: [] });
    return { acts, next: acts.length === pageSize ? (acts.at(-1)?.at ?? null) : null };
  }),
  serve(exportActs, async ({ touch, ...context }) => {
    const acts = await readActs(context, mostExported);
    touch({ ids: [], detail: { exported: acts.length } });
    const heads = ['时间', '人员', '角色', '操作', '类别', '对象', '编号', '理由', '结果', '日志序号'];
    const rows = acts.map((act) => [
      act.at,
      act.person,
      act.role,
      `${act.words.zh}（${act.action}）`,
      act.kind === 'write' ? '修改' : '查看',
      act.names.join('、') || (act.subject ?? ''),
      act.subjectIds.slice(0, mostNamed).join(' '),
      act.purpose ?? '',
      act.outcome,
      act.logIndex === null ? '' : String(act.logIndex),
    ]);
    return {
      bytes: await writeSheet({ name: '审计', heads, rows }),
      type: sheetMediaType,
      fileName: 'audit.xlsx',
    };
  }),
  serve(readCheckpoint, async ({ tx, touch }) => {
    touch({ ids: [] });
    const rows = await tx.query<{ note: string }>(
      'SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1',
    );
    return { note: rows[0]?.note ?? null };
  }),
];
