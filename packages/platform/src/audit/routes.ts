// SPDX-License-Identifier: Apache-2.0
/** The internal supervisor's view: who looked at or changed what, when and why. */
import writeXlsxFile from 'write-excel-file/node';
import { z } from 'zod';
import { type RequestContext, type Route, route } from '../http/context.ts';

const Filter = z.object({
  words: z.string().trim().max(100).optional(),
  kind: z.enum(['read', 'write']).optional(),
  subject: z.string().max(40).optional(),
  userId: z.string().max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: z.string().max(40).optional().describe('分页：上一页最后一条的时间'),
});

const Act = z.object({
  id: z.uuid(),
  at: z.string(),
  person: z.string(),
  role: z.string(),
  action: z.string(),
  words: z.string().describe('操作的说明'),
  kind: z.string(),
  subject: z.string().nullable(),
  subjectIds: z.array(z.string()),
  names: z.array(z.string()).describe('看到或改动的单位，至多 20 个'),
  purpose: z.string().nullable(),
  detail: z.unknown(),
  outcome: z.string(),
  logIndex: z.number().nullable(),
});
type Act = z.infer<typeof Act>;

const pageSize = 100;
const mostExported = 20_000;
const mostNamed = 20;

type Context = RequestContext<unknown, z.infer<typeof Filter>, unknown>;

async function readActs(
  { tx, query, platform, wordsOf }: Pick<Context, 'tx' | 'query' | 'platform' | 'wordsOf'>,
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
  const { rows: places } = await platform.database.owner.query<{ audit_id: string; index: string }>(
    'SELECT audit_id, index FROM log_entry WHERE audit_id = ANY($1)',
    [rows.map(({ id }) => id)],
  );
  const indexOf = new Map(places.map(({ audit_id, index }) => [audit_id, Number(index)]));
  const names = await unitNames(tx, rows);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    words: wordsOf(row.action),
    names: row.subjectIds.slice(0, mostNamed).flatMap((id) => names.get(id) ?? []),
    logIndex: indexOf.get(row.id) ?? null,
  }));
}

/** Units by their own id or by that of their filing; what lies outside the supervisor's range stays a number. */
async function unitNames(
  tx: Context['tx'],
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

export const auditRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/audit',
    tag: 'audit',
    summary: '执法人员的查看和修改，最新在前',
    query: Filter,
    response: z.object({ acts: z.array(Act), next: z.string().nullable() }),
    handler: async ({ touch, ...context }) => {
      const acts = await readActs(context, pageSize);
      touch({ subject: 'audit', ids: [] });
      return { acts, next: acts.length === pageSize ? (acts.at(-1)?.at ?? null) : null };
    },
  }),
  route({
    method: 'GET',
    path: '/api/audit.xlsx',
    tag: 'audit',
    summary: '导出审计记录',
    query: Filter,
    handler: async ({ touch, ...context }) => {
      const acts = await readActs(context, mostExported);
      touch({ subject: 'audit', ids: [], detail: { exported: acts.length } });
      const heads = ['时间', '人员', '角色', '操作', '类别', '对象', '编号', '理由', '结果', '日志序号'];
      const rows = acts.map((act) => [
        act.at,
        act.person,
        act.role,
        `${act.words}（${act.action}）`,
        act.kind === 'write' ? '修改' : '查看',
        act.names.join('、') || (act.subject ?? ''),
        act.subjectIds.slice(0, mostNamed).join(' '),
        act.purpose ?? '',
        act.outcome,
        act.logIndex === null ? '' : String(act.logIndex),
      ]);
      const sheet = [heads, ...rows].map((row) => row.map((value) => ({ value, type: String })));
      return {
        bytes: new Uint8Array(await writeXlsxFile(sheet).toBuffer()),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        fileName: 'audit.xlsx',
      };
    },
  }),
  route({
    method: 'GET',
    path: '/api/audit/checkpoint',
    tag: 'audit',
    summary: '平台证据日志的最新检查点（C2SP）',
    response: z.object({ note: z.string().nullable() }),
    handler: async ({ platform, touch }) => {
      touch({ subject: 'audit', ids: [] });
      const { rows } = await platform.database.owner.query<{ note: string }>(
        'SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1',
      );
      return { note: rows[0]?.note ?? null };
    },
  }),
];
