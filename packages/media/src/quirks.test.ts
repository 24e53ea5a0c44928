// SPDX-License-Identifier: Apache-2.0
/** What cameras do wrong, one test per entry of the catalogue that is handled here. The id names the entry. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DecodingTime } from './codec/decoding-time.ts';
import { type Picture, VideoAssembler } from './codec/video-assembler.ts';
import { RtpTrack } from './rtp/rtp-track.ts';
import { answerChallenge, chooseChallenge } from './rtsp/authorization.ts';
import { baseUrl, controlUrl } from './rtsp/control-url.ts';
import { Conversation, RtspFailure } from './rtsp/conversation.ts';
import { InterleavedReader } from './rtsp/interleaved-reader.ts';
import { parseSessionDescription } from './rtsp/session-description.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const sps = hex('6742c00adc47b011000003000100000300320f122780');
const pps = hex('68ce0f2c80');
/** First slice of an IDR picture, and of one that is not. */
const idr = (mark = 1) => Uint8Array.from([0x65, 0x88, 0x80, mark]);
const slice = (mark = 1) => Uint8Array.from([0x41, 0x9a, 0x80, mark]);
/** Not the first slice of its picture: first_mb_in_slice is 1. */
const later = (mark = 1) => Uint8Array.from([0x41, 0x5a, 0x80, mark]);

function assemble(codec: 'h264' | 'h265' = 'h264', announced: readonly Uint8Array[] = [sps, pps]) {
  const pictures: Picture[] = [];
  const deviations: string[] = [];
  const assembler = new VideoAssembler(codec, announced, undefined, {
    onPicture: (picture) => pictures.push(picture),
    onDeviation: (id) => deviations.push(id),
  });
  const push = (payload: Uint8Array, ticks: number) => assembler.push(payload, 0, payload.length, ticks);
  return { pictures, deviations, push, assembler };
}

const unitsOf = (picture: Picture | undefined): number[] => {
  const all = Buffer.concat((picture?.pieces ?? []).map((piece) => Buffer.from(piece)));
  const types: number[] = [];
  for (let at = 0; at < all.length; at += 4 + all.readUInt32BE(at)) types.push(all[at + 4]! & 31);
  return types;
};

