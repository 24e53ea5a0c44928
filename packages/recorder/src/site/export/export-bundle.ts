// SPDX-License-Identifier: Apache-2.0
/**
 * An approved export becomes a bundle (contracts/evidence.md, "Bundle"), in the contract's order: the register entry
 * is already in the log → what is being written is settled → a checkpoint over everything → first pass (hash every
 * part, join in thought) → papers → second pass (write the archive). Whole segments are read at the edges so that
 * their roots can be proven; only fragments that touch the range go in.
 */

import { crc32 } from 'node:zlib';
import type { AccessSession } from '@mingjing/contracts/site';
import {
  BundleBuilder,
  type BundlePlan,
  checkSignatures,
  createPolicy,
  encodeBase64,
  encodeBase64Url,
  encodeCanonicalJson,
  encodePolicy,
  encodeVkey,
  fingerprintOfKey,
  formatBeijingTime,
  formatTime,
  type Json,
  type PartName,
  type PolicyWitness,
  parseCheckpoint,
  provePart,
  SegmentHasher,
  type VerifierKey,
  writeBundle,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { FootagePart, SegmentFacts } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { Grant } from '../access/gate.ts';
import type { PersonalRecord } from '../access/session-book.ts';
import { purposeLine, renderBundlePapers } from './bundle-papers.ts';

/** What an export needs of the core besides its media, which come through grants. */
export type ExportCore = Pick<
  CoreWithoutMedia,
  | 'settle'
  | 'witnessedCheckpoint'
  | 'witnessKeys'
  | 'log'
  | 'logKeys'
  | 'signer'
  | 'algorithms'
  | 'recorderId'
  | 'segments'
  | 'gaps'
  | 'extent'
  | 'nowMs'
> & {
  readonly cameras: { readonly find: (id: string) => { readonly name: string | undefined } | undefined };
};

export type ExportInput = {
  readonly core: ExportCore;
  /** One grant per camera of the session. */
  readonly grants: ReadonlyMap<string, Grant>;
  readonly session: AccessSession;
  readonly personal: PersonalRecord;
  readonly unitName: string;
  /** The page that verifies, where others reach it; undefined: nobody said. */
  readonly verifyUrl: string | undefined;
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
};

export type ExportPlan = {
  readonly plan: BundlePlan;
  readonly write: () => AsyncGenerator<Uint8Array>;
};

const crc = (bytes: Uint8Array, before = 0): number => crc32(bytes, before);

/**
 * First pass.
 *
 * @throws ServerRefusal `recorder/no-footage` when a camera has nothing in the range; `recorder/export-failed`
 */
export async function planExport(input: ExportInput): Promise<ExportPlan> {
  const { core, session, signal, onProgress } = input;
  for (const camera of session.cameras) await core.settle(camera);
  const checkpoint = await core.witnessedCheckpoint();
  const head = parseCheckpoint(new TextEncoder().encode(checkpoint.note));
  if (!head) throw new ServerRefusal('recorder/export-failed', { reason: 'checkpoint' });
  const builder = new BundleBuilder(nodeAlgorithms, core.algorithms, crc);
  const rows = new Map<string, SegmentFacts>();
  const cameras = [...session.cameras].sort((a, b) => (a < b ? -1 : 1));
  const bundled = new Set<number>();
  const addEntry = async (index: number): Promise<void> => {
    if (bundled.has(index)) return;
    bundled.add(index);
    const bytes = await core.log.entryBytes(index);
    builder.addEntry(index, bytes, await core.log.inclusionPath(index, head.size));
  };
  if (session.entry !== undefined) await addEntry(session.entry);
  const toMs = Math.min(session.toMs, ...cameras.map((camera) => core.extent(camera)?.toMs ?? 0));
  if (toMs <= session.fromMs) throw new ServerRefusal('recorder/no-footage', { camera: cameras.join(', ') });
  const held = cameras.flatMap((camera) => core.segments({ camera, fromMs: session.fromMs, toMs }));
  const totalBytes = held.reduce((sum, { bytes }) => sum + bytes, 0);
  let readBytes = 0;
  for (const camera of cameras) {
    const range = { camera, fromMs: session.fromMs, toMs };
    const segments = core.segments({ ...range, includeDeleted: true });
    if (!segments.some((row) => row.tombstone === undefined))
      throw new ServerRefusal('recorder/no-footage', { camera });
    for (const gap of core.gaps(range)) await addEntry(gap.logIndex);
    for (const row of segments) {
      signal.throwIfAborted();
      await addEntry(row.logIndex);
      if (row.tombstone !== undefined) {
        await addEntry(row.tombstone);
        continue;
      }
      rows.set(`${camera}/${row.n}`, row);
      await addSegment(builder, input, row, toMs);
      readBytes += row.bytes;
      onProgress((0.45 * readBytes) / totalBytes);
    }
  }
  const statement = statementOf(input, core.log.origin, toMs);
  const witnesses = core.witnessKeys();
  const cosigners = checkSignatures(nodeAlgorithms, head.note, witnesses).filter(({ isValid }) => isValid);
  const papers = renderBundlePapers({
    session,
    statement,
    recorderId: core.recorderId,
    keyFingerprint: fingerprintOfKey(nodeAlgorithms, core.signer.key),
    checkpoint: { origin: head.origin, size: head.size, rootBase64: encodeBase64(head.root) },
    witnesses: cosigners.map(({ key, timeS = 0 }) => `${key.name} ${formatBeijingTime(timeS * 1000)}`),
    footage: builder.footageDigests(),
    verifyUrl: input.verifyUrl,
  });
  for (const [path, bytes] of papers) builder.addPaper(path, bytes);
  const ring = await core.logKeys();
  const plan = builder.finish({
    statement,
    checkpoint: new TextEncoder().encode(checkpoint.note),
    signer: core.signer,
    keys: encodeCanonicalJson({
      ...ring,
      keys: [
        ...ring.keys.map((key) => ({ ...key, label: input.unitName })),
        ...witnesses.map((key) => ({ role: 'witness', vkey: encodeVkey(key) })),
      ],
    } as unknown as Json),
    policy: encodePolicy(
      createPolicy([core.signer.key], namedWitnesses(witnesses), cosigners.length > 0 ? 1 : 0),
    ),
  });
  onProgress(0.5);
  return { plan, write: () => writing(input, plan, rows) };
}

/** The names stand in the policy only; two witnesses of one name stay two. */
function namedWitnesses(keys: readonly VerifierKey[]): readonly PolicyWitness[] {
  return keys.map((key, at) => ({ name: `witness-${at + 1}`, key }));
}

/** Hashes a whole segment and hands in its initialization and the fragments that touch the range. */
async function addSegment(
  builder: BundleBuilder,
  input: ExportInput,
  row: SegmentFacts,
  toMs: number,
): Promise<void> {
  const { core, session } = input;
  const parts = await partsOf(input, row);
  const hasher = new SegmentHasher(core.algorithms);
  const roots = parts.map((part) => hasher.addPart(part.bytes).root);
  if (Buffer.from(hasher.finish().root).toString('hex') !== row.root)
    throw new ServerRefusal('recorder/export-failed', {
      reason: `${row.camera} ${row.n}: 录像与日志不符 differs from the log`,
    });
  for (const part of parts) {
    if (part.kind === 'fragment' && (part.endMs <= session.fromMs || part.startMs >= toMs)) continue;
    builder.addPart({
      camera: row.camera,
      n: row.n,
      part: part.i,
      bytes: part.bytes,
      proof: provePart(core.algorithms, roots, part.i),
      segmentStartMs: row.startMs,
    });
  }
}

async function partsOf(input: ExportInput, row: SegmentFacts): Promise<FootagePart[]> {
  const grant = input.grants.get(row.camera);
  if (!grant) throw new ServerRefusal('recorder/session-scope', { what: row.camera });
  const parts: FootagePart[] = [];
  for await (const part of grant.segment(row)) {
    input.signal.throwIfAborted();
    if (part.segment === row.n) parts.push(part);
  }
  if (parts.length !== row.parts)
    throw new ServerRefusal('recorder/export-failed', {
      reason: `${row.camera} ${row.n}: ${parts.length}/${row.parts}`,
    });
  return parts;
}

/** Second pass: the archive, reading each segment again; the one last read is kept. */
async function* writing(
  input: ExportInput,
  plan: BundlePlan,
  rows: ReadonlyMap<string, SegmentFacts>,
): AsyncGenerator<Uint8Array> {
  let last: { readonly key: string; readonly parts: ReadonlyMap<number, Uint8Array> } | undefined;
  const readPart = async ({ camera, n, part }: PartName): Promise<Uint8Array> => {
    const key = `${camera}/${n}`;
    if (last?.key !== key) {
      const row = rows.get(key);
      if (!row) throw new ServerRefusal('recorder/export-failed', { reason: key });
      last = { key, parts: new Map((await partsOf(input, row)).map(({ i, bytes }) => [i, bytes])) };
    }
    const bytes = last.parts.get(part);
    if (!bytes) throw new ServerRefusal('recorder/export-failed', { reason: `${key}-${part}` });
    return bytes;
  };
  let written = 0;
  for await (const piece of writeBundle(plan, readPart, crc)) {
    input.signal.throwIfAborted();
    written += piece.length;
    input.onProgress(0.5 + (0.5 * written) / plan.sizeBytes);
    yield piece;
  }
}

function statementOf(input: ExportInput, origin: string, toMs: number) {
  const { core, session, personal } = input;
  const { requester } = session;
  const officers = requester.kind === 'officials' ? requester.officers : [];
  const asks =
    requester.kind === 'officials'
      ? requester.officers[0]?.unit
      : requester.kind === 'citizen' || requester.kind === 'platform'
        ? requester.name
        : session.handledBy.name;
  return {
    origin,
    what: '公共安全视频图像 · video of a public-safety system',
    made: formatTime(Math.round(core.nowMs())),
    unit: input.unitName,
    cameras: [...session.cameras].sort().map((id) => {
      const name = core.cameras.find(id)?.name;
      return { id, ...(name !== undefined && { name }) };
    }),
    from: formatTime(session.fromMs),
    to: formatTime(toMs),
    purpose: purposeLine(session),
    ground: session.ground,
    ...(requester.kind === 'officials' &&
      requester.documentNumber !== undefined && { instrument: requester.documentNumber }),
    ...(asks !== undefined && { requester: asks }),
    officers: officers.map(({ name, unit, credential }) => ({ name, unit, id: credential })),
    ...(session.decision && { approvedBy: session.decision.by.name }),
    session: session.id,
    person: { salt: encodeBase64Url(personal.salt), record: personal.record as Json },
  };
}
