// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Algorithms } from '../algorithms.ts';
import { SegmentHasher } from '../merkle/segment-hasher.ts';
import { hashParts, hashSegmentFile } from './hash-segment-file.ts';
import type { OpenFile } from './store-files.ts';

const algorithms: Algorithms = {
  suite: 'sha256-ed25519',
  createHasher: () => {
    const hasher = createHash('sha256');
    return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() };
  },
  hash: (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest(),
  verifySignature: () => false,
};
const mebibyte = 1 << 20;

const box = (type: string, sizeBytes: number): Buffer => {
  const bytes = Buffer.alloc(sizeBytes, sizeBytes % 251);
  bytes.writeUInt32BE(sizeBytes);
  bytes.write(type, 4, 'latin1');
  return bytes;
};

/** Two buffers in turn, each filled late: what a file on a disk does. `cutTo` shortens it after some reads. */
function fileOf(whole: Buffer, cutTo = whole.length, afterReads = 0): OpenFile {
  const buffers = [Buffer.alloc(mebibyte), Buffer.alloc(mebibyte)] as const;
  let reads = 0;
  return {
    sizeBytes: whole.length,
    read: async (offset, length) => {
      const end = reads >= afterReads ? cutTo : whole.length;
      const into = buffers[reads++ & 1]!;
      await new Promise((done) => setImmediate(done));
      const bytes = whole.subarray(offset, Math.max(offset, Math.min(end, offset + length)));
      into.set(bytes);
      return into.subarray(0, bytes.length);
    },
    close: async () => undefined,
  };
}

/** Parts that end anywhere around the ends of the pieces a file is read in. */
const partSize = fc.oneof(
  fc.integer({ min: 40, max: 3000 }),
  fc.integer({ min: mebibyte - 60, max: mebibyte + 60 }),
  fc.integer({ min: 2 * mebibyte - 60, max: 2 * mebibyte + 60 }),
);

test('a file read piece by piece and cut at its boxes is what its parts are, wherever they end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(partSize, { minLength: 1, maxLength: 5 }), async (sizes) => {
      const parts = [
        box('ftyp', 24),
        ...sizes.map((size) => Buffer.concat([box('moof', 16), box('mdat', size - 16)])),
      ];
      const expected = new SegmentHasher(algorithms);
      for (const part of parts) expected.addPart(part);
      const whole = Buffer.concat(parts);
      const found = await hashSegmentFile(algorithms, fileOf(whole));
      expect(found).toEqual({ kind: 'hashed', digest: expected.finish() });
      const known = await hashParts(
        algorithms,
        fileOf(whole),
        parts.map(({ length }) => length),
      );
      expect(known).toEqual(expected.finish());
    }),
    { numRuns: 60 },
  );
});

test('boxes that do not fill the file, and a file that is cut while it is read, come to an end', async () => {
  const good = Buffer.concat([box('ftyp', 24), box('moof', 16), box('mdat', 3 * mebibyte)]);
  expect(await hashSegmentFile(algorithms, fileOf(Buffer.concat([good, Buffer.alloc(5)])))).toEqual({
    kind: 'no-boxes',
    atByte: good.length,
  });
  expect(await hashSegmentFile(algorithms, fileOf(Buffer.alloc(0)))).toEqual({ kind: 'no-boxes', atByte: 0 });
  const cut = await hashSegmentFile(algorithms, fileOf(good, mebibyte + 5, 1));
  expect(cut.kind).toBe('hashed');
  const atHeader = Buffer.concat([
    box('ftyp', 24),
    box('moof', 16),
    box('mdat', mebibyte - 45),
    box('moof', 16),
  ]);
  expect(await hashSegmentFile(algorithms, fileOf(atHeader, mebibyte + 2, 1))).toEqual({
    kind: 'no-boxes',
    atByte: mebibyte - 5,
  });
});
