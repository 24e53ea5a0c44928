// SPDX-License-Identifier: Apache-2.0
/** One seeded store, opened and asked in a process of its own; one line of JSON. `node measure.ts DIRECTORY` */
import { readFileSync } from 'node:fs';
import { openRecorder } from '../../packages/recorder/src/recording/core/media/open-recorder.ts';
import { timelineOf } from '../../packages/recorder/src/site/media/timeline.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('usage: node measure.ts DIRECTORY');
const dayMs = 86_400_000;

/** Median of several, ms. */
async function median(work: () => unknown, times = 9): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work();
    took.push(performance.now() - from);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const before = process.cpuUsage();
const core = await openRecorder({ directory });
const opened = process.cpuUsage(before);
const camera = 'cam-1';
const extent = core.extent(camera);
if (!extent) throw new Error('the store is empty');
const middleMs = extent.toMs - 3 * 3_600_000;
const seek = async () => {
  for await (const part of core.readParts(camera, middleMs, middleMs + 1000)) if (part) return;
};
const result = {
  openCpuMs: (opened.user + opened.system) / 1000,
  retentionRoundMs: await median(() => core.runRetention()),
  overviewMs: await median(() => core.retention()),
  dayTimelineMs: await median(() => timelineOf(core, camera, extent.toMs - dayMs, extent.toMs)),
  extentTimelineMs: await median(() => timelineOf(core, camera, extent.fromMs, extent.toMs)),
  dayCoverageMs: await median(() => core.coverage(camera, extent.toMs - dayMs, extent.toMs)),
  // The files are not there: what is timed is finding them.
  seekMs: await median(() => seek().catch(() => undefined)),
  memoryMegabytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024,
};
await core.close();
console.log(JSON.stringify(result));
