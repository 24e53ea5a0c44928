// SPDX-License-Identifier: Apache-2.0
/** How the recorder's own questions grow with the days a store holds. See bench/README.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedStore } from './seed-store.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '1,10,30,90' },
    cameras: { type: 'string', default: '64' },
    /** Older footage has been deleted. */
    kept: { type: 'string', default: '30' },
    folder: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
});

/** Of issue and design: what must hold at 90 days. */
const goals: Readonly<Record<string, number>> = {
  openCpuMs: 500,
  retentionRoundMs: 50,
  overviewMs: 20,
  dayTimelineMs: 5,
  extentTimelineMs: 50,
  memoryMegabytes: 250,
};

const results: Record<string, number>[] = [];
for (const days of values.days.split(',').map(Number)) {
  const directory = mkdtempSync(join(values.folder, 'mingjing-scale-'));
  try {
    await seedStore({ directory, cameras: Number(values.cameras), days, keptDays: Number(values.kept) });
    const indexMegabytes = statSync(join(directory, 'index.sqlite')).size / 1e6;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', join(import.meta.dirname, 'measure.ts'), directory],
      { encoding: 'utf8' },
    );
    const line = stdout.trim().split('\n').at(-1) ?? '';
    if (line === '') throw new Error(stderr);
    results.push({ days, indexMegabytes, ...(JSON.parse(line) as Record<string, number>) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (values.json) console.log(JSON.stringify({ cameras: Number(values.cameras), results }));
else {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${values.cameras} cameras\n`);
  console.log(`| | goal | ${results.map(({ days }) => `${days} days`).join(' | ')} |`);
  console.log(`|---|---:|${results.map(() => '---:').join('|')}|`);
  for (const name of Object.keys(results[0] ?? {}).filter((each) => each !== 'days'))
    console.log(
      `| ${name} | ${goals[name] === undefined ? '' : `< ${goals[name]}`} | ${results
        .map((result) => (result[name] ?? 0).toFixed(result[name]! < 10 ? 2 : 0))
        .join(' | ')} |`,
    );
}
