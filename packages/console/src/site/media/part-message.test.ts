// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readPart } from './part-message.ts';

function message(header: object, bytes: number[]): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(4 + json.length + bytes.length);
  new DataView(out.buffer).setUint32(0, json.length);
  out.set(json, 4);
  out.set(bytes, 4 + json.length);
  return out.buffer;
}

describe('a media message', () => {
  it('is split into its header and its bytes', () => {
    const part = readPart(message({ kind: 'fragment', camera: '1', n: 3 }, [9, 8, 7]));
    expect(part?.header).toMatchObject({ kind: 'fragment', n: 3 });
    expect([...(part?.bytes ?? [])]).toEqual([9, 8, 7]);
  });

  it('is refused when shorter than it says', () => {
    expect(readPart(new ArrayBuffer(3))).toBeUndefined();
    expect(readPart(message({}, []).slice(0, 5))).toBeUndefined();
  });
});
