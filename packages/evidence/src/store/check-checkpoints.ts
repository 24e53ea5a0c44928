// SPDX-License-Identifier: Apache-2.0
/** Store steps 1 and 2: whose log it is, and every state of it that was ever signed. */
import { decodeUtf8 } from '../bytes/octets.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import { followHandovers, keysOfRing, parseKeyRing, verifyHandover } from '../checkpoint/key-ring.ts';
import { encodeVkey, parseVkey } from '../checkpoint/vkey.ts';
import { verifyConsistency } from '../merkle/proofs.ts';
import { createFinding } from '../verdict/finding.ts';
import {
  describeKey,
  judgeSigner,
  keysKnownOutside,
  type MissingMatch,
  type SignerVerdict,
} from '../verdict/trust.ts';
import type { StoreCheck } from './store-check.ts';
import { storeNames } from './store-files.ts';

/** Public keys of the store and of the verifier, hand-overs followed. */
export async function readStoreKeys(check: StoreCheck): Promise<void> {
  const { suites, trust, files } = check;
  const own = new Map<string, NonNullable<ReturnType<typeof parseVkey>>>();
  const text = decodeUtf8((await files.readWhole(storeNames.logKey)) ?? new Uint8Array(0));
  const ringBytes = await files.readWhole(storeNames.keyRing);
  if (text === '' && !ringBytes)
    check.findings.add(createFinding('keys-missing', { file: storeNames.logKey }));
  const lines = (text ?? '?').split('\n');
  // Whole lines only, each exactly as it was written.
  if (lines.pop() !== '') check.findings.add(createFinding('keys-malformed', { file: storeNames.logKey }));
  for (const line of lines) {
    const key = parseVkey(suites, line);
    if (key && encodeVkey(key) === line) own.set(line, key);
    else check.findings.add(createFinding('keys-malformed', { file: storeNames.logKey }));
  }
  const ring = ringBytes && parseKeyRing(suites, ringBytes);
  if (ringBytes && !ring) check.findings.add(createFinding('keys-malformed', { file: storeNames.keyRing }));
  for (const key of ring ? keysOfRing(suites, ring) : []) own.set(encodeVkey(key), key);
  const handovers = ring?.handovers ?? [];
  check.handovers = handovers;
  handovers.forEach((note, at) => {
    if (!verifyHandover(suites, note))
      check.findings.add(createFinding('handover-broken', { file: storeNames.keyRing }, { at: at + 1 }));
  });
  check.ownKeys = followHandovers(suites, [...own.values()], handovers);
  check.knownKeys = keysKnownOutside(suites, trust, check.ownKeys, handovers);
}

/** The newest checkpoint: everything is measured by it. */
export function checkNewest(check: StoreCheck, checkpoint: SignedCheckpoint): void {
  const file = storeNames.checkpoint;
  check.checkpoint = checkpoint;
  const { suites, ownKeys, knownKeys, trust, handovers } = check;
  const signer = judgeSigner(suites, checkpoint, ownKeys, knownKeys, trust, handovers);
  check.signer = signer;
  if (signer.kind === 'wrong-key') {
    const found = signer.found.map((key) => describeKey(check.suites, key)).join(', ');
    check.findings.add(createFinding('checkpoint-wrong-key', { file }, { found }));
  } else if (signer.kind === 'no-key') check.findings.add(createFinding('checkpoint-no-key', { file }));
  else if (signer.kind === 'signed') {
    // Witnesses may stand under an older checkpoint: that is looked for when those are read.
    if (signer.missing.includes('log-not-in-policy')) check.findings.add(createFinding('log-not-in-policy'));
    noteWitnesses(check, checkpoint, signer);
  }
  reportSignature(check, checkpoint, file, signer);
}