describe('pictures', () => {
  it('V1 nothing is recorded before the first parameter sets', () => {
    const { pictures, deviations, push, assembler } = assemble('h264', []);
    push(idr(), 0);
    push(idr(), 3600);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([0, ['V1', 'V1']]);
  });

  it('V2 V3 a picture ends where the next begins, whatever the marker bit says', () => {
    const { pictures, push, assembler } = assemble();
    for (const [ticks, unit] of [
      [0, idr()],
      [3600, slice()],
      [7200, slice()],
    ] as const)
      push(unit, ticks);
    assembler.flush();
    expect(pictures.map(({ ticks, sync }) => [ticks, sync])).toEqual([
      [0, true],
      [3600, false],
      [7200, false],
    ]);
  });

  it('several slices of one picture stay one picture', () => {
    const { pictures, push, assembler } = assemble();
    for (const unit of [idr(), later(2), later(3)]) push(unit, 0);
    push(slice(), 3600);
    assembler.flush();
    expect(pictures.map(unitsOf)).toEqual([[5, 1, 1], [1]]);
  });

  it('C3 parameter sets with the time of the picture before belong to the next one', () => {
    const { pictures, push, assembler } = assemble();
    push(slice(), 0);
    push(sps, 0);
    push(pps, 0);
    push(idr(), 3600);
    assembler.flush();
    expect(pictures.map(({ ticks }) => ticks)).toEqual([0, 3600]);
    expect(unitsOf(pictures[1])).toEqual([7, 8, 5]);
  });

  it('C4 a slice whose time differs inside its picture is kept and counted', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(idr(), 0);
    push(later(), 40);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([1, ['C4']]);
  });

  it('V5 a fragmented unit whose end never comes is dropped, not joined with the next', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([0x7c, 0x85, 0x88, 0x80, 1]), 0);
    push(idr(), 3600);
    assembler.flush();
    expect(deviations).toContain('V5');
    expect(pictures.at(-1)?.ticks).toBe(3600);
  });

  it('V6 start codes inside a payload are taken off', () => {
    const { pictures, deviations, push, assembler } = assemble('h264', []);
    push(Uint8Array.from([0, 0, 0, 1, ...sps, 0, 0, 0, 1, ...pps, 0, 0, 1, ...idr()]), 0);
    assembler.flush();
    expect([unitsOf(pictures[0]), deviations]).toEqual([[7, 8, 5], ['V6']]);
  });

  it('V7 padding in an aggregate is skipped, a size beyond its end ends it', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([24, 0, 0, 0, 4, ...idr(), 0, 99, 1]), 0);
    push(Uint8Array.from([30, 1, 2, 3]), 0);
    assembler.flush();
    expect([unitsOf(pictures[0]), deviations]).toEqual([[5], ['V7', 'V7']]);
  });

  it('V8 no more parameter sets are kept than a stream can have', () => {
    const { deviations, push } = assemble('h264', []);
    for (let id = 0; id < 200; id++) push(Uint8Array.from([0x68, (id & 0x7f) | 0x01, id, 0x80]), 0);
    expect(deviations.length === 0 || deviations.every((each) => each === 'V8')).toBe(true);
  });

  it('V10 a picture that never ends is given up', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([0x7c, 0x85, 0x88, 0x80]), 0);
    const more = new Uint8Array(65_000);
    more[0] = 0x7c;
    more[1] = 0x05;
    for (let i = 0; i < 300 && !deviations.includes('V10'); i++) push(more, 0);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([0, ['V10']]);
  });

  it('D6 an announced set that lacks one is completed by the stream', () => {
    const { pictures, push, assembler } = assemble('h264', [sps]);
    push(pps, 0);
    push(idr(), 0);
    assembler.flush();
    expect(pictures[0]?.format).toMatchObject({ width: 64, height: 48 });
  });

  it('H4 H5 packets no camera should send in H.265 are counted', () => {
    const { deviations, push } = assemble('h265', []);
    push(Uint8Array.from([100, 1, 2, 3]), 0);
    push(Uint8Array.from([2]), 0);
    expect(deviations).toEqual(['H4', 'H5']);
  });

  it('H.265 parameter sets give the format', () => {
    const { pictures, push, assembler } = assemble('h265', []);
    push(hex('40010c01ffff0408000003009e0800000300001e959809'), 0);
    push(hex('4201010408000003009e0800000300001e90041062cb2b35c995e02dc08080010000030001000003001908'), 0);
    push(hex('4401c17318310890'), 0);
    push(Uint8Array.from([0x26, 1, 0x80, 1]), 0);
    assembler.flush();
    expect(pictures[0]).toMatchObject({ sync: true, format: { width: 64, height: 48 } });
  });

  it('C10 pictures that overtake one another get decoding times that grow and are never late', () => {
    const decoding = new DecodingTime(2, 3600);
    const shown = [0, 10_800, 3600, 7200, 21_600, 14_400, 18_000];
    const decoded = shown.map((ticks) => decoding.of(ticks));
    expect(decoded.every((ticks, at) => at === 0 || ticks > decoded[at - 1]!)).toBe(true);
    expect(decoded.slice(2).every((ticks, at) => ticks <= shown[at + 2]!)).toBe(true);
  });
});

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

  it('D11 another payload type on the channel is not ours', () => {
    const { heard, receive } = track();
    receive(packet(1, 0, 9, 0));
    expect([heard.marks, heard.deviations]).toEqual([[], ['D11']]);
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
});

describe('the description', () => {
  const sdp = (...lines: readonly string[]) => parseSessionDescription(lines.join('\r\n'));
  const video = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=control:track1'];

  it('D1 D4 a bad line or medium spoils nothing else', () => {
    const found = sdp('v=0', 'o', 'x=?', 'm=', 'a=rtpmap', 'm=application 0 RTP/AVP x', ...video);
    expect(found.video).toMatchObject({ codec: 'h264', control: 'track1', clockRate: 90_000 });
  });

  it('D7 start codes and rubbish in sprop are taken off', () => {
    const withCode = Buffer.concat([Buffer.from([0, 0, 0, 1]), sps]).toString('base64');
    const found = sdp(...video, `a=fmtp:96 packetization-mode=1; sprop-parameter-sets=${withCode},!!`);
    expect(found.video?.parameterSets.map((nal) => Buffer.from(nal).toString('hex'))).toEqual([
      Buffer.from(sps).toString('hex'),
    ]);
  });

  it('S13 D8 the back channel is not taken for the camera’s sound', () => {
    const found = sdp(
      ...video,
      'm=audio 0 RTP/AVP 0',
      'a=sendonly',
      'a=control:back',
      'm=audio 0 RTP/AVP 8',
      'a=control:mic',
    );
    expect(found.audio?.control).toBe('mic');
  });

  it('video that cannot be recorded is named', () => {
    expect(sdp('m=video 0 RTP/AVP 26', 'a=rtpmap:26 JPEG/90000').unsupportedVideo).toEqual(['JPEG']);
  });

  it('U2 U3 controls are joined as cameras expect it, on the host that was asked', () => {
    expect(controlUrl('rtsp://a/s?x=1', 'track1')).toBe('rtsp://a/s?x=1/track1');
    expect(controlUrl('rtsp://a/s', 'rtsp://10.0.0.9:554/other/track1')).toBe('rtsp://a/other/track1');
    expect(baseUrl('rtsp://192.168.1.1/s/', 'rtsp://a/s')).toBe('rtsp://a/s/');
    expect(baseUrl('nonsense', 'rtsp://a/s')).toBe('rtsp://a/s');
  });
});

