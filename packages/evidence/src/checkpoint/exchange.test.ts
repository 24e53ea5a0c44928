// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sha256, suites, testOrigin, testSigner } from '../../test/node-crypto.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { parseTilePath, tilePath, widthOfTile } from '../log/tile-path.ts';
import { consistencyPath } from '../merkle/proofs.ts';
import { hashLeaf, rootOfLeaves } from '../merkle/tree-hash.ts';
import { parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { followHandovers, signHandover, verifyHandover } from './key-ring.ts';
import { createPolicy, encodePolicy, meetsQuorum, parsePolicy } from './policy.ts';
import { encodeTlogProof, parseTlogProof } from './tlog-proof.ts';
import { encodeVkey } from './vkey.ts';
import { encodeAddCheckpoint, judgeAddCheckpoint, parseAddCheckpoint } from './witness-request.ts';

const log = testSigner('ed25519', testOrigin);
const leaves = Array.from({ length: 20 }, (_, at) => Uint8Array.from(hashLeaf(sha256, Uint8Array.of(at))));
const treeOf = (size: number) => ({
  origin: testOrigin,
  size,
  root: rootOfLeaves(sha256, leaves.slice(0, size)),
});
const checkpointOf = (size: number) => parseCheckpoint(signCheckpoint(treeOf(size), log))!;

describe('tile paths of C2SP', () => {
  it('are those of the specification', () => {
    expect(tilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath('entries', 5, 112)).toBe('tile/entries/005.p/112');
    expect(
      [0, 1, 2].map((level) => widthOfTile(level, level === 0 ? 273 : level === 1 ? 1 : 0, 70_000)),
    ).toEqual([112, 17, 1]);
    expect(parseTilePath('tile/0/x001/x234/067')).toEqual({ level: 0, index: 1234067, width: 256 });
    for (const path of [
      'tile/0/67',
      'tile/00/067',
      'tile/0/067.p/256',
      'tile/0/067.p/0',
      'tile/0/x000/067',
      'tile/0/067.p/07',
    ])
      expect(parseTilePath(path), path).toBeUndefined();
  });
});

describe('a witness', () => {
  const request = (oldSize: number, size: number) =>
    parseAddCheckpoint(
      encodeAddCheckpoint({
        oldSize,
        path: consistencyPath(sha256, leaves.slice(0, size), oldSize),
        checkpoint: checkpointOf(size),
      }),
    );
  const judge = (oldSize: number, size: number, knownSize: number) =>
    judgeAddCheckpoint(suites, request(oldSize, size), [log.key], {
      size: knownSize,
      root: knownSize === 0 ? undefined : treeOf(knownSize).root,
    }).status;

  it('answers as the protocol says', () => {
    expect(judge(0, 7, 0)).toBe(200);
    expect(judge(7, 20, 7)).toBe(200);
    expect(judge(7, 7, 7)).toBe(200);
    expect(judge(5, 20, 7)).toBe(409);
    const rolledBack = judgeAddCheckpoint(suites, request(3, 5), [log.key], {
      size: 7,
      root: treeOf(7).root,
    });
    expect(rolledBack).toEqual({ kind: 'other-size', status: 409, knownSize: 7 });
    const forked = judgeAddCheckpoint(suites, request(7, 7), [log.key], { size: 7, root: sha256.hash() });
    expect(forked).toMatchObject({ kind: 'other-root', status: 409 });
    const lying = { ...request(7, 20)!, path: [sha256.hash()] };
    expect(judgeAddCheckpoint(suites, lying, [log.key], treeOf(7)).status).toBe(422);
    expect(
      judgeAddCheckpoint(suites, request(7, 20), [testSigner('ed25519', testOrigin, 'x').key], treeOf(7))
        .status,
    ).toBe(403);
    expect(judgeAddCheckpoint(suites, request(7, 20), undefined, treeOf(7)).status).toBe(404);
    expect(
      judgeAddCheckpoint(suites, parseAddCheckpoint(encodeUtf8('old x\n\n')), [log.key], treeOf(7)).status,
    ).toBe(400);
  });
});

describe('a policy', () => {
  const [w1, w2, w3] = ['w1', 'w2', 'w3'].map((name) => ({
    name,
    key: testSigner('cosignature-v1', `${name}.example`).key,
  }));

  it('is written, read and applied', () => {
    const bytes = encodePolicy(createPolicy([log.key], [w1!, w2!, w3!], 2));
    const parsed = parsePolicy(suites, bytes);
    if (parsed.kind !== 'policy') throw new Error('malformed');
    expect(meetsQuorum(parsed.policy, [w1!.key])).toBe(false);
    expect(meetsQuorum(parsed.policy, [w1!.key, w3!.key])).toBe(true);
    expect(decodeUtf8(encodePolicy(createPolicy([log.key], [], 0)))).toBe(
      `log ${encodeVkey(log.key)}\nquorum none\n`,
    );
  });

  it('is refused with its line', () => {
    const witness = `witness w ${encodeVkey(w1!.key)}`;
    for (const [text, line] of [
      ['quorum w\n', 1],
      [`${witness}\n${witness}\nquorum w\n`, 2],
      [`${witness}\ngroup g 2 w\nquorum g\n`, 2],
      [`${witness}\nquorum w\nquorum w\n`, 3],
      [`${witness}\n`, 0],
      ['nonsense\n', 1],
    ] as const)
      expect(parsePolicy(suites, encodeUtf8(text)), text).toEqual({ kind: 'malformed', line });
  });
});

describe('a proof file and a hand-over', () => {
  it('survive writing and reading', () => {
    const proof = {
      extra: Uint8Array.of(1, 2),
      index: 4,
      path: leaves.slice(0, 3),
      checkpoint: checkpointOf(20),
    };
    const bytes = encodeTlogProof(proof);
    expect(parseTlogProof(bytes)).toEqual(proof);
    expect(decodeUtf8(bytes)).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra AQI=\nindex 4\n/);
    expect(parseTlogProof(encodeUtf8(decodeUtf8(bytes)!.replace('index 4', 'index 04')))).toBeUndefined();
  });

  it('leads from a known key to the next and no further', () => {
    const next = testSigner('ed25519', testOrigin, 'next');
    const thief = testSigner('ed25519', testOrigin, 'thief');
    const note = signHandover(testOrigin, log, next);
    expect(verifyHandover(suites, note)).toEqual({ origin: testOrigin, from: log.key, to: next.key });
    expect(parseCheckpoint(encodeUtf8(note))).toBeUndefined();
    expect(followHandovers(suites, [log.key], [note])).toEqual([log.key, next.key]);
    expect(followHandovers(suites, [next.key], [note])).toEqual([next.key]);
    const forged = note.replace(encodeVkey(next.key), encodeVkey(thief.key));
    expect(verifyHandover(suites, forged)).toBeUndefined();
  });
});
