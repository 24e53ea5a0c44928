// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatform } from '@mingjing/platform';
import { type Cheat, CountyRefusal, cheats, runCounty } from '@mingjing/simulator';
import { type Command, UsageError } from '../command.ts';
import { platformRefusal } from '../platform-refusal.ts';
import { asUsage } from '../refusal-line.ts';
import { countyReport, countyText } from '../simulate/county-report.ts';

/** The simulated county begins here. */
const startMs = Date.parse('2026-06-01T00:00:00Z');

export const command: Command = {
  summary: '模拟一个区县的录像机 a county of simulated recorders',
  help: `mingjing simulate --recorders N --days D [--platform URL] [--cheat KIND=K …] [--seed S] [--json]

没有图像、但协议真实的录像机：真的日志、真的报告、断网后补报、真的抽验回答；时间加速，对着给出的平台，或者自带的平台和数据库。
Protocol-true recorders without video: true logs, reports, store and forward over broken networks, answers to
challenges; time accelerated, against the platform given, or one of its own with its database.

  --recorders N     台数 how many
  --days D          天数 days; six reports a day each
  --platform URL    已经在运行的试验平台 a platform for trials that runs already; absent: its own
  --cheat KIND=K    其中 K 台从半程起作弊，可重复 K of them cheat from half time on; may be repeated:
                    ${cheats.slice(0, 5).join(' ')}
                    ${cheats.slice(5).join(' ')}
  --seed S          随机种子，默认 1 seed
  --json            最后一行为 JSON  the last line on standard output is JSON:
                    {"recorders","days","reports","bytesPerRecorderDay","reportsPerSecond",
                     "cheats":[{"kind","planted","noticed","by":[…],"notNoticed":[…]}],
                     "falseAccusations","contained","lostReports","duplicatedReports",
                     "beyondLogs":[{"kind","because"}]}  任何日志都发现不了的 what no log can notice

--platform URL 要求该平台是演示平台（mingjing up --demo）或以 mingjing platform start --simulation 启动：模拟的区县在其中有
自己的单位、接入码和时钟，平台自己的时钟和别的录像机不受影响。正在使用的平台拒绝模拟。
--platform URL asks for a demo (mingjing up --demo) or a platform started with --simulation: the simulated county has units,
codes and a clock of its own in it; the platform's clock and other recorders are left alone. A platform in use refuses.

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
    const recorders = whole('--recorders', values.recorders, 100_000);
    const days = whole('--days', values.days, 3650);
    const seed = whole('--seed', values.seed, 2 ** 31, 0);
    const planted = plantedOf(values.cheat, recorders);
    const options = {
      recorders,
      days,
      seed,
      cheats: planted,
      startMs,
      tell: (day: number) => terminal.stderr(`第 ${day}/${days} 天 · day ${day} of ${days}\n`),
    };
    const run = await withPlatform(values.platform, (url) => runCounty(url, options));
    const report = countyReport({ recorders, days }, planted, run);
    terminal.stdout(values.json ? `${JSON.stringify(report)}\n` : countyText(report));
    const isGood =
      report.falseAccusations + report.lostReports + report.duplicatedReports === 0 &&
      report.cheats.every(({ planted: count, noticed }) => count === noticed);
    return isGood ? 0 : 1;
  },
};

/** Against the platform at this address; without one, against one made for it, which is gone afterwards. */
async function withPlatform<T>(address: string | undefined, work: (url: string) => Promise<T>): Promise<T> {
  if (address !== undefined) return await refusedAsUsage(address, () => work(addressOf(address)));
  const directory = await mkdtemp(join(tmpdir(), 'mingjing-simulate-'));
  try {
    return await asUsage(async () => {
      const running = await startPlatform({ directory, port: 0, rateLimited: false, simulation: true });
      try {
        return await work(running.url);
      } finally {
        await running.close();
      }
    }, platformRefusal);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Where the platform listens, without what stands after it: people paste the address of its page. */
function addressOf(text: string): string {
  const url = URL.parse(text);
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  throw new UsageError(
    `simulate: --platform ${text}：应为 http:// 或 https:// 开头的地址 · expected an http:// or https:// address`,
  );
}

async function refusedAsUsage<T>(address: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CountyRefusal)) throw error;
    const { problem, message } = error;
    const said = problem?.title ?? `没有平台在回答（${message}） · no platform answers`;
    throw new UsageError(`simulate: --platform ${address}：${said}`);
  }
}

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
