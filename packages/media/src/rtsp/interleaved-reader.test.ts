// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InterleavedReader } from './interleaved-reader.ts';

type Heard = { readonly texts: string[]; readonly frames: string[]; skipped: number };

function read(chunks: readonly Buffer[], channels: readonly number[] = [0, 1]): Heard {
  const heard: Heard = { texts: [], frames: [], skipped: 0 };
  const reader = new InterleavedReader({
    onText: ({ startLine, body }) => heard.texts.push(`${startLine}|${body}`),
    onFrame: (channel, bytes, from, to) =>
      heard.frames.push(`${channel}:${Buffer.from(bytes.subarray(from, to)).toString('hex')}`),
    onSkipped: (bytes) => {
      heard.skipped += bytes;
    },
    onHopeless: () => undefined,
  });
  for (const channel of channels) reader.expectChannel(channel);
  // The caller reuses its buffer: what the reader still needs it must have copied.
  const shared = Buffer.alloc(70_000);
  for (const chunk of chunks) {
    chunk.copy(shared);
    reader.receive(shared, chunk.length);
    shared.fill(0xaa, 0, chunk.length);
  }
  return heard;
}

const frame = (channel: number, ...payload: number[]): Buffer =>
  Buffer.from([0x24, channel, payload.length >> 8, payload.length & 255, ...payload]);
const rtp = [0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0x24, 0x41];
const reply = Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 2 \r\nContent-Length: 4\r\n\r\nv=0\n');
const stream = Buffer.concat([
  reply,
  frame(0, ...rtp),
  Buffer.from('\r\n\r\n'),
  frame(1, ...rtp),
  reply,
  frame(0, ...rtp),
]);
const whole: Heard = {
  texts: ['RTSP/1.0 200 OK|v=0\n', 'RTSP/1.0 200 OK|v=0\n'],
  frames: [0, 1, 0].map((channel) => `${channel}:${Buffer.from(rtp).toString('hex')}`),
  skipped: 0,
};

describe('A connection taken apart', () => {
  it('reads the same however it is split (F3, F8)', () => {
    for (let at = 0; at <= stream.length; at++) {
      expect(read([stream.subarray(0, at), stream.subarray(at)])).toEqual(whole);
    }
    expect(read(Array.from(stream, (byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('skips rubbish between frames and finds the next one (F1)', () => {
    const rubbish = Buffer.from([1, 2, 3, 0x24, 0x99, 7, 7, 9, 200]);
    const heard = read([Buffer.concat([frame(0, ...rtp), rubbish, frame(1, ...rtp)])]);
    expect(heard.frames).toHaveLength(2);
    expect(heard.skipped).toBe(rubbish.length);
  });

  it('never throws and stays small, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (chunks) => {
        expect(() => read(chunks.map((chunk) => Buffer.from(chunk)))).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
