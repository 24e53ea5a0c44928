// SPDX-License-Identifier: Apache-2.0
/** What became of a simulated county: who was noticed, by which check, and who was wrongly accused. */
import type { Cheat, runCounty } from '@mingjing/simulator';
import { beyondLogs } from './beyond-logs.ts';

type Run = Awaited<ReturnType<typeof runCounty>>;

export function countyReport(
  size: { readonly recorders: number; readonly days: number },
  planted: ReadonlyMap<Cheat, number>,
  run: Run,
) {
  const { results } = run;
  const findingsOf = Map.groupBy(results.findings, ({ origin }) => origin);
  const rowOf = new Map(results.recorders.map((row) => [row.origin, row]));
  const honest = run.recorders.filter(({ cheat }) => cheat === undefined);
  return {
    ...size,
    reports: results.recorders.reduce((sum, { reports }) => sum + reports, 0),
    bytesPerRecorderDay: Math.round(run.reports.bytes / size.recorders / run.simulatedDays),
    reportsPerSecond: Math.round((run.reports.calls / run.seconds) * 10) / 10,
    cheats: [...planted].map(([kind, count]) => {
      const those = run.recorders.filter(({ cheat }) => cheat === kind);
      const noticed = those.filter(({ origin }) => findingsOf.has(origin));
      return {
        kind,
        planted: count,
        noticed: noticed.length,
        by: [
          ...new Set(noticed.flatMap(({ origin }) => (findingsOf.get(origin) ?? []).map(({ by }) => by))),
        ].sort(),
        notNoticed: those.filter(({ origin }) => !findingsOf.has(origin)).map(({ origin }) => origin),
      };
    }),
    // A word against an honest one is wrong, whoever says it: the platform, or the recorder of the platform.
    falseAccusations: honest.filter(
      ({ origin, alarms }) =>
        alarms.length > 0 || (findingsOf.get(origin) ?? []).some(({ weight }) => weight === 'finding'),
    ).length,
    contained: results.recorders.filter(
      ({ origin, unanswered }) =>
        unanswered > 0 || (findingsOf.get(origin) ?? []).some(({ weight }) => weight === 'contained'),
    ).length,
    lostReports: honest.reduce(
      (sum, { origin, made }) => sum + Math.max(0, made - (rowOf.get(origin)?.sequence ?? 0)),
      0,
    ),
    duplicatedReports: results.recorders.reduce(
      (sum, { reports, sequence }) => sum + Math.max(0, reports - sequence),
      0,
    ),
    beyondLogs,
  };
}

export function countyText(report: ReturnType<typeof countyReport>): string {
  const lines = report.cheats.map(
    ({ kind, planted, noticed, by, notNoticed }) =>
      `  ${kind.padEnd(18)}${noticed}/${planted}  ${by.join(' ')}${notNoticed.length > 0 ? `  未发现 not noticed: ${notNoticed.join(' ')}` : ''}\n`,
  );
  return `录像机 recorders ${report.recorders} × ${report.days} 天 days，报告 reports ${report.reports}
每台每日字节 bytes per recorder and day ${report.bytesPerRecorderDay}，每秒报告 reports per second ${report.reportsPerSecond}
作弊 cheats（发现/安插 noticed/planted，凭什么 by which check）
${lines.join('')}冤枉 false accusations ${report.falseAccusations}，待补（不作认定）contained ${report.contained}，丢失 lost ${report.lostReports}，重复 duplicated ${report.duplicatedReports}
任何日志都发现不了的 what no log can notice
${report.beyondLogs.map(({ kind, because }) => `  ${kind}  ${because.zh} · ${because.en}\n`).join('')}`;
}
