// SPDX-License-Identifier: Apache-2.0
/** Bundle steps 1 and 2: what the bundle says it is, and who signed for it. */
import { suiteOfOrigin } from '../algorithms.ts';
import { encodeHex, equalBytes } from '../bytes/octets.ts';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import { followHandovers, keysOfRing, parseKeyRing, verifyHandover } from '../checkpoint/key-ring.ts';
import { checkSignatures, type Note, parseNote } from '../checkpoint/note.ts';
import { parsePolicy } from '../checkpoint/policy.ts';
import { encodeVkey } from '../checkpoint/vkey.ts';
import { verifyConsistency } from '../merkle/proofs.ts';
import { createFinding } from '../verdict/finding.ts';
import { describeKey, judgeSigner, keysKnownOutside } from '../verdict/trust.ts';
import type { BundleCheck } from './bundle-check.ts';
import { bundleNames, parseManifest } from './manifest.ts';
import { manifestNoteText } from './manifest-note.ts';

/** @returns the manifest's bytes, or undefined when there is nothing to go on with */
export async function readManifest(check: BundleCheck): Promise<Uint8Array | undefined> {
  const bytes = await check.readWhole(bundleNames.manifest);
  if (!bytes) {
    check.findings.add(createFinding('file-missing', { file: bundleNames.manifest }));
    return undefined;
  }
  const parsed = parseManifest(bytes);
  if (parsed.kind === 'malformed') {
    check.findings.add(
      createFinding('manifest-malformed', { file: bundleNames.manifest }, { field: parsed.field }),
    );
    return undefined;
  }
  check.manifest = parsed.manifest;
  check.algorithms = check.suites[suiteOfOrigin(parsed.manifest.origin)];
  check.listed = new Map(parsed.manifest.files.map((file) => [file.path, file]));
  return bytes;
}

/** Without these nothing is proven; the checkpoint has a finding of its own. */
const requiredFiles = [
  bundleNames.entries,
  bundleNames.proofs,
  bundleNames.keys,
  bundleNames.policy,
] as const;

/** Every listed file is there in its size, and no other. Contents are compared where they are read. */
export function checkFileList(check: BundleCheck): void {
  for (const path of requiredFiles)
    if (!check.files.files.has(path) && !check.listed.has(path))
      check.findings.add(createFinding('file-missing', { file: path }));
  for (const { path, bytes } of check.listed.values()) {
    const found = check.files.files.get(path);
    if (!found) check.findings.add(createFinding('file-missing', { file: path }));
    else if (found.sizeBytes !== bytes)
      check.findings.add(
        createFinding('file-size', { file: path }, { expectedBytes: bytes, foundBytes: found.sizeBytes }),
      );
  }
  const own: ReadonlySet<string> = new Set([bundleNames.manifest, bundleNames.manifestNote]);
  for (const path of check.files.files.keys())
    if (!own.has(path) && !check.listed.has(path))
      check.findings.add(createFinding('file-unlisted', { file: path }));
}

/** Keys from the bundle, keys from outside, the checkpoint, and what its signatures are worth. */
export async function checkCheckpoint(check: BundleCheck): Promise<void> {
  await readKeys(check);
  const file = bundleNames.checkpoint;
  const bytes = await readListed(check, file);
  if (!bytes) {
    check.findings.add(createFinding('checkpoint-missing', { file }));
    return;
  }
  const checkpoint = parseCheckpoint(bytes);
  if (!checkpoint) {
    check.findings.add(createFinding('checkpoint-malformed', { file }));
    return;
  }
  check.checkpoint = checkpoint;
  const { suites, trust } = check;
  if (check.manifest && check.manifest.origin !== checkpoint.origin)
    check.findings.add(
      createFinding('manifest-other-log', {}, { expected: check.manifest.origin, found: checkpoint.origin }),
    );
  const signer = judgeSigner(suites, checkpoint, check.ownKeys, check.knownKeys, trust, check.handovers);
  check.signer = signer;
  switch (signer.kind) {
    case 'signature-broken':
      check.findings.add(
        createFinding('checkpoint-signature-broken', { file }, { key: describeKey(suites, signer.key) }),
      );
      break;
    case 'wrong-key':
      check.findings.add(
        createFinding(
          'checkpoint-wrong-key',
          { file },
          { found: signer.found.map((key) => describeKey(suites, key)).join(', ') },
        ),
      );
      break;
    case 'unknown-key':
      check.findings.add(createFinding('checkpoint-unknown-key', { file }));
      break;
    case 'no-key':
      check.findings.add(createFinding('checkpoint-no-key', { file }));
      break;
    case 'signed':
      for (const missing of signer.missing) check.findings.add(createFinding(missing));
  }
  const known = new Set([...check.ownKeys, ...check.knownKeys].map((key) => `${key.name}+${key.id}`));
  for (const line of checkpoint.note.signatures)
    if (!known.has(`${line.name}+${line.id}`))
      check.findings.add(createFinding('signature-unknown', { file }, { name: line.name }));
}

