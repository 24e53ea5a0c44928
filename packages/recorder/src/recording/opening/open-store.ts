// SPDX-License-Identifier: Apache-2.0
/** Opens everything a data directory holds, under its lock: identity, keys, log, index, state. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  type Algorithms,
  encodeVkey,
  equalBytes,
  followHandovers,
  keysOfRing,
  logKeyKind,
  type NoteSigner,
  originOfRecorder,
  parseKeyRing,
  type SignedCheckpoint,
  type SuiteName,
  signCheckpoint,
  verifyCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey, loadSigningKey, nodeAlgorithms } from '@mingjing/node-crypto';
import { RecorderError } from '../../errors.ts';
import { EvidenceLog } from '../log/evidence-log.ts';
import { StateStore } from '../state/state-store.ts';
import { type Disk, isFull, readWhole, replaceFile } from '../store/disk.ts';
import { FootageIndex } from '../store/footage-index.ts';
import { type GuardedDisk, guardedDisk, mountOf } from '../store/guarded-disk.ts';
import { asStoreRefusal, openIdentity, readIdentity, type StoreIdentity } from '../store/identity.ts';
import { openJournalKey } from '../store/journal-key.ts';
import { lockStore, type StoreLock } from '../store/lock.ts';
import { recallStore, rememberStore, type WhenGone } from '../store/mount-memory.ts';
import { textSealOf } from '../store/sealed-text.ts';
import { recoverLostEntry } from './lost-entry.ts';
import { withRoom } from './make-room.ts';

export type OpenStore = {
  readonly directory: string;
  readonly disk: GuardedDisk;
  /** Where its disk is, by `mountOf`. */
  readonly mount: string;
  readonly identity: StoreIdentity;
  readonly made: boolean;
  readonly algorithms: Algorithms;
  readonly signer: NoteSigner;
  readonly log: EvidenceLog;
  readonly index: FootageIndex;
  readonly state: StateStore;
  /** Authenticates what is derived from the log, so that an edit shows. */
  readonly seal: { readonly algorithms: Algorithms; readonly key: Uint8Array };
  readonly lock: StoreLock;
  /** What was remembered of this directory and is not so any more. */
  readonly memory: StoreMemory;
};

export type StoreMemory = {
  /** Another store was here before. */
  readonly replaced: string | undefined;
  /** The log had this many entries under its checkpoint, more than it has now. */
  readonly logHad: number | undefined;
};

export type OpenStoreOptions = {
  readonly directory: string;
  readonly disk: Disk;
  /** Makes a store of a missing or empty directory; otherwise such a directory is refused. */
  readonly make: boolean;
  readonly expectedStoreId?: string | undefined;
  readonly suite?: SuiteName | undefined;
  /** For entries and the identity; the timeline once it runs. */
  readonly nowMs: () => number;
  readonly whenGone?: WhenGone | undefined;
  /** The disk was full: what was given up so that the store could be opened. */
  readonly onRoomMade?: (given: readonly string[]) => void;
  readonly onLogFailure?: (error: unknown) => void;
};

export const indexFileName = 'index.sqlite';
export const logDirectory = 'log';
export const keysDirectory = 'keys';

/**
 * @throws RecorderError `recorder/store-…` for every reason the directory cannot be used, `recorder/log-damaged`
 */
export function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const { disk, directory, onRoomMade } = options;
  return withRoom(
    { disk, directory, logDirectory },
    (given) => onRoomMade?.(given),
    () => openOnce(options),
  );
}

