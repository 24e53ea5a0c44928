// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packetise } from './packetise.ts';

const nal = (codec: 'h264' | 'h265', length: number) => {
  const bytes = new Uint8Array(length).map((_, i) => i % 251);
  bytes.set(codec === 'h264' ? [0x65] : [19 << 1, 1]);
  return bytes;
};

describe('packets', () => {
  it('carry a small NAL unit as it is', () => {
    expect(packetise('h264', [nal('h264', 1400)], false)).toEqual([nal('h264', 1400)]);
  });

  it('carry a large one in fragments: FU-A of RFC 6184 §5.8, FU of RFC 7798 §4.4.3', () => {
    const h264 = packetise('h264', [nal('h264', 3000)], false);
    expect(h264.map((payload) => [...payload.subarray(0, 2)])).toEqual([
      [0x7c, 0x85],
      [0x7c, 0x05],
      [0x7c, 0x45],
    ]);
    const h265 = packetise('h265', [nal('h265', 2000)], false);
    expect(h265.map((payload) => [...payload.subarray(0, 3)])).toEqual([
      [0x62, 0x01, 0x93],
      [0x62, 0x01, 0x53],
    ]);
  });

  it('carry neighbours together when asked: STAP-A of RFC 6184 §5.7.1, AP of RFC 7798 §4.4.2', () => {
    const [stap] = packetise('h264', [Uint8Array.of(0x67, 1), Uint8Array.of(0x28, 2, 3)], true);
    expect([...(stap ?? [])]).toEqual([0x78, 0, 2, 0x67, 1, 0, 3, 0x28, 2, 3]);
    const [ap] = packetise('h265', [Uint8Array.of(0x40, 1, 9), Uint8Array.of(0x42, 1)], true);
    expect([...(ap ?? [])]).toEqual([0x60, 1, 0, 3, 0x40, 1, 9, 0, 2, 0x42, 1]);
  });

  it('lose and add nothing, and fit the network', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('h264', 'h265'),
        fc.array(fc.integer({ min: 3, max: 6000 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (codec, lengths, aggregated) => {
          const nals = lengths.map((length) => nal(codec, length));
          const payloads = packetise(codec, nals, aggregated);
          expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(1400);
          expect(Buffer.concat(unpack(codec, payloads))).toEqual(Buffer.concat(nals));
        },
      ),
    );
  });
});

/** The receiving side, written from the RFCs' figures. */
function unpack(codec: 'h264' | 'h265', payloads: readonly Uint8Array[]): Uint8Array[] {
  const nals: Uint8Array[] = [];
  for (const payload of payloads) {
    const [first = 0, second = 0, third = 0] = payload;
    const type = codec === 'h264' ? first & 0x1f : (first >> 1) & 0x3f;
    const header = codec === 'h264' ? 1 : 2;
    if (type === (codec === 'h264' ? 24 : 48)) {
      for (let at = header; at < payload.length; ) {
        const length = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
        nals.push(payload.subarray(at + 2, at + 2 + length));
        at += 2 + length;
      }
    } else if (type === (codec === 'h264' ? 28 : 49)) {
      const fu = codec === 'h264' ? second : third;
      const start =
        codec === 'h264' ? [(first & 0xe0) | (fu & 0x1f)] : [(first & 0x81) | ((fu & 0x3f) << 1), second];
      if (fu & 0x80) nals.push(Uint8Array.from(start));
      nals.push(payload.subarray(header + 1));
    } else nals.push(payload);
  }
  return nals;
}
