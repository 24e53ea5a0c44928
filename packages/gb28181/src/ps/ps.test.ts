// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAdtsHeader } from './adts.ts';
import { crc32Mpeg } from './crc32.ts';
import { type PsAudio, PsDemuxer } from './demuxer.ts';
import { encodeStreamMap, encodeSystemHeader, PsMuxer, writePackHeader } from './muxer.ts';
import { readTimestamp, TicksUnwrapper, writeTimestamp } from './timestamps.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

const packHeader = (scr: number): Uint8Array => {
  const bytes = new Uint8Array(14);
  writePackHeader(bytes, 0, scr);
  return bytes;
};

type Seen = { nals: string[]; audio: PsAudio[]; deviations: string[] };

function demuxer(): { readonly demuxer: PsDemuxer; readonly seen: Seen } {
  const seen: Seen = { nals: [], audio: [], deviations: [] };
  return {
    seen,
    demuxer: new PsDemuxer({
      onNal: (codec, nal, ticks) =>
        seen.nals.push(`${codec} ${hex(nal).slice(0, 24)} ${nal.length} ${ticks}`),
      onAudio: (audio) => seen.audio.push(audio),
      onDeviation: (id) => seen.deviations.push(id),
    }),
  };
}

const sps = unhex('674d001f95a814016e9b80');
const pps = unhex('68ee3c80');
const slice = (bytes: number, first = 0x65) => {
  const nal = new Uint8Array(bytes).fill(0x5a);
  nal[0] = first;
  nal[1] = 0x88;
  return nal;
};

describe('bytes of a program stream', () => {
  it.each([
    [0, '000001ba440004000401005f6bf8'],
    [1, '000001ba440004000c01005f6bf8'],
    [90_000, '000001ba440016fc8401005f6bf8'],
    [1_260_000, '000001ba440135cf0401005f6bf8'],
    [2 ** 32 - 1, '000001ba5ffffffffc01005f6bf8'],
    [2 ** 33 - 1, '000001ba7ffffffffc01005f6bf8'],
  ])('pack header at %d', (scr, bytes) => expect(hex(packHeader(scr))).toBe(bytes));

  it.each([
    [0, '2100010001'],
    [1, '2100010003'],
    [3600, '2100011c21'],
    [90_000, '210005bf21'],
    [1_260_000, '21004d73c1'],
    [2 ** 33 - 1, '2fffffffff'],
  ])('PTS %d', (ticks, bytes) => {
    const out = new Uint8Array(5);
    writeTimestamp(out, 0, 2, ticks);
    expect(hex(out)).toBe(bytes);
    expect(readTimestamp(out, 0)).toBe(ticks);
  });

  it.each([
    ['h264', undefined, '000001bc000ee0ff000000041be00000f4dcbd45'],
    ['h265', undefined, '000001bc000ee0ff0000000424e000000c49b076'],
    ['h264', 'g711a', '000001bc0012e0ff000000081be0000090c00000fedfb1d7'],
    ['h265', 'aac', '000001bc0012e0ff0000000824e000000fc00000eac5e41d'],
  ] as const)('map of %s and %s', (video, audio, bytes) =>
    expect(hex(encodeStreamMap(video, audio))).toBe(bytes),
  );

  it('system header as a widespread receiver takes it', () => {
    expect(hex(encodeSystemHeader(true))).toBe('000001bb000c80ccf504217fe0e080c0c008');
    const peer = unhex(
      '000001bc0028c20100167114697265616465722f6d656469612d736572766572000890c000001be0000026ca1b0e',
    );
    expect(crc32Mpeg(peer.subarray(0, -4))).toBe(0x26ca1b0e);
  });

  it('counts on over the wrap at 33 bits and at 32', () => {
    for (const wrap of [2 ** 33, 2 ** 32]) {
      const unwrapper = new TicksUnwrapper();
      const start = wrap - 3600;
      const seen = [0, 1, 2, 3].map((frame) => unwrapper.unwrap((start + frame * 3600) % wrap) - start);
      expect(seen).toEqual([0, 3600, 7200, 10_800]);
    }
  });
});