async function openOnce(options: OpenStoreOptions): Promise<OpenStore> {
  const { directory, make, expectedStoreId, nowMs } = options;
  const known = await recallStore(directory);
  const { identity, made } = make
    ? await openIdentity(options.disk, directory, {
        expectedStoreId,
        suite: options.suite,
        nowMs: nowMs(),
        whenGone: options.whenGone,
      })
    : { identity: await readIdentity(options.disk, directory, expectedStoreId), made: false };
  const mount = (await mountOf(options.disk, directory)) ?? '';
  const disk = guardedDisk(options.disk, directory, mount);
  const lock = lockStore(directory);
  const opened: { close(): unknown }[] = [];
  try {
    await checkWritable(disk, directory);
    const algorithms = nodeAlgorithms[identity.suite];
    const signer = await openLogKey(disk, directory, identity);
    const isOurs = await ownCheckpoints(disk, directory, signer);
    const { key: journalKey } = await openJournalKey(disk, directory);
    const index = new FootageIndex(join(directory, indexFileName), 'write');
    opened.push(index);
    const log = await EvidenceLog.open({
      disk,
      directory: join(directory, logDirectory),
      algorithms,
      origin: originOfRecorder(identity.recorderId, identity.suite),
      journalKey,
      recoverLost: (at) => recoverLostEntry({ disk, directory, algorithms, index }, at),
      isOurs,
      sign: (size, root) => signCheckpoint({ origin: signer.key.name, size, root }, signer),
      salt: () => randomBytes(16),
      nowMs,
      ...(options.onLogFailure && { onFailure: options.onLogFailure }),
    });
    opened.push(log);
    const state = new StateStore(
      join(directory, 'state.sqlite'),
      textSealOf(algorithms, journalKey, 'camera address'),
    );
    const seal = { algorithms, key: journalKey };
    const isSame = known?.storeId === identity.storeId;
    const memory: StoreMemory = {
      replaced: known && !isSame ? known.storeId : undefined,
      logHad: known && isSame && known.logSize > log.size() ? known.logSize : undefined,
    };
    if (make) await rememberStore(directory, identity.storeId, log.checkpointedSize());
    return {
      directory,
      disk,
      mount,
      identity,
      made,
      algorithms,
      signer,
      log,
      index,
      state,
      seal,
      lock,
      memory,
    };
  } catch (error) {
    for (const part of opened.reverse()) await part.close();
    lock.release();
    throw asStoreRefusal(error, directory);
  }
}

/**
 * Index and files are closed, the log signs its last checkpoint, the lock goes back. With the store's disk away there
 * is nothing to sign on: what is in the log's journal is taken in at the next start.
 */
export async function closeStore(store: OpenStore): Promise<void> {
  const isLost = await store.disk.isLost();
  try {
    await store.log.close(isLost ? 'as-it-is' : 'signed');
    store.index.close();
    store.state.close();
    if (!isLost) await rememberLog(store);
  } catch (error) {
    if (!isLost) throw error;
  } finally {
    store.lock.release();
  }
}

/** Outside the store, so that one that is put back to an earlier day is told. */
export function rememberLog({ directory, identity, log }: OpenStore): Promise<void> {
  return rememberStore(directory, identity.storeId, log.checkpointedSize());
}

/** A read-only or full disk must be noticed before the first camera is connected. */
async function checkWritable(disk: Disk, directory: string): Promise<void> {
  const probe = join(directory, 'write-probe');
  await disk.remove(probe);
  try {
    const file = await disk.create(probe);
    try {
      await file.write([new Uint8Array(4096)], 0);
      await file.sync();
    } finally {
      await file.close();
      await disk.remove(probe);
    }
  } catch (error) {
    if (isFull(error)) {
      const { freeBytes } = await disk.space(directory);
      throw new RecorderError('recorder/store-full', { directory, freeBytes }, error);
    }
    throw error;
  }
}

/** The key that signs the log, made at the first start; its public half beside it for people and verifiers. */
async function openLogKey(disk: Disk, directory: string, identity: StoreIdentity): Promise<NoteSigner> {
  const kind = logKeyKind(identity.suite);
  const name = originOfRecorder(identity.recorderId, identity.suite);
  const file = join(directory, keysDirectory, 'log.pem');
  const loaded = await loadSigningKey(file, kind, name);
  if (!loaded && (await readWhole(disk, join(directory, logDirectory, 'checkpoint'))))
    throw new RecorderError('recorder/log-damaged', { index: 0, reason: 'keys/log.pem is gone' });
  const signer = loaded ?? (await createSigningKey(file, kind, name));
  // Also when a crash or a hand-over left another one there.
  const published = join(directory, keysDirectory, 'log.vkey');
  const line = new TextEncoder().encode(`${encodeVkey(signer.key)}\n`);
  const there = await readWhole(disk, published);
  if (!there || !equalBytes(there, line)) await replaceFile(disk, published, line);
  return signer;
}

/**
 * Whether a checkpoint was signed by the key in force or by one that handed over to it. What somebody put in its
 * place, however well its tiles fit, is not signed over.
 */
async function ownCheckpoints(
  disk: Disk,
  directory: string,
  signer: NoteSigner,
): Promise<(checkpoint: SignedCheckpoint) => boolean> {
  const own = encodeVkey(signer.key);
  const bytes = await readWhole(disk, join(directory, keysDirectory, 'keys.json'));
  const ring = bytes && parseKeyRing(nodeAlgorithms, bytes);
  const before = ring
    ? keysOfRing(nodeAlgorithms, ring).filter((key) =>
        followHandovers(nodeAlgorithms, [key], ring.handovers ?? []).some((one) => encodeVkey(one) === own),
      )
    : [];
  return (checkpoint) =>
    verifyCheckpoint(nodeAlgorithms, checkpoint, [signer.key, ...before]).kind === 'signed';
}
