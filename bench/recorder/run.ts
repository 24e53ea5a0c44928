// SPDX-License-Identifier: Apache-2.0
/**
 * N simulated cameras against `mingjing record` and its peers: same generator, one after the other, in one run.
 * Cost comes from /proc, frames from the files themselves. See bench/README.md.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type CamerasStats, countFramesInFiles } from '@mingjing/simulator';
import { costOf, machineBusySeconds } from './process-cost.ts';
import { type System, systems } from './systems.ts';

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '10' },
    bitrate: { type: 'string', default: '4000000' },
    codec: { type: 'string', default: 'h264' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '1' },
    folder: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const warmUpSeconds = Number(values['warm-up']);

type Result = {
  readonly system: string;
  readonly durability: string;
  readonly cameras: number;
  readonly cpuPercent: number;
  readonly pssMegabytes: number;
  readonly rssMegabytes: number;
  readonly writtenMegabytesPerSecond: number;
  readonly framesSent: number;
  readonly framesInFiles: number;
  /** Of the camera with the fewest: shows what was lost before the first and after the last frame. */
  readonly fewestFrames: number;
  /** Counters missing between the first and the last frame of a camera in its files. */
  readonly framesLost: number;
  readonly camerasWithoutFootage: number;
  /** CPU of everything else on the machine but the generator, in percent of one core. */
  readonly othersPercent: number;
  readonly generatorPercent: number;
};

const results: Result[] = [];
for (const count of values.cameras.split(',').map(Number))
  for (let round = 0; round < Number(values.rounds); round++)
    for (const system of systems.filter(({ name }) => name.startsWith(values.only))) {
      const missing = system.missing();
      if (missing) console.error(`left out: ${system.name}: ${missing}`);
      else {
        const result = await measure(system, count);
        if (result) results.push(result);
      }
    }

if (values.json)
  console.log(JSON.stringify({ machine: machine(), seconds, bitrate: values.bitrate, results }, null, 2));
else console.log(table(results));

/** @returns undefined when the recorder failed: what it said is on standard error */
async function measure(system: System, count: number): Promise<Result | undefined> {
  const folder = mkdtempSync(join(values.folder, 'mingjing-bench-'));
  mkdirSync(folder, { recursive: true });
  const generator = fork(join(import.meta.dirname, 'generator.ts'), [
    String(count),
    values.bitrate,
    values.codec,
  ]);
  try {
    const [{ urls }] = (await once(generator, 'message')) as [{ urls: string[] }];
    console.error(`${system.name}: ${count} cameras, ${warmUpSeconds} + ${seconds} s …`);
    const running = await system.start(urls, folder);
    const cost = await observe(running.processes, generator);
    const stats = await stop(running.processes, generator);
    const dead = running.processes.filter(
      ({ exitCode }) => exitCode !== null && exitCode !== 0 && exitCode !== 255,
    );
    if (dead.length > 0) {
      console.error(`${system.name}: ${dead.length} processes failed, no row:\n${running.said()}`);
      return undefined;
    }
    return {
      system: system.name,
      durability: system.durability,
      cameras: count,
      ...cost,
      ...(await framesInFiles(system, folder, count)),
      framesSent: stats.framesSent,
    };
  } finally {
    generator.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cost over the window after warming up; memory is the largest of the samples. */
async function observe(processes: readonly ChildProcess[], generator: ChildProcess) {
  const pids = processes.map(({ pid }) => pid ?? 0);
  const own = generator.pid ?? 0;
  await sleep(warmUpSeconds * 1000);
  const startedMs = performance.now();
  const [before, busyBefore, generatorBefore] = [
    costOf(pids),
    machineBusySeconds(),
    costOf([own]).cpuSeconds,
  ];
  let [rss, pss] = [before.rssBytes, before.pssBytes];
  const samples = 4;
  for (let i = 0; i < samples; i++) {
    await sleep((seconds * 1000) / samples);
    const now = costOf(pids);
    rss = Math.max(rss, now.rssBytes);
    pss = Math.max(pss, now.pssBytes);
  }
  const after = costOf(pids);
  const elapsed = (performance.now() - startedMs) / 1000;
  const cpu = after.cpuSeconds - before.cpuSeconds;
  const generatorCpu = costOf([own]).cpuSeconds - generatorBefore;
  const busy = machineBusySeconds() - busyBefore;
  return {
    cpuPercent: (cpu / elapsed) * 100,
    pssMegabytes: pss / 1e6,
    rssMegabytes: rss / 1e6,
    writtenMegabytesPerSecond: (after.writtenBytes - before.writtenBytes) / 1e6 / elapsed,
    generatorPercent: (generatorCpu / elapsed) * 100,
    othersPercent: (Math.max(0, busy - cpu - generatorCpu) / elapsed) * 100,
  };
}

/** The recorder ends as by Ctrl-C while the cameras still send; then the cameras say what they sent. */
async function stop(processes: readonly ChildProcess[], generator: ChildProcess): Promise<CamerasStats> {
  const ended = processes.map((child) => (child.exitCode === null ? once(child, 'close') : undefined));
  for (const child of processes) child.kill('SIGINT');
  await Promise.all(ended);
  generator.send('stats');
  const [stats] = (await once(generator, 'message')) as [CamerasStats];
  return stats;
}

async function framesInFiles(system: System, folder: string, cameras: number) {
  let [framesInFiles, framesLost, camerasWithoutFootage, fewestFrames] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (let camera = 1; camera <= cameras; camera++) {
    const { stamped, duplicated, missing, missingBetweenSessions } = countFramesInFiles(
      await system.files(folder, camera),
    );
    framesInFiles += stamped - duplicated;
    fewestFrames = Math.min(fewestFrames, stamped - duplicated);
    framesLost += missing + missingBetweenSessions;
    if (stamped === 0) camerasWithoutFootage += 1;
  }
  return { framesInFiles, fewestFrames, framesLost, camerasWithoutFootage };
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux, Node ${process.version}`;
}

function table(rows: readonly Result[]): string {
  const one = (value: number) => value.toFixed(1);
  return [
    `${machine()}; ${values.codec} ${Number(values.bitrate) / 1e6} Mbit/s per camera, ${seconds} s after ${warmUpSeconds} s of warming up`,
    '',
    '| cameras | recorder | for durability | CPU, % of one core | per camera | memory (PSS), MB | per camera | frames in files | fewest of a camera | lost | others on the machine, % of one core |',
    '|---:|---|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => {
      const lost =
        row.camerasWithoutFootage > 0
          ? `${row.framesLost} (+ ${row.camerasWithoutFootage} cameras without footage)`
          : String(row.framesLost);
      return `| ${[
        row.cameras,
        row.system,
        row.durability,
        one(row.cpuPercent),
        (row.cpuPercent / row.cameras).toFixed(2),
        one(row.pssMegabytes),
        (row.pssMegabytes / row.cameras).toFixed(2),
        row.framesInFiles,
        row.fewestFrames,
        lost,
        one(row.othersPercent),
      ].join(' | ')} |`;
    }),
  ].join('\n');
}
