// SPDX-License-Identifier: Apache-2.0
/** What the recorder's tests share: a directory that goes away, simulated cameras, waiting for something to be so. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function temporaryDirectory(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'mingjing-recorder-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Polls until the condition holds; a test fails by its own time limit otherwise. */
export async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Segment files of a store in the order they were begun. */
export async function segmentFiles(store: string, camera: string): Promise<readonly string[]> {
  const folder = join(store, 'footage', camera);
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith('.mp4'))
    .map((name) => join(folder, name))
    .sort();
}

/** Segments and gaps of one camera meet end to start, numbered from 1 without holes. */
export function tilingFault(
  spans: readonly { readonly n: number; readonly startMs: number; readonly endMs: number }[],
): string | undefined {
  const inOrder = [...spans].sort((a, b) => a.n - b.n);
  for (const [at, span] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (span.n !== at + 1) return `number ${span.n} at place ${at + 1}`;
    if (before && before.endMs !== span.startMs)
      return `${before.n} ends ${before.endMs}, ${span.n} starts ${span.startMs}`;
    if (span.endMs <= span.startMs) return `${span.n} has no length`;
  }
  return undefined;
}
