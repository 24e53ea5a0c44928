// SPDX-License-Identifier: Apache-2.0
/**
 * A recorder's archive made quickly: log, index and names of every segment as recording would leave them, over files
 * that are hard links to one segment. Files are there only where `link` was called.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  encodeBase64,
  encodeHashSheet,
  encodeHex,
  formatTime,
  hashSheetSuffix,
  type NewEntry,
  SegmentHasher,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { sampleFragment, sampleInit } from '../../packages/evidence/test/sample-footage.ts';
import {
  closeStore,
  type OpenStore,
  openStore,
} from '../../packages/recorder/src/recording/opening/open-store.ts';
import { nodeDisk } from '../../packages/recorder/src/recording/store/disk.ts';
import type { SpanToIndex } from '../../packages/recorder/src/recording/store/footage-index.ts';
import { segmentPath } from '../../packages/recorder/src/recording/store/paths.ts';

const minuteMs = 60_000;
/** Entries that share one write of the log. */
const batch = 4096;
const fragmentBytes = 500_000;

export type ArchiveSize = { readonly cameras: number; readonly minutes: number; readonly endMs: number };

export type Archive = {
  readonly store: OpenStore;
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly link: (path: string) => void;
  readonly remove: () => Promise<void>;
};

/** One minute at 4 Mbit/s. */
function modelSegment() {
  const hasher = new SegmentHasher(nodeAlgorithms['sha256-ed25519']);
  const parts = [sampleInit()];
  for (let i = 0; i < 60; i++) {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(fragmentBytes + 8);
    head.write('mdat', 4, 'latin1');
    const empty = sampleFragment(i + 1, i * 1000, 1, 0).subarray(0, -8);
    parts.push(Buffer.concat([empty, head, randomBytes(fragmentBytes)]));
  }
  const places: { offsetBytes: number; sizeBytes: number; startOffsetMs: number; sync: boolean }[] = [];
  let offsetBytes = 0;
  for (const [at, bytes] of parts.entries()) {
    hasher.addPart(bytes);
    const startOffsetMs = Math.max(0, at - 1) * 1000;
    places.push({ offsetBytes, sizeBytes: bytes.length, startOffsetMs, sync: at > 0 });
    offsetBytes += bytes.length;
  }
  return { bytes: Buffer.concat(parts), places, digest: hasher.finish() };
}

export async function makeArchive({ cameras, minutes, endMs }: ArchiveSize): Promise<Archive> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const store = await openStore({ directory, disk: nodeDisk, make: true, nowMs: () => endMs });
  const model = modelSegment();
  writeFileSync(join(directory, 'model.mp4'), model.bytes);
  writeFileSync(join(directory, `model.mp4${hashSheetSuffix}`), encodeHashSheet(model.digest));
  const fromMs = endMs - minutes * minuteMs;
  const ids = Array.from({ length: cameras }, (_, at) => `cam-${at + 1}`);
  let waiting: { readonly entry: NewEntry; readonly row: (logIndex: number) => SpanToIndex }[] = [];
  const flush = async () => {
    const { firstIndex } = await store.log.append(waiting.map(({ entry }) => entry));
    store.index.add(
      waiting.map(({ row }, at) => row(firstIndex + at)),
      firstIndex + waiting.length,
    );
    if (store.log.size() - store.log.checkpointedSize() > 16 * batch) await store.log.writeCheckpoint();
    waiting = [];
  };
  for (let n = 1; n <= minutes; n++) {
    for (const camera of ids) {
      waiting.push(segmentOf(camera, n, fromMs + (n - 1) * minuteMs, model));
      if (waiting.length >= batch) await flush();
    }
  }
  await flush();
  await store.log.writeCheckpoint();
  return {
    store,
    cameras: ids,
    fromMs,
    toMs: endMs,
    link: (path) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      if (existsSync(join(directory, path))) return;
      for (const end of ['', hashSheetSuffix])
        linkSync(join(directory, `model.mp4${end}`), join(directory, `${path}${end}`));
    },
    remove: async () => {
      await closeStore(store);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function segmentOf(camera: string, n: number, startMs: number, model: ReturnType<typeof modelSegment>) {
  const { digest, places, bytes } = model;
  const endMs = startMs + minuteMs;
  const path = segmentPath(camera, startMs);
  const entry: NewEntry = {
    type: 'segment',
    camera,
    n,
    start: formatTime(startMs),
    end: formatTime(endMs),
    bytes: bytes.length,
    parts: places.length,
    root: encodeBase64(digest.root),
    codec: 'avc1.640028',
    clock: { source: 'rtcp', offsetMs: 0 },
    cameraSignature: 'absent',
    sizes: encodeBase64(digest.sizesHash),
    path,
  };
  const row = (logIndex: number): SpanToIndex => ({
    row: {
      kind: 'segment',
      camera,
      n,
      startMs,
      endMs,
      bytes: bytes.length,
      parts: places.length,
      path,
      root: encodeHex(digest.root),
      codec: 'avc1.640028',
      width: 1280,
      height: 720,
      frames: 1500,
      startsWithSync: true,
      clockSource: 'rtcp',
      clockOffsetMs: 0,
      cameraSignature: 'absent',
      logIndex,
      tombstone: undefined,
    },
    parts: places,
  });
  return { entry, row };
}
