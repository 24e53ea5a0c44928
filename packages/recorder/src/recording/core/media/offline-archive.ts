// SPDX-License-Identifier: Apache-2.0
/** A store opened without cameras, for exports from the command line: its log, its footage, its lock; nothing is recorded. */

import { hostClock, RecorderClock } from '../../../terms/clock.ts';
import { SpanBook } from '../../log/span-book.ts';
import { readLogKeys } from '../../opening/key-rotation.ts';
import { closeStore, openStore } from '../../opening/open-store.ts';
import { recoverStore } from '../../opening/recovery.ts';
import { nodeDisk } from '../../store/disk.ts';
import { floorByStore } from '../offline.ts';
import type { FootageOptions } from '../recorder-core.ts';
import { lastTimeOf } from '../timekeeping.ts';
import { openFootageKeys } from './footage-protection.ts';
import { footageSource } from './footage-source.ts';
import { readPartsOf } from './read-parts.ts';
import type { RecorderCore } from './recorder-media.ts';

export type OfflineArchive = Pick<
  RecorderCore,
  | 'directory'
  | 'recorderId'
  | 'algorithms'
  | 'signer'
  | 'log'
  | 'logKeys'
  | 'nowMs'
  | 'segments'
  | 'gaps'
  | 'extent'
  | 'settle'
  | 'checkpoint'
  | 'witnessedCheckpoint'
  | 'witnessKeys'
  | 'appendEntry'
  | 'readParts'
  | 'segmentSource'
  | 'footageSecrets'
  | 'subscribeLive'
  | 'close'
> & {
  readonly cameras: { readonly find: (id: string) => { readonly name: string | undefined } | undefined };
};

/** @throws RecorderError `recorder/store-…`, among them `recorder/store-in-use` while a recorder runs on it */
export async function openArchive(directory: string, footage: FootageOptions = {}): Promise<OfflineArchive> {
  const clock: { nowMs: () => number } = { nowMs: hostClock.wallMs };
  const store = await openStore({ directory, disk: nodeDisk, make: false, nowMs: () => clock.nowMs() });
  try {
    const keys = await openFootageKeys(store.disk, directory, footage);
    const timeline = new RecorderClock(hostClock, lastTimeOf(store));
    clock.nowMs = () => timeline.nowMs();
    let failure: unknown;
    const book = new SpanBook({
      log: store.log,
      index: store.index,
      floorOf: floorByStore(store),
      trustedNowMs: () => timeline.trustedNowMs(),
      onSpan: () => undefined,
      onFailure: (error) => {
        failure = error;
      },
    });
    await recoverStore(store, book, 'recent');
    await book.flush();
    if (failure !== undefined) throw failure;
    const names = new Map(store.state.cameras().map(({ id, name }) => [id, name]));
    return {
      directory: store.directory,
      recorderId: store.identity.recorderId,
      algorithms: store.algorithms,
      signer: store.signer,
      log: store.log,
      cameras: {
        find: (id) => (names.has(id) ? { name: names.get(id) } : undefined),
      },
      logKeys: () => readLogKeys(store.disk, store.directory, store.signer),
      nowMs: () => timeline.nowMs(),
      segments: (query) => store.index.segments(query),
      gaps: (query) => store.index.gaps(query),
      extent: (camera) => {
        const [first, last] = [store.index.first(camera), store.index.last(camera)];
        return first && last && { fromMs: first.startMs, toMs: last.endMs };
      },
      settle: () => Promise.resolve(),
      checkpoint: () => store.log.writeCheckpoint(),
      // A store without its configuration names no witnesses.
      witnessedCheckpoint: () => store.log.writeCheckpoint(),
      witnessKeys: () => [],
      appendEntry: async (entry) => {
        const { firstIndex, atMs } = await store.log.append([entry]);
        return { index: firstIndex, atMs };
      },
      readParts: (camera, fromMs, toMs) =>
        readPartsOf(
          {
            disk: store.disk,
            directory: store.directory,
            index: store.index,
            openSegment: () => Promise.resolve(undefined),
            keys,
          },
          camera,
          fromMs,
          toMs,
        ),
      segmentSource: (camera, path) => footageSource(store, keys, camera, path),
      footageSecrets: () => keys.secrets,
      subscribeLive: () => () => undefined,
      close: () => closeStore(store),
    };
  } catch (error) {
    await closeStore(store);
    throw error;
  }
}
