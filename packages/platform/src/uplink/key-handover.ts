// SPDX-License-Identifier: Apache-2.0
/**
 * The log of a recorder goes from one key to the next: both sign the note, so whoever pinned the old key follows it. Anybody may
 * bring the notes; they prove themselves. Two notes that lead away from one key prove two owners of it, and neither is followed.
 */
import {
  encodeUtf8,
  encodeVkey,
  fingerprintOfKey,
  type Handover,
  parseCheckpoint,
  type VerifierKey,
  verifyCheckpoint,
  verifyHandover,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { knownOf, lockRecorder, note, writeEvent } from './recorder-store.ts';

type Followed =
  | { readonly kind: 'followed'; readonly key: VerifierKey; readonly notes: readonly string[] }
  | { readonly kind: 'split'; readonly at: VerifierKey };

/** From a key as far as the notes lead. @param pinned the first that was pinned */
function followFrom(pinned: VerifierKey, origin: string, given: readonly string[]): Followed {
  const handovers = given.flatMap((text): (Handover & { readonly text: string })[] => {
    const handover = verifyHandover(nodeAlgorithms, text);
    return handover?.origin === origin ? [{ ...handover, text }] : [];
  });
  const seen = new Set([encodeVkey(pinned)]);
  const notes: string[] = [];
  for (let key = pinned; ; ) {
    const from = encodeVkey(key);
    const next = handovers.filter((one) => encodeVkey(one.from) === from);
    const [first] = next;
    if (new Set(next.map(({ to }) => encodeVkey(to))).size > 1) return { kind: 'split', at: key };
    if (!first || seen.has(encodeVkey(first.to))) return { kind: 'followed', key, notes };
    key = first.to;
    seen.add(encodeVkey(key));
    notes.push(first.text);
  }
}

/** @returns the fingerprint of the key that is pinned now, or why not */
export async function takeHandovers(
  tx: Transaction,
  { origin, handovers }: { readonly origin: string; readonly handovers: readonly string[] },
  nowMs: number,
): Promise<{ readonly answer: { readonly fingerprint: string } } | { readonly refusal: PlatformError }> {
  const recorder = await lockRecorder(tx, origin);
  if (!recorder) return { refusal: new PlatformError('platform/recorder-unknown') };
  if (recorder.revoked_at !== null) return { refusal: new PlatformError('platform/recorder-revoked') };
  const { key, earlier } = knownOf(recorder);
  const followed = followFrom(earlier[0] ?? key, origin, [...recorder.handovers, ...handovers]);
  if (followed.kind === 'split') {
    const detail = { key: fingerprintOfKey(nodeAlgorithms, followed.at) };
    await note(tx, recorder, { kind: 'cloned-key', by: 'key-handover', weight: 'finding', detail }, nowMs);
    return { refusal: new PlatformError('platform/recorder-signature') };
  }
  const fingerprint = fingerprintOfKey(nodeAlgorithms, followed.key);
  // Brought again, because the answer was lost: it is pinned already.
  if (followed.notes.length > recorder.handovers.length) {
    await tx.query('UPDATE recorder SET vkey = $2, fingerprint = $3, handovers = $4 WHERE id = $1', [
      recorder.id,
      encodeVkey(followed.key),
      fingerprint,
      followed.notes,
    ]);
    const detail = { before: recorder.fingerprint, after: fingerprint };
    await writeEvent(tx, recorder, 'recorder key handed over', detail, nowMs);
  }
  return { answer: { fingerprint } };
}

/** @returns the key that signed a checkpoint of this log: the one in force, or one that it had before */
export function keyInForceAt(checkpoint: unknown, vkey: string, handovers: readonly string[]): string {
  const head = typeof checkpoint === 'string' ? parseCheckpoint(encodeUtf8(checkpoint)) : undefined;
  const earlier = handovers.flatMap((text) => verifyHandover(nodeAlgorithms, text)?.from ?? []);
  const signer = earlier.find(
    (key) => head && verifyCheckpoint(nodeAlgorithms, head, [key]).kind === 'signed',
  );
  return signer ? encodeVkey(signer) : vkey;
}