describe('muxer and demuxer', () => {
  const stream = (audio: 'g711a' | undefined): Uint8Array => {
    const muxer = new PsMuxer('h264', audio);
    const parts: Uint8Array[] = [];
    for (let frame = 0; frame < 4; frame++) {
      const isKey = frame === 0;
      const nals = isKey ? [sps, pps, slice(150_000)] : [slice(700 + frame, 0x41)];
      parts.push(muxer.video({ nals, ptsTicks: frame * 3600 + 7200, dtsTicks: frame * 3600, isKey }));
      if (audio) parts.push(muxer.audio(new Uint8Array(320).fill(frame), frame * 3600));
    }
    return new Uint8Array(Buffer.concat(parts));
  };

  it('gives every NAL unit back with its time, however the bytes are cut', () => {
    const bytes = stream('g711a');
    const whole = demuxer();
    whole.demuxer.push(bytes);
    whole.demuxer.flush();
    expect(whole.seen.nals.map((one) => one.split(' ').slice(2).join('@'))).toEqual([
      `${sps.length}@7200`,
      `${pps.length}@7200`,
      '150000@7200',
      '701@10800',
      '702@14400',
      '703@18000',
    ]);
    expect(whole.seen.audio.map(({ bytes: sound, ticks }) => [sound.length, ticks])).toEqual([
      [320, 0],
      [320, 3600],
      [320, 7200],
      [320, 10_800],
    ]);
    expect(whole.seen.deviations).toEqual([]);
    for (const size of [1, 2, 3, 7, 1400]) {
      const cut = demuxer();
      for (let at = 0; at < bytes.length; at += size) cut.demuxer.push(bytes.subarray(at, at + size));
      cut.demuxer.flush();
      expect(cut.seen).toEqual(whole.seen);
    }
  });

  it('Q16: a PES without length ends at the next pack', () => {
    const bytes = stream(undefined);
    const open = bytes.slice();
    // The last frame is the smallest; make every short PES open.
    for (let at = 0; at + 6 < open.length; at++)
      if (
        open[at] === 0 &&
        open[at + 1] === 0 &&
        open[at + 2] === 1 &&
        open[at + 3] === 0xe0 &&
        open[at + 4]! < 0x10
      )
        open.fill(0, at + 4, at + 6);
    const { demuxer: one, seen } = demuxer();
    for (let at = 0; at < open.length; at += 1400) one.push(open.subarray(at, at + 1400));
    one.flush();
    expect(seen.nals).toHaveLength(6);
    expect(seen.deviations).toContain('Q16');
  });

  it('Q17, Q19, Q21, Q24: bare pack headers, one NAL unit per PES, wrong CRC, dummy entries, private packets', () => {
    const pes = (nal: Uint8Array, pts: string) =>
      unhex(`000001e0${(nal.length + 12).toString(16).padStart(4, '0')}808005${pts}00000001${hex(nal)}`);
    const parts = [
      unhex('000001ba'),
      unhex('000001bc0012e1ff000000081be0000000000000 00000000'),
      unhex('000001bd0004deadbeef'),
      pes(sps, '210005bf21'),
      pes(pps, '210005bf21'),
      unhex('000001ba44000446540109c347feffffffffffff'),
      pes(slice(60), '210005bf21'),
    ];
    const { demuxer: one, seen } = demuxer();
    one.push(new Uint8Array(Buffer.concat(parts)));
    one.flush();
    expect(seen.nals.map((nal) => nal.split(' ').at(-1))).toEqual(['90000', '90000', '90000']);
  });

  it('Q22: H.265 that is declared H.264 is told by its parameter sets', () => {
    const nals = [unhex('40010c01ffff0160'), unhex('420101016000'), unhex('2601af09')];
    const bytes = new PsMuxer('h264', undefined).video({ nals, ptsTicks: 0, dtsTicks: 0, isKey: true });
    const { demuxer: one, seen } = demuxer();
    one.push(bytes);
    one.flush();
    expect(seen.nals.every((nal) => nal.startsWith('h265'))).toBe(true);
    expect(seen.deviations).toEqual(['Q22']);
  });

  it('Q23: AAC inside what is declared G.711, frames cut over PES', () => {
    const muxer = new PsMuxer('h264', 'g711a');
    const frame = Buffer.concat([encodeAdtsHeader(Uint8Array.of(0x12, 0x10), 100), Buffer.alloc(100, 7)]);
    const { demuxer: one, seen } = demuxer();
    one.push(muxer.video({ nals: [sps, pps, slice(50)], ptsTicks: 0, dtsTicks: 0, isKey: true }));
    one.push(muxer.audio(new Uint8Array(Buffer.concat([frame, frame])), 0));
    one.push(muxer.audio(new Uint8Array(frame.subarray(0, 50)), 4180));
    one.push(muxer.audio(new Uint8Array(frame.subarray(50)), 4180));
    expect(seen.audio).toHaveLength(3);
    expect(seen.audio[0]).toMatchObject({ codec: 'aac', config: { rate: 44_100, channels: 2 } });
    expect(seen.audio[0]!.bytes).toHaveLength(100);
  });

  it('begins anew at the next pack when packets were lost', () => {
    const bytes = stream(undefined);
    const { demuxer: one, seen } = demuxer();
    one.push(bytes.subarray(0, 10_000));
    one.lost();
    one.push(bytes.subarray(20_000));
    one.flush();
    expect(seen.nals.map((nal) => nal.split(' ')[2])).toEqual(['701', '702', '703']);
  });

  it('never throws on rubbish and holds no more than its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
        const { demuxer: one } = demuxer();
        one.push(unhex('000001ba440004000401005f6bf8000001bc0012e0ff000000081be0000090c00000fedfb1d7'));
        for (const chunk of chunks) {
          one.push(Uint8Array.from(chunk, (byte) => (byte % 5 === 0 ? 0 : byte % 7 === 0 ? 1 : byte)));
          one.push(unhex('000001e0'));
        }
        one.flush();
      }),
    );
  });
});