describe('the conversation', () => {
  const digest = (algorithm: 'md5' | 'sha256', text: string) =>
    createHash(algorithm).update(text).digest('hex');
  const talk = (credentials?: { user: string; password: string }) => {
    const sent: string[] = [];
    const timers: (() => void)[] = [];
    const conversation = new Conversation({
      send: (text) => sent.push(text),
      credentials,
      clientNonce: () => 'nonce',
      digest,
      replyWithinMs: 1000,
      after: (_ms, callback) => {
        timers.push(callback);
        return () => timers.splice(timers.indexOf(callback), 1);
      },
    });
    const answer = (startLine: string, ...headers: readonly (readonly [string, string])[]) =>
      conversation.receive({ startLine, headers, body: '' });
    return { conversation, sent, timers, answer };
  };

  it('A1 the strongest challenge that is understood is answered', () => {
    const found = chooseChallenge([
      'Basic realm="cam"',
      'Digest realm="a, b", nonce="n1", algorithm=MD5, Digest realm="cam", nonce="n2", algorithm=SHA-256, qop="auth"',
    ]);
    expect(found).toMatchObject({ scheme: 'digest', algorithm: 'sha256', nonce: 'n2', qop: true });
    expect(chooseChallenge(['Digest realm="x", nonce="n", algorithm=SHA-512-256'])).toBeUndefined();
  });

  it('A9 the answer is over the address byte for byte (RFC 2617 §3.5)', () => {
    const challenge = chooseChallenge([
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", qop="auth"',
    ])!;
    const answer = answerChallenge(
      challenge,
      { user: 'Mufasa', password: 'Circle Of Life' },
      { method: 'GET', uri: '/dir/index.html', count: 1, clientNonce: '0a4f113b' },
      digest,
    );
    expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  it('A6 a stale nonce is answered once more, the same question is not', async () => {
    const { conversation, sent, answer } = talk({ user: 'u', password: 'p' });
    const reply = conversation.request('DESCRIBE', 'rtsp://a/');
    const ask = (nonce: string) =>
      answer(
        'RTSP/1.0 401 Unauthorized',
        ['cseq', String(sent.length)],
        ['www-authenticate', `Digest realm="c", nonce="${nonce}"`],
      );
    ask('1');
    await Promise.resolve();
    await Promise.resolve();
    ask('2');
    await Promise.resolve();
    await Promise.resolve();
    ask('2');
    expect((await reply).status).toBe(401);
    expect(sent.length).toBe(3);
  });

  it('F7 a request of the camera’s own gets its answer', () => {
    const { sent, answer } = talk();
    expect(answer('OPTIONS rtsp://x RTSP/1.0', ['cseq', '7'])).toBe('request');
    expect(sent[0]).toBe('RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n');
    expect(answer('TEARDOWN rtsp://x RTSP/1.0')).toBe('teardown');
  });

  it('F9 a reply without a number answers the oldest question', async () => {
    const { conversation, answer } = talk();
    const reply = conversation.request('OPTIONS', 'rtsp://a/');
    answer('RTSP/1.0 200 OK');
    expect((await reply).status).toBe(200);
  });

  it('S7 a question without an answer ends, and a keepalive waits for none', async () => {
    const { conversation, sent, timers } = talk();
    conversation.tell('GET_PARAMETER', 'rtsp://a/');
    expect([sent.length, timers.length]).toEqual([1, 0]);
    const reply = conversation.request('PLAY', 'rtsp://a/');
    for (const fire of [...timers]) fire();
    await expect(reply).rejects.toBeInstanceOf(RtspFailure);
  });

  it('F1 F3 F5 rubbish, stray line ends and foreign channels between frames are skipped and counted', () => {
    const heard: string[] = [];
    let skipped = 0;
    const reader = new InterleavedReader({
      onText: ({ startLine }) => heard.push(startLine),
      onFrame: (channel) => heard.push(`frame ${channel}`),
      onSkipped: (count) => {
        skipped += count;
      },
      onHopeless: () => heard.push('hopeless'),
    });
    reader.expectChannel(0);
    const frame = (channel: number) => [0x24, channel, 0, 2, 0x80, 0];
    const input = Uint8Array.from([
      ...frame(0),
      13,
      10,
      7,
      7,
      7,
      ...frame(0),
      ...frame(200),
      ...bytes('RTSP/1.0 200 OK\r\n\r\n'),
    ]);
    reader.receive(input, input.length);
    expect(heard).toEqual(['frame 0', 'frame 0', 'RTSP/1.0 200 OK']);
    expect(skipped).toBe(3 + 6);
    const rubbish = new Uint8Array(2 << 20).fill(7);
    reader.receive(rubbish, rubbish.length);
    expect(heard.at(-1)).toBe('hopeless');
  });
});