/** All that were kept: each signed by the log, each a state the log went through (compared in the next step). */
export async function readOldCheckpoints(check: StoreCheck): Promise<void> {
  for await (const { path } of check.files.list(storeNames.checkpoints)) {
    const name = path.slice(storeNames.checkpoints.length + 1);
    if (/^\d+\.[A-Za-z0-9.-]+$/.test(name) && !/^\d+$/.test(name)) continue;
    const bytes = await check.files.readWhole(path);
    const checkpoint = bytes && parseCheckpoint(bytes);
    check.checkedFiles++;
    if (!checkpoint || String(checkpoint.size) !== name || checkpoint.origin !== check.checkpoint?.origin) {
      check.findings.add(createFinding('checkpoint-malformed', { file: path }));
      continue;
    }
    const signer = judgeSigner(check.suites, checkpoint, check.ownKeys, check.knownKeys, {
      keys: check.knownKeys,
    });
    reportSignature(check, checkpoint, path, signer);
    const asked = judgeSigner(
      check.suites,
      checkpoint,
      check.ownKeys,
      check.knownKeys,
      check.trust,
      check.handovers,
    );
    if (asked.kind === 'signed') noteWitnesses(check, checkpoint, asked);
    check.trees.push({ size: checkpoint.size, root: checkpoint.root, file: path });
    check.checkpointSizes.add(checkpoint.size);
  }
  const newest = check.checkpoint!.size;
  if (!check.checkpointSizes.has(newest) && !(await check.isGrowing()))
    check.findings.add(createFinding('checkpoint-missing', { file: `${storeNames.checkpoints}/${newest}` }));
}

/** The largest state that the witnesses the verifier knows have signed as they should. */
function noteWitnesses(
  check: StoreCheck,
  { size }: SignedCheckpoint,
  { witnesses, missing }: Extract<SignerVerdict, { kind: 'signed' }>,
): void {
  const isEnough = witnesses.length > 0 && !missing.some((code) => witnessMatches.includes(code));
  if (isEnough && size >= (check.witnessed?.size ?? 0)) check.witnessed = { size, marks: witnesses };
}

const witnessMatches: readonly MissingMatch[] = ['policy-not-met', 'witness-not-found'];

/** Whoever brings witnesses along wants them under some checkpoint of this log. */
export function checkWitnesses(check: StoreCheck): void {
  const { signer } = check;
  if (signer?.kind !== 'signed' || check.witnessed) return;
  for (const code of witnessMatches)
    if (signer.missing.includes(code)) check.findings.add(createFinding(code));
}

/** The checkpoint the verifier got elsewhere. */
export function addOutsideCheckpoint(check: StoreCheck): void {
  const outside = check.trust.checkpoint;
  const own = check.checkpoint;
  if (!outside || !own) return;
  const { checkpoint, path, oldSize } = outside;
  if (checkpoint.origin !== own.origin) {
    check.findings.add(
      createFinding('outside-checkpoint-other-log', {}, { expected: checkpoint.origin, found: own.origin }),
    );
    return;
  }
  if (path && oldSize !== undefined && oldSize === own.size) {
    if (verifyConsistency(check.algorithms, own, checkpoint, path).kind !== 'proven')
      check.findings.add(createFinding('outside-checkpoint-inconsistent', {}, { size: checkpoint.size }));
  }
  check.trees.push({ size: checkpoint.size, root: checkpoint.root, file: outsideName });
}

/** How the checkpoint from outside is called in findings. */
export const outsideName = '--checkpoint';

function reportSignature(
  check: StoreCheck,
  checkpoint: SignedCheckpoint,
  file: string,
  signer: SignerVerdict,
): void {
  const { suites } = check;
  if (signer.kind === 'signature-broken')
    check.findings.add(
      createFinding('checkpoint-signature-broken', { file }, { key: describeKey(suites, signer.key) }),
    );
  if (signer.kind === 'unknown-key') check.findings.add(createFinding('checkpoint-unknown-key', { file }));
  const known = new Set([...check.ownKeys, ...check.knownKeys].map((key) => `${key.name}+${key.id}`));
  for (const line of checkpoint.note.signatures)
    if (!known.has(`${line.name}+${line.id}`))
      check.findings.add(createFinding('signature-unknown', { file }, { name: line.name }));
}
