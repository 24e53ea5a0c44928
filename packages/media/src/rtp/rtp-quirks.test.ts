// SPDX-License-Identifier: Apache-2.0
/** What cameras do wrong with RTP, one test per entry of the catalogue that is handled. The id names the entry. */
import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../frames.ts';
import { AudioDepacketizer } from './audio-depacketizer.ts';
import { MediaLane } from './media-lane.ts';
import { RtpTrack } from './rtp-track.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('RTP', () => {
  const packet = (sequence: number, timestamp = 0, ssrc = 9, type = 96): Uint8Array => {
    const rtp = Buffer.alloc(13);
    rtp[0] = 0x80;
    rtp[1] = type;
    rtp.writeUInt16BE(sequence & 0xffff, 2);
    rtp.writeUInt32BE(timestamp >>> 0, 4);
    rtp.writeUInt32BE(ssrc, 8);
    rtp[12] = sequence & 255;
    return Uint8Array.from(rtp);
  };
  const track = (reorder = 4) => {
    const heard = {
      marks: [] as number[],
      ticks: [] as number[],
      lost: 0,
      deviations: [] as string[],
      reports: [] as number[],
    };
    const rtp = new RtpTrack(96, reorder, {
      onPayload: (payload, from, _to, ticks) => {
        heard.marks.push(payload[from]!);
        heard.ticks.push(ticks);
      },
      onLost: (packets) => {
        heard.lost += packets;
      },
      onDeviation: (id) => heard.deviations.push(id),
      onSenderReport: (ntpMs) => heard.reports.push(ntpMs),
    });
    const receive = (...packets: readonly Uint8Array[]) => {
      for (const one of packets) rtp.receive(one, 0, one.length);
    };
    return { heard, rtp, receive };
  };

  it('R1 another source goes on as a new stream', () => {
    const { heard, receive } = track();
    receive(packet(1), packet(500, 0, 77), packet(501, 0, 77));
    expect([heard.marks.length, heard.deviations]).toEqual([3, ['R1']]);
  });

  it('R4 numbers that begin anew are no loss of thousands', () => {
    const { heard, receive } = track();
    receive(packet(2000), packet(10));
    expect([heard.marks.length, heard.lost, heard.deviations]).toEqual([2, 0, ['R4']]);
  });

  it('R4 a count that begins anew a little back loses nothing, repeated packets are left out (case 18)', () => {
    const { heard, receive } = track();
    for (let at = 0; at < 350; at++) receive(packet(1 + at, at * 90));
    for (let at = 0; at < 50; at++) receive(packet(1 + at, (350 + at) * 90));
    expect([heard.marks.length, heard.lost, heard.deviations]).toEqual([400, 0, ['R4']]);
    // The same few again are repetitions: their time does not go on.
    receive(packet(48, 397 * 90), packet(49, 398 * 90), packet(50, 399 * 90), packet(51, 400 * 90));
    expect([heard.marks.length, heard.deviations]).toEqual([401, ['R4', 'R7', 'R7', 'R7']]);
  });

  it('R4 with a clock that stands still it takes a few packets more, none is lost (cases 05 and 18)', () => {
    const { heard, receive } = track();
    for (let at = 0; at < 200; at++) receive(packet(1 + at));
    for (let at = 0; at < 40; at++) receive(packet(1 + at));
    expect([heard.marks.length, heard.deviations]).toEqual([240, ['R4']]);
  });

  it('R4 a count that leaps ahead is no loss of thousands', () => {
    const { heard, receive } = track();
    receive(packet(1), ...Array.from({ length: 20 }, (_, at) => packet(20_000 + at)));
    expect([heard.marks.length, heard.lost, heard.deviations]).toEqual([21, 0, ['R4']]);
  });

  it('R4 a camera that does not count at all is heard as it comes', () => {
    const { heard, receive } = track();
    receive(packet(100));
    for (let at = 0; at < 300; at++) receive(packet(0, at * 3600));
    expect(heard.marks.length).toBeGreaterThan(200);
    expect([heard.lost, heard.deviations.filter((id) => id === 'R4')]).toEqual([0, ['R4']]);
  });

  it('R6 what is no RTP is dropped and counted', () => {
    const { heard, receive } = track();
    receive(Uint8Array.from([1, 2, 3]), Uint8Array.from([0x40, ...packet(1).subarray(1)]));
    expect([heard.marks, heard.deviations]).toEqual([[], ['R6', 'R6']]);
  });

  it('R7 a repeated packet is heard once, swapped ones in order', () => {
    const { heard, receive } = track();
    receive(packet(1), packet(1), packet(3), packet(3), packet(2));
    expect([heard.marks, heard.deviations]).toEqual([
      [1, 2, 3],
      ['R7', 'R7'],
    ]);
  });

  it('a missing packet is counted once the others cannot wait longer, also over the end of the numbers', () => {
    const { heard, rtp, receive } = track(2);
    receive(packet(65_534), packet(0), packet(1), packet(2));
    rtp.flush();
    expect([heard.marks, heard.lost]).toEqual([[254, 0, 1, 2], 1]);
  });

  it('D11 a payload type nobody announced is not ours; another announced one is, once it comes instead', () => {
    const opened: number[] = [];
    const deviations: string[] = [];
    const marks: number[] = [];
    const format = (payloadType: number) => ({
      payloadType,
      open: () => {
        opened.push(payloadType);
        return new RtpTrack(payloadType, 4, {
          onPayload: (payload, from) => marks.push(payload[from]!),
          onLost: () => undefined,
          onDeviation: () => undefined,
          onSenderReport: () => undefined,
        });
      },
    });
    const lane = new MediaLane([format(96), format(98)], (id) => deviations.push(id));
    const receive = (sequence: number, payloadType: number) => {
      const one = packet(sequence, 0, payloadType, 0);
      one[1] = payloadType;
      lane.receive(one, 0, one.length);
    };
    for (let at = 0; at < 5; at++) receive(at, 9);
    expect([opened, deviations.length]).toEqual([[96], 5]);
    for (let at = 0; at < 5; at++) receive(at, 98);
    expect([opened, marks]).toEqual([
      [96, 98],
      [2, 3, 4],
    ]);
    // Whoever was heard once is not given up for a stranger.
    for (let at = 5; at < 60; at++) receive(at, 9);
    expect(marks).toEqual([2, 3, 4]);
  });

  it('D11 a camera that names its packets otherwise than it said is taken at its packets', () => {
    const marks: number[] = [];
    const open = () =>
      new RtpTrack(96, 4, {
        onPayload: (payload, from) => marks.push(payload[from]!),
        onLost: () => undefined,
        onDeviation: () => undefined,
        onSenderReport: () => undefined,
      });
    const lane = new MediaLane([{ payloadType: 96, open }], () => undefined);
    for (let at = 0; at < 100; at++) {
      const one = packet(at, at * 3600, 9, 98);
      lane.receive(one, 0, one.length);
    }
    expect(marks.at(-1)).toBe(99);
    expect(marks.length).toBeGreaterThan(70);
  });

  it('time goes on over the end of 32 bits', () => {
    const { heard, receive } = track();
    receive(packet(1, 0xffff_ff00), packet(2, 0x100));
    expect(heard.ticks[1]! - heard.ticks[0]!).toBe(0x200);
  });

  it('C8 F13 reports that make no sense are not believed', () => {
    const { heard, rtp } = track();
    for (const report of [
      hex('80c800'),
      hex('80c80006000000090000000000000000000000000000000000000000'),
      hex('ffff'),
    ])
      rtp.receiveReport(report, 0, report.length);
    expect(heard.reports.every((ms) => Number.isFinite(ms))).toBe(true);
    expect(heard.reports.length).toBe(0);
  });

  it('S8 a receiver report is there before and after the first packet', () => {
    const { rtp, receive } = track();
    expect(rtp.report(7).length).toBe(28);
    receive(packet(1));
    expect(rtp.report(7).length).toBe(52);
  });

  it('what waits or is handed on lies in memory of its own: the socket writes over the buffer it came in', () => {
    const { heard, rtp } = track();
    const socket = Buffer.alloc(13);
    for (const one of [packet(1), packet(3), packet(2)]) {
      socket.set(one);
      rtp.receive(socket, 0, socket.length);
    }
    expect(heard.marks).toEqual([1, 2, 3]);

    const frames: AudioFrame[] = [];
    const config = { codec: 'aac' as const, rate: 48_000, channels: 2, config: hex('1190') };
    const sound = new AudioDepacketizer(
      {
        kind: 'audio',
        payloadType: 97,
        clockRate: 48_000,
        control: '',
        config,
        aac: { sizeBits: 13, indexBits: 3, deltaBits: 3 },
      },
      { onFrame: (frame) => frames.push(frame), onDeviation: () => undefined },
    );
    for (const unit of ['0010001021aa', '0010001021bb']) {
      const payload = hex(unit);
      socket.set(payload);
      sound.push(socket, 0, payload.length, 0);
    }
    expect(frames.map(({ pieces }) => Buffer.concat(pieces).toString('hex'))).toEqual(['21aa', '21bb']);
  });
});
