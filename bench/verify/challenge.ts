// SPDX-License-Identifier: Apache-2.0
/**
 * 459 samples asked of an archive, as the recorder's API answers them: from index, log and files. Beside it the least
 * that any answer must do: read as many blocks from as many files and hash them.
 * `node bench/verify/challenge.ts [cameras] [days]`; results go into README.md by hand.
 */

import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createSampler, formatTime, parseCheckpoint } from '@mingjing/evidence';
import { FootageKeys } from '../../packages/recorder/src/recording/core/media/footage-keys.ts';
import { footageSource } from '../../packages/recorder/src/recording/core/media/footage-source.ts';
import { Challenger } from '../../packages/recorder/src/site/access/challenge.ts';
import { makeArchive } from './archive.ts';

const cameras = Number(process.argv[2] ?? 64);
const days = Number(process.argv[3] ?? 30);
const samples = 459;
const rounds = 3;

console.log(`${cpus()[0]?.model ?? '?'} × ${cpus().length}, Node ${process.version}`);
const built = performance.now();
const archive = await makeArchive({
  cameras,
  minutes: days * 1440,
  endMs: Date.parse('2026-11-03T00:00:00Z'),
});
const { store } = archive;
console.log(`${store.log.size()} entries written in ${((performance.now() - built) / 1000).toFixed(0)} s`);
const challenger = new Challenger({
  segmentSource: (camera, path) => footageSource(store, new FootageKeys([]), camera, path),
  algorithms: store.algorithms,
  log: store.log,
  checkpoint: () => store.log.writeCheckpoint(),
  segments: store.index.segments.bind(store.index),
  gaps: store.index.gaps.bind(store.index),
  extent: () => ({ fromMs: archive.fromMs, toMs: archive.toMs }),
});
try {
  for (let round = 0; round < rounds; round++) {
    const asked = {
      nonce: randomBytes(32).toString('base64'),
      cameras: archive.cameras,
      from: formatTime(archive.fromMs),
      to: formatTime(archive.toMs),
      samples,
    };
    const paths = pathsAsked(asked);
    for (const path of new Set(paths)) archive.link(path);
    let start = performance.now();
    const { verdict } = await challenger.judge(asked);
    const challengeS = (performance.now() - start) / 1000;
    if (verdict.held !== samples) throw new Error(JSON.stringify(verdict));
    start = performance.now();
    for (const path of paths) await hashOneBlock(path);
    const plainS = (performance.now() - start) / 1000;
    console.log(
      `${samples} samples: ${challengeS.toFixed(2)} s; reading and hashing ${samples} blocks alone ${plainS.toFixed(2)} s; ratio ${(challengeS / plainS).toFixed(1)}`,
    );
  }
} finally {
  await archive.remove();
}

/** The files the samples will fall into. */
function pathsAsked(asked: Parameters<Challenger['judge']>[0]): readonly string[] {
  const { note } = store.log.checkpoint()!;
  const { root } = parseCheckpoint(new TextEncoder().encode(note))!;
  const sampler = createSampler(store.algorithms, { ...asked, checkpoint: note }, root);
  return Array.from({ length: samples }, (_, i) => {
    const { camera, atMs } = sampler(i);
    return store.index.segments({ camera, fromMs: atMs, toMs: atMs + 1 })[0]!.path;
  });
}

async function hashOneBlock(path: string): Promise<void> {
  const handle = await open(join(store.directory, path), 'r');
  try {
    const block = Buffer.allocUnsafe(16_384);
    await handle.read(block, 0, block.length, 1_000_000);
    createHash('sha256').update(block).digest();
  } finally {
    await handle.close();
  }
}
