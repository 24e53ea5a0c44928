// SPDX-License-Identifier: Apache-2.0
/** Every parser fed its input in other pieces and with rubbish: the same answer, no error, nothing that grows for ever. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VideoAssembler } from './codec/video-assembler.ts';
import { describeInit, describeMoof } from './mp4/segment-boxes.ts';
import { parseH264Sps } from './nal/h264.ts';
import { parseH265Sps } from './nal/h265.ts';
import { RtpTrack } from './rtp/rtp-track.ts';
import { rankChallenges } from './rtsp/authorization.ts';
import { parseSessionDescription } from './rtsp/session-description.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const sps = hex('6742c00adc47b011000003000100000300320f122780');
const pps = hex('68ce0f2c80');
const runs = { numRuns: process.env['MINGJING_DEEP'] ? 20_000 : 300 };
const someBytes = (maxLength = 200) => fc.uint8Array({ maxLength });

function pictures(codec: 'h264' | 'h265', payloads: readonly (readonly [Uint8Array, number])[]): string[] {
  const found: string[] = [];
  const assembler = new VideoAssembler(codec, [sps, pps], undefined, {
    onPicture: ({ ticks, sync, pieces }) =>
      found.push(
        `${ticks} ${sync} ${Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString('hex')}`,
      ),
    onDeviation: () => undefined,
  });
  for (const [payload, ticks] of payloads) assembler.push(payload, 0, payload.length, ticks);
  assembler.flush();
  return found;
}

/** One NAL unit as FU-A fragments cut at the given places. */
function fragments(nal: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const edges = [1, ...cuts, nal.length];
  return edges.slice(0, -1).map((from, i) => {
    const first = i === 0 ? 0x80 : 0;
    const last = i === edges.length - 2 ? 0x40 : 0;
    return Uint8Array.from([
      (nal[0]! & 0xe0) | 28,
      first | last | (nal[0]! & 31),
      ...nal.subarray(from, edges[i + 1]),
    ]);
  });
}

describe('the same picture', () => {
  const nal = Uint8Array.from([0x65, 0x88, 0x80, ...Array.from({ length: 60 }, (_, i) => i)]);
  const whole = pictures('h264', [[nal, 0]]);

  it('comes out of fragments cut at every byte', () => {
    expect(whole.length).toBe(1);
    for (let cut = 2; cut < nal.length; cut++)
      expect(
        pictures(
          'h264',
          fragments(nal, [cut]).map((part) => [part, 0] as const),
        ),
        `cut at ${cut}`,
      ).toEqual(whole);
    expect(
      pictures(
        'h264',
        fragments(
          nal,
          Array.from({ length: nal.length - 2 }, (_, i) => i + 2),
        ).map((part) => [part, 0] as const),
      ),
    ).toEqual(whole);
  });

  it('comes out of an aggregate', () => {
    const aggregate = Uint8Array.from([24, 0, nal.length, ...nal]);
    expect(pictures('h264', [[aggregate, 0]])).toEqual(whole);
  });
});

describe('rubbish', () => {
  it.each(['h264', 'h265'] as const)(
    'in %s packets makes no error, and the next good picture comes through',
    (codec) => {
      fc.assert(
        fc.property(fc.array(fc.tuple(someBytes(), fc.nat(100_000)), { maxLength: 30 }), (payloads) => {
          const all = pictures(codec, payloads);
          expect(Array.isArray(all)).toBe(true);
        }),
        runs,
      );
      const after = pictures('h264', [
        [Uint8Array.from([0x7c, 0x05, 9, 9]), 0],
        [Uint8Array.from([0x65, 0x88, 0x80, 1]), 9000],
      ]);
      expect(after.some((picture) => picture.startsWith('9000'))).toBe(true);
    },
  );

  it('in RTP and RTCP makes no error and holds no more packets than it may', () => {
    fc.assert(
      fc.property(fc.array(someBytes(60), { maxLength: 200 }), (packets) => {
        let payloads = 0;
        const track = new RtpTrack(96, 64, {
          onPayload: () => {
            payloads += 1;
          },
          onLost: (count) => expect(count).toBeGreaterThanOrEqual(0),
          onDeviation: () => undefined,
          onSenderReport: (ms) => expect(Number.isFinite(ms)).toBe(true),
        });
        for (const packet of packets) {
          track.receive(packet, 0, packet.length);
          track.receiveReport(packet, 0, packet.length);
        }
        track.flush();
        expect(payloads).toBeLessThanOrEqual(packets.length);
        expect(track.report(1).length).toBeLessThanOrEqual(52);
      }),
      runs,
    );
  });

  it('in parameter sets, descriptions, challenges and boxes gives an answer or none', () => {
    fc.assert(
      fc.property(someBytes(), fc.string({ maxLength: 400 }), (noise, text) => {
        parseH264Sps(noise);
        parseH265Sps(noise);
        describeInit(noise);
        rankChallenges([text]);
        const found = parseSessionDescription(text);
        expect(found.unsupportedVideo.length).toBeLessThanOrEqual(text.length);
      }),
      runs,
    );
  });

  it('in a parameter set that was good makes no error', () => {
    fc.assert(
      fc.property(fc.nat(sps.length - 1), fc.nat(255), fc.nat(sps.length), (at, value, length) => {
        const broken = sps.slice();
        broken[at] = value;
        parseH264Sps(broken.subarray(0, length));
      }),
      runs,
    );
  });

  it('where a moof is expected is said to be none', () => {
    expect(describeMoof.length).toBeGreaterThan(0);
    expect(describeInit(new Uint8Array())).toBeUndefined();
  });
});
