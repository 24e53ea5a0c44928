// SPDX-License-Identifier: Apache-2.0
/** The year per organ and month, as a page asks for it and as a spreadsheet. */
import type { MonthRow } from '@mingjing/contracts/desk';
import { exportStatistics, exportYearReport, readStatistics } from '@mingjing/contracts/desk';
import { renderPdf, type YearCount, yearReport } from '@mingjing/documents';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import type { Transaction } from '../database/scope.ts';
import { type InspectionData, settled } from '../inspection/index.ts';
import { organOf, todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { courseOf, type Found, type Happened, knowledgeOf, monthsOf } from './count.ts';

export const statisticsRoutes: Routes = [
  serve(readStatistics, async ({ tx, params, nowMs, touch }) => {
    touch({ ids: [String(params.year)] });
    const { happened, found } = await readYear(tx, params.year);
    const units = await unitsByDistrict(tx);
    return {
      months: [...monthsOf(happened)],
      knowledge: [...knowledgeOf(found, units, todayOf(nowMs))],
      course: [...courseOf(found, units, params.year, todayOf(nowMs))],
    };
  }),
  serve(exportYearReport, async ({ tx, params, nowMs, actor, touch }) => {
    const { year } = params;
    touch({ ids: [String(year)] });
    const { happened, found } = await readYear(tx, year);
    const today = todayOf(nowMs);
    const until = today < `${year}-12-31` ? today : `${year}-12-31`;
    const organ = (await organOf(tx, actor.jurisdiction))?.name ?? `${actor.jurisdiction} 公安机关`;
    const months = monthsOf(happened);
    const units = await unitsByDistrict(tx);
    const known = knowledgeOf(
      found.filter(({ on }) => on <= until),
      units,
      until,
    );
    const names = new Map<string, string>();
    for (const { district } of known) names.set(district, (await organOf(tx, district))?.name ?? district);
    const organs = known.map((row) => ({
      ...row,
      name: names.get(row.district) ?? row.district,
      units: units.get(row.district) ?? 0,
      counts: yearCounts(months.filter(({ district }) => district === row.district)),
    }));
    return {
      bytes: renderPdf(yearReport({ year, organ, until, organs }), {
        issuedAt: `${until}T00:00:00+08:00`,
        attachments: [
          {
            name: 'statistics.json',
            bytes: new TextEncoder().encode(
              JSON.stringify({ year, until, months, knowledge: known }, null, 2),
            ),
            mimeType: 'application/json',
            description: '统计数据',
          },
        ],
      }),
      type: 'application/pdf',
      fileName: `mingjing-year-${year}.pdf`,
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
  ['以证明代替上门', 'avoided'],
  ['查出不符合项', 'breached'],
  ['送达责令改正', 'ordered'],
  ['已改正', 'corrected'],
  ['受案', 'accepted'],
  ['处罚决定', 'decided'],
  ['罚款（元）', 'amountYuan'],
  ['受案到决定（日，中位数）', 'medianDays'],
];
/** Each count month by month; a median does not add up. */
const yearCounts = (rows: readonly MonthRow[]): readonly YearCount[] =>
  columns.slice(2).map(([label, key]) => {
    const months = Array.from({ length: 12 }, (_, index) => {
      const row = rows.find(({ month }) => Number(month.slice(5)) === index + 1);
      return Number(row?.[key] ?? 0);
    });
    const total = key === 'medianDays' ? null : months.reduce((sum, n) => sum + n, 0);
    return { label, months, total };
  });

const cells = (row: MonthRow): readonly string[] => columns.map(([, key]) => String(row[key] ?? ''));

const steps: Readonly<Record<string, Happened['what']>> = {
  'inspection start': 'done',
  'inspection start-urgent': 'done',
  'rectification serve-order': 'ordered',
  'rectification find-qualified': 'corrected',
  'case accept': 'accepted',
  'case decide-penalty': 'decided',
  'on-the-spot-penalty decide-penalty': 'decided',
  'off-site-inspection close': 'avoided',
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
      WHERE s.on_day BETWEEN $1 AND $2 AND i.process || ' ' || s.action = ANY ($3) AND i.state <> 'annulled'
        AND NOT (s.action = 'close' AND i.data @? '$.results[*] ? (@.state == "unknown")')`,
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
  const found = [
    ...signed.flatMap(({ district, unitId, on, data }): readonly Found[] =>
      settled(data).flatMap(({ no, result }) =>
        result && unitId !== null ? [{ district, unitId, no, state: result.state, on }] : [],
      ),
    ),
    ...(await provenFromAfar(tx, last)),
  ];
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

/** What proofs showed; a breach only once two people reviewed it and the unit was heard. */
function provenFromAfar({ query }: Transaction, last: string): Promise<readonly Found[]> {
  return query<Found & Record<string, unknown>>(
    `SELECT left(i.jurisdiction, 6) AS district, i.unit_id AS "unitId", s.on_day::text AS "on",
            (r ->> 'no')::int AS no, r ->> 'state' AS state
       FROM process_step s JOIN process_instance i ON i.id = s.instance_id, jsonb_array_elements(i.data -> 'results') r
      WHERE i.process = 'off-site-inspection' AND s.action = 'take-results' AND s.on_day <= $1 AND i.unit_id IS NOT NULL
        AND (r ->> 'state' = 'met' OR (r ->> 'state' = 'breached' AND i.state = 'followed'))`,
    [last],
  );
}

async function unitsByDistrict({ query }: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ district: string; count: number }>(
    'SELECT left(jurisdiction, 6) AS district, count(*)::int AS count FROM unit GROUP BY 1',
  );
  return new Map(rows.map(({ district, count }) => [district, count]));
}
