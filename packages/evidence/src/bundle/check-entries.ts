// SPDX-License-Identifier: Apache-2.0
/** Bundle steps 3 and 4: the log entries are those of the signed log, and tile the time that is claimed. */
import { encodeCanonicalJson, type Json } from '../bytes/canonical-json.ts';
import { equalBytes } from '../bytes/octets.ts';
import { encodeNote } from '../checkpoint/note.ts';
import { parseTlogProof } from '../checkpoint/tlog-proof.ts';
import type { SpanEntry } from '../entry/entry.ts';
import { checkEntry } from '../entry/parse-entry.ts';
import { verifyInclusion } from '../merkle/proofs.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import { CameraTally } from '../verdict/camera-tally.ts';
import { createFinding } from '../verdict/finding.ts';
import type { BundleCheck } from './bundle-check.ts';
import { readListed } from './check-signatures.ts';
import { bundleNames, tlogProofPath } from './manifest.ts';
import { parseEntriesFile, parseProofsFile } from './proofs-file.ts';

export async function checkEntries(check: BundleCheck): Promise<void> {
  const entriesBytes = await readListed(check, bundleNames.entries);
  const proofsBytes = await readListed(check, bundleNames.proofs);
  if (!entriesBytes || !proofsBytes || !check.checkpoint) return;
  const listed = parseEntriesFile(entriesBytes);
  if (!listed) check.findings.add(createFinding('entries-malformed', { file: bundleNames.entries }));
  const proofs = parseProofsFile(proofsBytes);
  if (typeof proofs === 'string')
    check.findings.add(createFinding('proofs-malformed', { file: bundleNames.proofs }, { field: proofs }));
  else check.proofs = proofs;
  if (!listed || typeof proofs === 'string') return;
  let before = -1;
  for (const { index, entry } of listed) {
    if (index <= before)
      check.findings.add(createFinding('entries-reordered', { file: bundleNames.entries, index }));
    before = Math.max(before, index);
    checkOneEntry(check, index, entry);
  }
  for (const [index, entry] of check.entries) {
    if (entry.type !== 'tombstone') continue;
    for (const target of entry.entries) check.buried.set(target, index);
  }
}

function checkOneEntry(check: BundleCheck, index: number, value: Json): void {
  const file = bundleNames.entries;
  const checked = checkEntry(value);
  if (checked.kind === 'malformed')
    check.findings.add(
      createFinding('entry-malformed', { file, index }, { field: checked.field ?? checked.reason }),
    );
  if (checked.kind === 'unknown-type')
    check.findings.add(createFinding('entry-unknown-type', { file, index }, { type: checked.type }));
  const path = check.proofs?.entries.get(index);
  if (!path) {
    check.findings.add(createFinding('entry-proof-missing', { file: bundleNames.proofs, index }));
    return;
  }
  const leaf = leafOf(check, value);
  const { size, root } = check.checkpoint!;
  const verdict = leaf && verifyInclusion(check.algorithms, { leaf, index, size, path }, root);
  if (verdict?.kind !== 'proven') {
    const type = checked.kind === 'entry' ? checked.entry.type : '?';
    check.findings.add(createFinding('entry-altered', { file, index }, { type }));
    return;
  }
  if (checked.kind === 'entry') check.entries.set(index, checked.entry);
}

function leafOf(check: BundleCheck, value: Json): Uint8Array | undefined {
  try {
    return hashLeaf(check.algorithms, encodeCanonicalJson(value));
  } catch {
    // Nested too deep, or text that is no Unicode: no log has such an entry.
    return undefined;
  }
}

/** The same proofs in C2SP form, one file per segment. */
export async function checkTlogProofs(check: BundleCheck): Promise<void> {
  const { checkpoint, proofs } = check;
  if (!checkpoint || !proofs) return;
  const note = encodeNote(checkpoint.note);
  for (const [index, entry] of check.segments()) {
    const file = tlogProofPath(entry.camera, entry.n);
    if (!check.files.files.has(file)) continue;
    const bytes = await readListed(check, file);
    const proof = bytes && parseTlogProof(bytes);
    const path = proofs.entries.get(index)!;
    const isSame =
      proof?.index === index &&
      proof.path.length === path.length &&
      proof.path.every((hash, at) => equalBytes(hash, path[at]!)) &&
      equalBytes(encodeNote(proof.checkpoint.note), note);
    if (!isSame) check.findings.add(createFinding('tlog-proof-differs', { file, index }));
  }
}

/** Numbers without holes, ends meeting starts, and the claimed range covered for every camera. */
export function checkTime(check: BundleCheck): CameraTally {
  const tally = new CameraTally(true, check.manifest);
  const firsts = new Map<string, SpanEntry>();
  for (const [index, entry] of check.entries) {
    if (entry.type !== 'segment' && entry.type !== 'gap') continue;
    const fault = tally.add(entry, index);
    if (fault) check.findings.add(fault);
    if (!firsts.has(entry.camera)) firsts.set(entry.camera, entry);
    if (entry.type === 'gap')
      check.findings.add(
        createFinding(
          'gap-declared',
          { camera: entry.camera, n: entry.n, index, from: entry.start, to: entry.end },
          { cause: entry.cause },
        ),
      );
  }
  const { manifest } = check;
  if (!manifest || !check.checkpoint) return tally;
  for (const { id } of manifest.cameras) {
    const first = firsts.get(id);
    for (const hole of uncovered(first?.start, tally.edgeOf(id)?.end, manifest)) {
      // Number 1 is the camera's first entry: before it the recorder claims nothing, and hides nothing.
      const isBeforeFirst = first?.n === 1 && hole.to === first.start;
      const code = isBeforeFirst ? 'recording-began' : 'range-not-covered';
      check.findings.add(createFinding(code, { camera: id, ...hole }));
    }
  }
  return tally;
}

/** What is missing of [from, to) before the first and behind the last entry. */
function uncovered(
  first: string | undefined,
  end: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): readonly { readonly from: string; readonly to: string }[] {
  if (first === undefined || end === undefined || first >= to || end <= from) return [{ from, to }];
  return [...(first > from ? [{ from, to: first }] : []), ...(end < to ? [{ from: end, to }] : [])];
}
