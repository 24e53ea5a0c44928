// SPDX-License-Identifier: Apache-2.0
/** The year per organ and month, as a page asks for it and as a spreadsheet. */
import type { MonthRow } from '@mingjing/contracts/desk';
import { exportStatistics, readStatistics } from '@mingjing/contracts/desk';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import type { Transaction } from '../database/scope.ts';
import { type InspectionData, settled } from '../inspection/index.ts';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { type Found, type Happened, knowledgeOf, monthsOf } from './count.ts';

export const statisticsRoutes: Routes = [
  serve(readStatistics, async ({ tx, params, nowMs, touch }) => {
    touch({ ids: [String(params.year)] });
    const { happened, found } = await readYear(tx, params.year);
    return {
      months: [...monthsOf(happened)],
      knowledge: [...knowledgeOf(found, await unitsByDistrict(tx), todayOf(nowMs))],
    };
  }),
  serve(exportStatistics, async ({ tx, params, touch }) => {
    touch({ ids: [String(params.year)] });
    const months = monthsOf((await readYear(tx, params.year)).happened);
    return {
      bytes: await writeSheet({
        name: `${params.year}`,
        heads: columns.map(([head]) => head),
        rows: months.map(cells),
      }),
      type: sheetMediaType,
      fileName: `mingjing-statistics-${params.year}.xlsx`,
    };
  }),
];

const columns: readonly (readonly [head: string, key: keyof MonthRow])[] = [
  ['辖区', 'district'],
  ['月份', 'month'],
  ['计划检查', 'planned'],
  ['到场检查', 'done'],
  ['查出不符合项', 'breached'],
  ['送达责令改正', 'ordered'],
  ['已改正', 'corrected'],
  ['受案', 'accepted'],
  ['处罚决定', 'decided'],
  ['罚款（元）', 'amountYuan'],
  ['受案到决定（日，中位数）', 'medianDays'],
];
const cells = (row: MonthRow): readonly string[] => columns.map(([, key]) => String(row[key] ?? ''));

const steps: Readonly<Record<string, Happened['what']>> = {
  'inspection start': 'done',
  'inspection start-urgent': 'done',
  'rectification serve-order': 'ordered',
  'rectification find-qualified': 'corrected',
  'case accept': 'accepted',
  'case decide-penalty': 'decided',
};

async function readYear(tx: Transaction, year: number) {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const planned = await tx.query<{ district: string; on: string; count: number }>(
    `SELECT left(jurisdiction, 6) AS district, (opened_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "on", count(*)::int AS count
       FROM process_instance WHERE process = 'inspection' AND opened_at >= $1::date - 1 AND opened_at < $2::date + 2 GROUP BY 1, 2`,
    [first, last],
  );
  const taken = await tx.query<{
    district: string;
    on: string;
    step: string;
    amountYuan: number | null;
    days: number | null;
  }>(
    `SELECT left(i.jurisdiction, 6) AS district, s.on_day::text AS "on", i.process || ' ' || s.action AS step,
            CASE WHEN s.action = 'decide-penalty' THEN (SELECT sum((fine ->> 'amountYuan')::int)::int
              FROM jsonb_path_query(i.data -> 'decision', 'strict $.**.fines[*]') fine) END AS "amountYuan",
            CASE WHEN s.action = 'decide-penalty' THEN s.on_day - (SELECT min(a.on_day) FROM process_step a
              WHERE a.instance_id = i.id AND a.action = 'accept') END AS days
       FROM process_step s JOIN process_instance i ON i.id = s.instance_id
      WHERE s.on_day BETWEEN $1 AND $2 AND i.process || ' ' || s.action = ANY ($3) AND i.state <> 'annulled'`,
    [first, last, Object.keys(steps)],
  );
  const signed = await tx.query<{
    district: string;
    unitId: string | null;
    on: string;
    data: InspectionData;
  }>(
    `SELECT left(i.jurisdiction, 6) AS district, i.unit_id AS "unitId", s.on_day::text AS "on", i.data
       FROM process_step s JOIN process_instance i ON i.id = s.instance_id
      WHERE i.process = 'inspection' AND s.action = 'sign-record' AND s.on_day <= $1`,
    [last],
  );
  const found = signed.flatMap(({ district, unitId, on, data }): readonly Found[] =>
    settled(data).flatMap(({ no, result }) =>
      result && unitId !== null ? [{ district, unitId, no, state: result.state, on }] : [],
    ),
  );
  const inYear = found.filter(({ on }) => on >= first);
  const happened: readonly Happened[] = [
    ...planned
      .filter(({ on }) => on >= first && on <= last)
      .map((row) => ({ ...row, what: 'planned' as const })),
    ...taken.map(
      ({ district, on, step, amountYuan, days }): Happened => ({
        district,
        on,
        what: steps[step] ?? 'done',
        count: 1,
        ...(amountYuan !== null && { amountYuan }),
        ...(days !== null && { days }),
      }),
    ),
    ...inYear.flatMap(({ district, on, state }): readonly Happened[] =>
      state === 'breached' || state === 'corrected'
        ? [
            { district, on, what: 'breached', count: 1 },
            ...(state === 'corrected' ? ([{ district, on, what: 'corrected', count: 1 }] as const) : []),
          ]
        : [],
    ),
  ];
  return { happened, found };
}

async function unitsByDistrict({ query }: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ district: string; count: number }>(
    'SELECT left(jurisdiction, 6) AS district, count(*)::int AS count FROM unit GROUP BY 1',
  );
  return new Map(rows.map(({ district, count }) => [district, count]));
}
