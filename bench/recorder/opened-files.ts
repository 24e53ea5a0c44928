// SPDX-License-Identifier: Apache-2.0
/** Encrypted segment files opened into plain ones beside the store, so that frames are counted in them as in any other. */
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openFootageKeys } from '../../packages/recorder/src/recording/core/media/footage-protection.ts';
import { nodeDisk } from '../../packages/recorder/src/recording/store/disk.ts';
import { readSegmentFile } from '../../packages/recorder/src/recording/store/segment-file.ts';
import { openSegmentFile } from '../../packages/recorder/src/recording/store/segment-reader.ts';

export async function openedFiles(
  store: string,
  startSecretFile: string,
  camera: string,
): Promise<readonly string[]> {
  const keys = await openFootageKeys(nodeDisk, store, { startSecretFile });
  const folder = join(store, '../opened', camera);
  mkdirSync(folder, { recursive: true });
  const opened: string[] = [];
  for (const path of globSync(join(store, `footage/${camera}/**/*.mp4`)).sort()) {
    const segment = await readSegmentFile(nodeDisk, path);
    if (!segment) continue;
    const file = await openSegmentFile(nodeDisk, path, segment.parts, keys.of(camera));
    const parts: Uint8Array[] = [];
    for (const i of segment.parts.keys()) parts.push(await file.read(i));
    await file.close();
    const plain = join(folder, basename(path));
    writeFileSync(plain, Buffer.concat(parts));
    opened.push(plain);
  }
  return opened;
}
