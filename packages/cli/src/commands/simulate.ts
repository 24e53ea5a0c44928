// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSimulatedCounty, startPlatform } from '@mingjing/platform';
import { type Cheat, cheats, runCounty } from '@mingjing/simulator';
import { type Command, UsageError } from '../command.ts';
import { platformRefusal } from '../platform-refusal.ts';
import { asUsage } from '../refusal-line.ts';
import { countyReport, countyText } from '../simulate/county-report.ts';

/** The simulation begins here; the platform it runs against has this clock and no other. */
const startMs = Date.parse('2026-06-01T00:00:00Z');

export const command: Command = {
  summary: '模拟一个区县的录像机 a county of simulated recorders',
  help: `mingjing simulate --recorders N --days D [--cheat KIND=K …] [--seed S] [--json]

没有图像、但协议真实的录像机：真的日志、真的报告、断网后补报、真的抽验回答；时间加速，对着自带的平台和数据库。
Protocol-true recorders without video: true logs, reports, store and forward over broken networks, answers to
challenges; time accelerated, against a platform and database of its own.

  --recorders N     台数 how many
  --days D          天数 days; six reports a day each
  --cheat KIND=K    其中 K 台从半程起作弊，可重复 K of them cheat from half time on; may be repeated:
                    ${cheats.slice(0, 5).join(' ')}
                    ${cheats.slice(5).join(' ')}
  --seed S          随机种子，默认 1 seed
  --json            最后一行为 JSON  the last line on standard output is JSON:
                    {"recorders","days","reports","bytesPerRecorderDay","reportsPerSecond",
                     "cheats":[{"kind","planted","noticed","by":[…],"notNoticed":[…]}],
                     "falseAccusations","contained","lostReports","duplicatedReports"}

--platform URL 不可用：正在使用的平台按真实时间运行，加速的时间会使每份报告都成为“时间错误”。
--platform URL is refused: a platform in use keeps real time, and to it every accelerated clock is a wrong clock.

退出码 exit: 0 全部被注意到、没有冤枉 all noticed, nobody wrongly accused · 1 否则 otherwise · 2 参数不可用 unusable arguments
`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        recorders: { type: 'string' },
        days: { type: 'string' },
        platform: { type: 'string' },
        cheat: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.platform !== undefined)
      throw new UsageError(
        'simulate: --platform：正在使用的平台按真实时间运行，加速的时间对它都是错误的时间；请不带此项，使用自带的平台 · a platform in use keeps real time; leave this out and it brings its own',
      );
    const recorders = whole('--recorders', values.recorders, 100_000);
    const days = whole('--days', values.days, 3650);
    const seed = whole('--seed', values.seed, 2 ** 31, 0);
    const planted = plantedOf(values.cheat, recorders);
    const directory = await mkdtemp(join(tmpdir(), 'mingjing-simulate-'));
    let nowMs = startMs;
    try {
      return await asUsage(async () => {
        const running = await startPlatform({ directory, port: 0, rateLimited: false, clock: () => nowMs });
        try {
          const county = await makeSimulatedCounty(running.platform, recorders);
          const run = await runCounty(
            {
              url: running.url,
              codes: county.codes,
              setNow: (ms) => {
                nowMs = ms;
              },
              orderChallenges: county.orderChallenges,
              lookForSilence: county.lookForSilence,
            },
            {
              days,
              seed,
              cheats: planted,
              startMs,
              tell: (day) => terminal.stderr(`第 ${day}/${days} 天 · day ${day} of ${days}\n`),
            },
          );
          const report = countyReport({ recorders, days }, planted, run, await county.results());
          terminal.stdout(values.json ? `${JSON.stringify(report)}\n` : countyText(report));
          const isGood =
            report.falseAccusations + report.lostReports + report.duplicatedReports === 0 &&
            report.cheats.every(({ planted: count, noticed }) => count === noticed);
          return isGood ? 0 : 1;
        } finally {
          await running.close();
        }
      }, platformRefusal);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

function plantedOf(given: readonly string[], recorders: number): ReadonlyMap<Cheat, number> {
  const planted = new Map<Cheat, number>();
  for (const text of given) {
    const [name = '', count] = text.split('=');
    const kind = cheats.find((one) => one === name);
    if (!kind)
      throw new UsageError(`simulate: --cheat ${text}：没有这种作弊 · no such kind (${cheats.join(' ')})`);
    planted.set(kind, (planted.get(kind) ?? 0) + whole(`--cheat ${kind}`, count, recorders, 0));
  }
  const sum = [...planted.values()].reduce((all, one) => all + one, 0);
  if (sum > recorders)
    throw new UsageError(`simulate: 作弊的 ${sum} 台多于 ${recorders} 台 · more cheats than recorders`);
  return planted;
}

function whole(option: string, text: string | undefined, most: number, least = 1): number {
  const value = Number(text);
  if (/^\d+$/.test(text ?? '') && value >= least && value <= most) return value;
  throw new UsageError(
    `simulate: ${option} ${text ?? ''}：应为 ${least} 到 ${most} 的整数 · expected a whole number ${least} to ${most}`,
  );
}
