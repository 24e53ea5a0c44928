// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatBytes, SegmentHasher } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { FootageKeys } from '../../core/media/footage-keys.ts';
import { keyIdOf } from '../footage-key.ts';
import { DaySeals, openPart, sealPart } from './seal-segment.ts';
import { parseSealHead, partHeadBytes, sealBlockBytes, storedSizeOf, tagBytes } from './sealed-format.ts';

const algorithms = nodeAlgorithms['sha256-ed25519'];
const folder = mkdtempSync(join(tmpdir(), 'mingjing-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const secret = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
  return { to: { publicKey: raw, keyId: keyIdOf(raw) }, secret };
}

const pair = keyPair();
const about = { startOffsetMs: 0, endOffsetMs: 1000, frames: 25, sync: true };

function sealed(bytes: Uint8Array, number = 1, cuts: readonly number[] = []) {
  const seal = new DaySeals(pair.to).begin('gate', '2026-11-29');
  const edges = [0, ...cuts, bytes.length];
  const pieces = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
  const plain = new SegmentHasher(algorithms).addPart(bytes);
  const part = sealPart(seal.key, plain, { ...about, number }, pieces);
  return { seal, part, stored: concatBytes(...part.pieces), plain };
}

describe('An encrypted part', () => {
  it.each([40, 1000, 16_384, sealBlockBytes - 1, sealBlockBytes, sealBlockBytes + 1, 200_000])(
    'of %d bytes opens to what it was, however it was cut into pieces',
    (size) => {
      const bytes = new Uint8Array(randomBytes(size));
      const cuts = [0.1, 0.11, 0.5, 0.9].map((share) => Math.floor(share * size));
      const { seal, stored, plain } = sealed(bytes, 7, cuts);
      expect(stored.length).toBe(storedSizeOf(size));
      const opened = openPart(seal.key, stored)!;
      expect(Buffer.from(opened.bytes).equals(bytes)).toBe(true);
      expect(opened.head).toMatchObject({ ...about, plainBytes: size, number: 7 });
      expect(Buffer.from(opened.head.root).equals(plain.root)).toBe(true);
      expect(opened.damagedBlocks).toEqual([]);
      expect(Buffer.from(stored).includes(Buffer.from(bytes.subarray(0, 64)))).toBe(false);
    },
  );

  it('with a flipped bit tells the block, and gives everything else as it was', () => {
    const bytes = new Uint8Array(randomBytes(3 * sealBlockBytes));
    const { seal, stored } = sealed(bytes);
    stored[partHeadBytes + sealBlockBytes + tagBytes + 1000]! ^= 1;
    const opened = openPart(seal.key, stored)!;
    expect(opened.damagedBlocks).toEqual([1]);
    const differing = bytes.findIndex((byte, at) => byte !== opened.bytes[at]);
    expect(differing).toBe(sealBlockBytes + 1000);
    opened.bytes[differing]! ^= 1;
    expect(Buffer.from(opened.bytes).equals(bytes)).toBe(true);
  });

  it('is bound to its head: with another number, time or root nothing of it fits', () => {
    for (const at of [15, 19, 23, 27, 31, 40]) {
      const { seal, stored } = sealed(new Uint8Array(randomBytes(2 * sealBlockBytes)));
      stored[at]! ^= 1;
      const opened = openPart(seal.key, stored);
      expect(opened === undefined || opened.damagedBlocks.length === 2).toBe(true);
    }
  });
});

describe('The key of a file', () => {
  it('opens with the footage key, for its own camera and day only', () => {
    const { seal, stored } = sealed(new Uint8Array(randomBytes(5000)));
    const head = parseSealHead(seal.head)!;
    const keys = new FootageKeys([pair.secret]);
    expect(openPart(keys.of('gate')(head)!, stored)?.damagedBlocks).toEqual([]);
    expect(keys.of('lobby')(head)).toBeUndefined();
    expect(keys.of('gate')({ ...head, day: '2026-11-30' })).toBeUndefined();
    expect(new FootageKeys([keyPair().secret]).of('gate')(head)).toBeUndefined();
    expect(new FootageKeys([]).of('gate')(head)).toBeUndefined();
  });

  it('is another for each file, and wrapped anew for each day and each start', () => {
    const seals = new DaySeals(pair.to);
    const [one, two, next] = [
      seals.begin('gate', '2026-11-29'),
      seals.begin('gate', '2026-11-29'),
      seals.begin('gate', '2026-11-30'),
    ].map((seal) => ({ seal, head: parseSealHead(seal.head)! }));
    expect(one!.seal.key.equals(two!.seal.key)).toBe(false);
    expect(one!.head.wrapped).toEqual(two!.head.wrapped);
    expect(one!.head.wrapped).not.toEqual(next!.head.wrapped);
    const again = parseSealHead(new DaySeals(pair.to).begin('gate', '2026-11-29').head)!;
    expect(again.wrapped).not.toEqual(one!.head.wrapped);
  });

  it('does not stand in the file', () => {
    const { seal, stored } = sealed(new Uint8Array(1000));
    const file = join(folder, 'one');
    writeFileSync(file, Buffer.concat([seal.head, stored]));
    const written = Buffer.concat([seal.head, stored]);
    expect(written.includes(seal.key.export())).toBe(false);
  });
});
