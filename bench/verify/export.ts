// SPDX-License-Identifier: Apache-2.0
/**
 * One hour of one camera (4 Mbit/s) exported from a store, as `mingjing export` does it: every part hashed and proven,
 * papers rendered, archive written and made durable. Beside it `cat` of the same files into one, and a sync.
 * `node bench/verify/export.ts [minutes]`; results go into README.md by hand.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { closeStore } from '../../packages/recorder/src/recording/opening/open-store.ts';
import { exportFromStore } from '../../packages/recorder/src/site/export/export-from-store.ts';
import { makeArchive } from './archive.ts';

const minutes = Number(process.argv[2] ?? 60);
const officer = (name: string, credential: string) => ({ name, unit: '演示公安分局', credential });

console.log(`${cpus()[0]?.model ?? '?'} × ${cpus().length}, Node ${process.version}`);
const archive = await makeArchive({ cameras: 1, minutes, endMs: Date.parse('2026-11-03T00:00:00Z') });
const { store, fromMs, toMs } = archive;
const paths = store.index.segments({ camera: 'cam-1' }).map(({ path }) => path);
for (const path of paths) archive.link(path);
await closeStore(store);
const outputs = join(store.directory, '..', `${store.identity.storeId}-out`);
mkdirSync(outputs, { recursive: true });
const files = paths.map((path) => join(store.directory, path));
try {
  for (let round = 0; round < 3; round++) {
    const copy = join(outputs, `copy-${round}`);
    let start = performance.now();
    execFileSync('sh', ['-c', 'out=$1; shift; cat "$@" > "$out" && sync "$out"', 'sh', copy, ...files]);
    const plainS = (performance.now() - start) / 1000;
    rmSync(copy);
    const out = join(outputs, `${round}.zip`);
    start = performance.now();
    const done = await exportFromStore({
      directory: store.directory,
      cameras: ['cam-1'],
      fromMs,
      toMs,
      out,
      purpose: '演示',
      officers: [officer('演示甲', '001'), officer('演示乙', '002')],
      by: 'bench',
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const exportS = (performance.now() - start) / 1000;
    if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    const mebibytes = statSync(out).size / 2 ** 20;
    console.log(
      `${minutes} min, ${mebibytes.toFixed(0)} MiB: export ${exportS.toFixed(1)} s, cat and sync ${plainS.toFixed(1)} s, ratio ${(exportS / plainS).toFixed(1)}`,
    );
    rmSync(out);
  }
} finally {
  rmSync(outputs, { recursive: true, force: true });
  rmSync(store.directory, { recursive: true, force: true });
}
