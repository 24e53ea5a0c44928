// SPDX-License-Identifier: Apache-2.0
/** A bundle or a store by its path, verified with what is trusted. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  type Progress,
  storeNames,
  type Trust,
  type VerifyReport,
  type VerifyStoreOptions,
  verifyBundle,
  verifyBundleArchive,
  verifyStore,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { openOfflineFootage } from '@mingjing/recorder';
import { type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';
import { openArchive, openStoreFiles, openUnpackedBundle } from './disk-files.ts';

/** Of a store: the log alone; the file with the secret that opens encrypted footage. */
type StoreWish = { readonly isLogOnly?: boolean; readonly startSecret?: string | undefined };

/** @throws UsageError when nothing verifiable is there */
export async function verifyPath(
  path: string,
  trust: Trust,
  { isLogOnly = false, startSecret }: StoreWish,
  progress: Progress,
): Promise<VerifyReport> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`${path}：没有这个文件或目录 · no such file or directory`);
  const options = { progress, crc32: (bytes: Uint8Array, crc = 0): number => crc32(bytes, crc) };
  if (!found.isDirectory()) {
    const archive = await openArchive(path);
    try {
      return await verifyBundleArchive(nodeAlgorithms, archive.access, trust, options);
    } finally {
      await archive.close();
    }
  }
  if (await isThere(join(path, 'manifest.json')))
    return verifyBundle(nodeAlgorithms, await openUnpackedBundle(path), trust, options);
  const isStore =
    (await isThere(join(path, storeNames.identity))) || (await isThere(join(path, storeNames.log)));
  if (!isStore)
    throw new UsageError(
      `${path}：既不是存储目录，也不是解开的调取包 · neither a store nor an unpacked bundle`,
    );
  const opened = startSecret === undefined ? undefined : await openedWith(path, startSecret);
  return verifyStore(nodeAlgorithms, openStoreFiles(path), trust, { progress, isLogOnly, ...opened });
}

/** Encrypted segments are opened as well. */
async function openedWith(
  directory: string,
  startSecret: string,
): Promise<Pick<VerifyStoreOptions, 'openSealed'>> {
  const footage = await asUsage(
    () => openOfflineFootage(directory, startSecretOf(startSecret)),
    recorderRefusal,
  );
  return { openSealed: ({ camera }, file) => footage.openedRoot(camera, file) };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** At most once per percent, and only for people. */
export function progressOn(terminal: Terminal): Progress {
  let shown = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (!terminal.interactive || percent === shown) return;
    shown = percent;
    terminal.stderr(`\r核对中 checking … ${percent} %`);
  };
}
