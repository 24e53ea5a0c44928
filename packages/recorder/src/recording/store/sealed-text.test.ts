// SPDX-License-Identifier: Apache-2.0
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { describe, expect, it } from 'vitest';
import { textSealOf } from './sealed-text.ts';

describe.each(['sha256-ed25519', 'sm3-sm2'] as const)('a text sealed under %s', (suite) => {
  const key = new Uint8Array(32).fill(7);
  const { seal, open, mark } = textSealOf(nodeAlgorithms[suite], key, 'test');
  const text = 'rtsp://admin:密码@10.0.0.1/x?token=1';

  it('opens under its own name and key alone, and with every byte in its place', () => {
    const sealed = seal('cam-1', text);
    expect(Buffer.from(sealed).includes('10.0.0.1')).toBe(false);
    expect(open('cam-1', sealed)).toBe(text);
    expect(open('cam-2', sealed)).toBeUndefined();
    expect(
      textSealOf(nodeAlgorithms[suite], new Uint8Array(32), 'test').open('cam-1', sealed),
    ).toBeUndefined();
    expect(textSealOf(nodeAlgorithms[suite], key, 'other').open('cam-1', sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at++) {
      const altered = Uint8Array.from(sealed);
      altered[at]! ^= 1;
      expect(open('cam-1', altered)).toBeUndefined();
    }
    for (const length of [0, 1, 27, 47]) expect(open('cam-1', sealed.subarray(0, length))).toBeUndefined();
  });

  it('is never the same twice, its mark always', () => {
    expect(seal('cam-1', text)).not.toEqual(seal('cam-1', text));
    expect(mark(text)).toBe(mark(text));
    expect(mark(text)).not.toBe(mark(`${text}2`));
    expect(textSealOf(nodeAlgorithms[suite], new Uint8Array(32), 'test').mark(text)).not.toBe(mark(text));
  });
});
