// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run bench -- law`: microseconds per decision of the whole pipeline with its full trace; row selection
 * beside three engines in the same run; a million past decisions re-simulated under the other schedule.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import {
  type Combination,
  combinations,
  decide,
  parseRequest,
  type Request,
  schedules,
  whatIf,
} from '@mingjing/law';
import { selectRow } from '../../packages/law/src/engine/select-row.ts';
import { jsonRulesEngine, type Peer, publicodes, type TableRow, zen } from './peers.ts';

const rounds = 5;
const today = '2026-06-01';
const micro = (ms: number, count: number): number => (ms * 1_000) / count;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
interface Time {
  /** As a clock on the wall */
  readonly wall: number;
  /** Of this thread on a core: on a busy machine the wall counts the others too */
  readonly cpu: number;
}
const number = (us: number): string => us.toFixed(us < 10 ? 2 : 1).padStart(9);
const show = (name: string, { wall, cpu }: Time, extra = ''): void =>
  console.log(`${name.padEnd(58)}${number(wall)} µs${number(cpu)} µs CPU${extra}`);

const cpuNow = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

function measure<T>(items: readonly T[], repeat: number, work: (item: T) => unknown): Time {
  let kept = 0;
  const times: Time[] = [];
  for (let round = 0; round < rounds + 2; round += 1) {
    const [start, cpu] = [performance.now(), cpuNow()];
    for (let i = 0; i < repeat; i += 1) for (const item of items) if (work(item) !== undefined) kept += 1;
    const count = items.length * repeat;
    if (round >= 2) {
      times.push({ wall: micro(performance.now() - start, count), cpu: (cpuNow() - cpu) / count });
    }
  }
  if (kept === 0) throw new Error('nothing was computed');
  return { wall: median(times.map(({ wall }) => wall)), cpu: median(times.map(({ cpu }) => cpu)) };
}

/** One past case: the facts of a combination, as a file would hold them. */
const caseOf = (facts: Combination, more: object = {}): object => ({
  ...facts,
  affectsOperation: true,
  publicEmergency: true,
  actStarted: '2025-05-01',
  discovered: '2025-06-01',
  continuing: false,
  ...(facts.refusesAfterOrder && ['notOrdered', 'qualified'].includes(facts.rectification)
    ? { refusesAfterOrder: false }
    : {}),
  ...more,
});
const requests = (instruments: readonly string[] | undefined, more: object = {}): readonly Request[] =>
  combinations.map((facts) =>
    parseRequest(
      { ...(instruments === undefined ? {} : { instruments }), facts: caseOf(facts, more) },
      today,
    ),
  );

function pipeline(): void {
  console.log('\n全流程（完整推理） whole pipeline, full trace');
  const draft = requests(['bj-benchmark-2024-draft']);
  show('decide: one schedule pinned, 1,200 cases', measure(draft, 20, decide1));
  const heavy = requests(['bj-benchmark-2024-draft'], {
    place: '宾馆',
    merit: true,
    priorSameKindPenaltiesWithin1Year: 2,
  });
  show('decide: the same with place and two factors', measure(heavy, 20, decide1));
  const picked = requests(undefined, { jurisdiction: 'beijing', place: '宾馆' });
  show('decide: instruments picked, two or more results, conflicts', measure(picked, 20, decide1));
  const raw = combinations.map((facts) => ({
    instruments: ['bj-benchmark-2024-draft'],
    facts: caseOf(facts),
  }));
  show(
    'parse + decide + JSON.stringify',
    measure(raw, 5, (input) => JSON.stringify(decide(parseRequest(input, today)))),
  );
}

/** The question turned round: hundreds of decisions each, so milliseconds; the slowest one counts too. */
function turnedRound(): void {
  console.log('\n结果会怎样变 what-if: every smallest set of facts that changes the answer');
  const few = (all: readonly Request[]): readonly Request[] => all.filter((_, index) => index % 40 === 0);
  const runs: readonly (readonly [string, readonly Request[]])[] = [
    ['whatif: one schedule pinned, 30 cases', few(requests(['bj-benchmark-2024-draft']))],
    [
      'whatif: instruments picked, 30 cases',
      few(requests(undefined, { jurisdiction: 'beijing', place: '宾馆' })),
    ],
  ];
  for (const [name, asked] of runs) {
    const typical = measure(asked, 1, (request) => whatIf(request)[0]);
    let [slowest, slowestCpu] = [0, 0];
    for (const request of asked) {
      const [start, cpu] = [performance.now(), cpuNow()];
      whatIf(request);
      slowest = Math.max(slowest, performance.now() - start);
      slowestCpu = Math.max(slowestCpu, (cpuNow() - cpu) / 1_000);
    }
    show(name, typical, `   slowest ${slowest.toFixed(1)} ms, ${slowestCpu.toFixed(1)} ms CPU`);
  }
}

const decide1 = (request: Request): unknown => decide(request).results[0];

async function rowSelection(): Promise<void> {
  console.log('\n只选阶次 row selection, the draft’s table, 1,200 fact sets');
  const [draft] = schedules;
  if (draft === undefined) throw new Error('no schedule');
  const table: TableRow[] = Object.entries(draft.rules).flatMap(([conduct, rule]) =>
    rule?.kind === 'violation' && conduct !== 'public-place-install'
      ? rule.rows.map((row) => ({ conduct, row }))
      : [],
  );
  const ours = new Map(Object.entries(draft.rules));
  const select = (facts: Combination): string | undefined => {
    const rule = ours.get(facts.conduct);
    return rule?.kind === 'violation' ? selectRow(rule.rows, facts).row?.key : undefined;
  };
  const base = measure(combinations, 20, select);
  show('mingjing, every row and condition traced', base);
  const peers: Peer[] = [
    await zen(table, false),
    await zen(table, true),
    await jsonRulesEngine(table),
    await publicodes(table),
  ];
  for (const peer of peers) {
    let differ = 0;
    for (const facts of combinations) if ((await peer.select(facts)) !== select(facts)) differ += 1;
    const times: Time[] = [];
    for (let round = 0; round < 3; round += 1) {
      const [start, cpu] = [performance.now(), cpuNow()];
      for (const facts of combinations) await peer.select(facts);
      const count = combinations.length;
      times.push({ wall: micro(performance.now() - start, count), cpu: (cpuNow() - cpu) / count });
    }
    const wall = median(times.map((time) => time.wall));
    const cpu = median(times.map((time) => time.cpu));
    show(
      peer.name,
      { wall, cpu },
      `   ${Math.round(wall / base.wall)} ×   ${differ} of ${combinations.length} differ`,
    );
  }
}

function million(): void {
  console.log('\n一百万件旧案换基准重算 a million past decisions under the other schedule');
  const past = requests(['bj-benchmark-old']);
  const now = past.map((request): Request => ({ ...request, instruments: ['bj-benchmark-2024-draft'] }));
  const before = past.map((request) => decide(request).results[0]?.row);
  let changed = 0;
  const start = performance.now();
  for (let i = 0; i < 1_000_000; i += 1) {
    const at = i % now.length;
    if (decide(now[at] as Request).results[0]?.row !== before[at]) changed += 1;
  }
  const seconds = (performance.now() - start) / 1_000;
  console.log(`${seconds.toFixed(1)} s, ${changed} answers changed their row`);
}

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  console.error('正在安装对照引擎 installing the peers …');
  // Not `npm ci`: it refuses a lock without the binaries of every other platform, which not every registry carries
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(70);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, one process`);
pipeline();
turnedRound();
await rowSelection();
million();