/**
 * `manifest.note` over the manifest. It counts only by the keys that signed the checkpoint, or that these handed
 * over to: a bundle can bring any key along, so its own lists make nobody a signer. Every log key under the
 * checkpoint must have signed, or a second signature line would let its owner write the manifest.
 */
export async function checkManifestSignature(check: BundleCheck, manifest: Uint8Array): Promise<void> {
  const file = bundleNames.manifestNote;
  const bytes = await check.readWhole(file);
  if (!bytes) {
    const code = check.manifest?.signed ? 'file-missing' : 'manifest-unsigned';
    check.findings.add(createFinding(code, { file }));
    return;
  }
  const note = parseNote(bytes);
  const origin = check.manifest?.origin ?? '';
  const isTextRight = note?.text === manifestNoteText(check.algorithms, origin, manifest);
  check.isManifestSigned = note !== undefined && isTextRight && isSignedByCheckpointKeys(check, note, origin);
  if (!check.isManifestSigned)
    check.findings.add(createFinding('manifest-signature-broken', { file: bundleNames.manifest }));
}

function isSignedByCheckpointKeys(
  { suites, signer, handovers }: BundleCheck,
  note: Note,
  origin: string,
): boolean {
  if (signer?.kind !== 'signed') return false;
  const mayBeSignedBy = signer.by.map((key) => followHandovers(suites, [key], handovers));
  const allowed = mayBeSignedBy.flat().filter((key) => key.name === origin);
  const checked = checkSignatures(suites, note, allowed);
  const signed = new Set(checked.filter(({ isValid }) => isValid).map(({ key }) => encodeVkey(key)));
  return (
    checked.length === note.signatures.length &&
    checked.every(({ isValid }) => isValid) &&
    mayBeSignedBy.every((keys) => keys.some((key) => signed.has(encodeVkey(key))))
  );
}

/** Against a checkpoint that the verifier got elsewhere. */
export function checkOutsideCheckpoint(check: BundleCheck): void {
  const outside = check.trust.checkpoint;
  const inside = check.checkpoint;
  if (!outside || !inside) return;
  const { checkpoint } = outside;
  if (checkpoint.origin !== inside.origin) {
    check.findings.add(
      createFinding(
        'outside-checkpoint-other-log',
        {},
        { expected: checkpoint.origin, found: inside.origin },
      ),
    );
    return;
  }
  const isConsistent = compareWithOutside(check);
  if (isConsistent === undefined)
    check.findings.add(
      createFinding(
        'outside-checkpoint-not-comparable',
        {},
        { size: checkpoint.size, bundleSize: inside.size },
      ),
    );
  else if (!isConsistent)
    check.findings.add(createFinding('outside-checkpoint-inconsistent', {}, { size: checkpoint.size }));
}

/** Undefined when no proof is at hand. */
function compareWithOutside(check: BundleCheck): boolean | undefined {
  const outside = check.trust.checkpoint!;
  const inside = check.checkpoint!;
  if (outside.checkpoint.size === inside.size) return equalBytes(outside.checkpoint.root, inside.root);
  if (outside.path && outside.oldSize === inside.size)
    return verifyConsistency(check.algorithms, inside, outside.checkpoint, outside.path).kind === 'proven';
  const earlier = check.proofs?.earlier.find(({ size }) => size === outside.checkpoint.size);
  if (earlier)
    return verifyConsistency(check.algorithms, outside.checkpoint, inside, earlier.path).kind === 'proven';
  return undefined;
}

async function readKeys(check: BundleCheck): Promise<void> {
  const { suites, trust } = check;
  const keysBytes = await readListed(check, bundleNames.keys);
  const ring = keysBytes && parseKeyRing(suites, keysBytes);
  if (keysBytes && !ring) check.findings.add(createFinding('keys-malformed', { file: bundleNames.keys }));
  const handovers = ring?.handovers ?? [];
  check.handovers = handovers;
  handovers.forEach((note, at) => {
    if (!verifyHandover(suites, note))
      check.findings.add(createFinding('handover-broken', { file: bundleNames.keys }, { at: at + 1 }));
  });
  const own = ring ? [...keysOfRing(suites, ring)] : [];
  const policyBytes = await readListed(check, bundleNames.policy);
  if (policyBytes) {
    const parsed = parsePolicy(suites, policyBytes);
    if (parsed.kind === 'policy') {
      const { logs, witnesses } = parsed.policy;
      own.push(...logs.map(({ key }) => key), ...witnesses.map(({ key }) => key));
    } else
      check.findings.add(
        createFinding('policy-malformed', { file: bundleNames.policy }, { line: parsed.line }),
      );
  }
  const unique = new Map(own.map((key) => [encodeVkey(key), key]));
  check.ownKeys = followHandovers(suites, [...unique.values()], handovers);
  check.knownKeys = keysKnownOutside(suites, trust, check.ownKeys, handovers);
}

/** A file of the manifest, hash compared. */
export async function readListed(check: BundleCheck, path: string): Promise<Uint8Array | undefined> {
  const bytes = await check.readWhole(path);
  if (bytes) check.compareHash(path, encodeHex(check.algorithms.hash(bytes)));
  return bytes;
}
