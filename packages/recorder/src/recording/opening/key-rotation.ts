// SPDX-License-Identifier: Apache-2.0
/**
 * The key that signs the log hands over to another. Whoever knows the old key's fingerprint knows the new one by the
 * note both signed; the old private key is gone afterwards.
 *
 *     keys/log.next.pem → hand-over in keys/keys.json → entry, signed by the old key → log.pem replaced → entry by the new
 *
 * A crash in between leaves the old key in force and a hand-over that is used by the next try.
 */
import { join } from 'node:path';
import {
  encodeCanonicalJson,
  encodeVkey,
  fingerprintOfKey,
  type Json,
  type KeyRing,
  logKeyKind,
  type NoteSigner,
  type PublishedKey,
  parseKeyRing,
  signHandover,
} from '@mingjing/evidence';
import { createSigningKey, loadSigningKey, nodeAlgorithms } from '@mingjing/node-crypto';
import { RecorderError } from '../../errors.ts';
import { type Disk, nodeDisk, readWhole, replaceFile } from '../store/disk.ts';
import { closeStore, keysDirectory, openStore } from './open-store.ts';

export type KeyRotation = {
  readonly origin: string;
  /** Public keys, before and after (C2SP vkey). */
  readonly before: string;
  readonly after: string;
  readonly fingerprintBefore: string;
  /** To be printed and made public in the old one's place. */
  readonly fingerprint: string;
};

const ringPath = (directory: string) => join(directory, keysDirectory, 'keys.json');

/**
 * Public keys of the log, oldest first, with what handed each over to the next.
 *
 * @param signer the key in force
 * @throws RecorderError `recorder/log-damaged` when the ring cannot be read
 */
export async function readLogKeys(disk: Disk, directory: string, signer: NoteSigner): Promise<KeyRing> {
  const bytes = await readWhole(disk, ringPath(directory));
  const ring = bytes && parseKeyRing(nodeAlgorithms, bytes);
  if (bytes && !ring) throw new RecorderError('recorder/log-damaged', { index: 0, reason: 'keys/keys.json' });
  const own: PublishedKey = { role: 'log', vkey: encodeVkey(signer.key) };
  return ring ?? { v: 1, keys: [own] };
}

/**
 * @param by who asked for it; goes into the log
 * @throws RecorderError `recorder/store-…`, also `recorder/store-in-use` while the recorder runs
 */
export async function rotateLogKey(directory: string, by: string): Promise<KeyRotation> {
  const changed = await handOver(directory, by);
  await nodeDisk.rename(
    join(directory, keysDirectory, 'log.next.pem'),
    join(directory, keysDirectory, 'log.pem'),
  );
  await nodeDisk.syncDirectory(join(directory, keysDirectory));
  // Opening publishes the new key; the entry makes the next checkpoint its own.
  const store = await openStore({ directory, disk: nodeDisk, make: false, nowMs: Date.now });
  try {
    await store.log.append([{ type: 'config', what: 'log-key-in-use', by, after: changed.after }]);
  } finally {
    await closeStore(store);
  }
  return changed;
}

/** Everything that the old key still signs. */
async function handOver(directory: string, by: string): Promise<KeyRotation> {
  const store = await openStore({ directory, disk: nodeDisk, make: false, nowMs: Date.now });
  try {
    const { signer, identity, log } = store;
    const next = await nextKey(directory, logKeyKind(identity.suite), log.origin);
    const before = encodeVkey(signer.key);
    const after = encodeVkey(next.key);
    const ring = await readLogKeys(nodeDisk, directory, signer);
    if (!ring.keys.some(({ vkey }) => vkey === after)) {
      const handovers = [...(ring.handovers ?? []), signHandover(log.origin, signer, next)];
      const keys: readonly PublishedKey[] = [...ring.keys, { role: 'log', vkey: after }];
      await replaceFile(
        nodeDisk,
        ringPath(directory),
        encodeCanonicalJson({ ...ring, keys, handovers } as unknown as Json),
      );
    }
    await log.append([{ type: 'config', what: 'log-key', by, before, after }]);
    await log.writeCheckpoint();
    return {
      origin: log.origin,
      before,
      after,
      fingerprintBefore: fingerprintOfKey(nodeAlgorithms, signer.key),
      fingerprint: fingerprintOfKey(nodeAlgorithms, next.key),
    };
  } finally {
    await closeStore(store);
  }
}

async function nextKey(
  directory: string,
  kind: ReturnType<typeof logKeyKind>,
  origin: string,
): Promise<NoteSigner> {
  const file = join(directory, keysDirectory, 'log.next.pem');
  return (await loadSigningKey(file, kind, origin)) ?? (await createSigningKey(file, kind, origin));
}
