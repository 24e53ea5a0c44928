// SPDX-License-Identifier: Apache-2.0
/** What foreign peers really sent, read by every parser, and written again. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RtpTrack } from '@mingjing/media';
import { describe, expect, it } from 'vitest';
import { parseMansRtsp } from '../src/manscdp/mansrtsp.ts';
import { listOf, parseManscdp } from '../src/manscdp/message.ts';
import { parsePtz } from '../src/manscdp/ptz.ts';
import { parseLocalTime } from '../src/manscdp/time.ts';
import { type PsAudio, PsDemuxer } from '../src/ps/demuxer.ts';
import { PsMuxer } from '../src/ps/muxer.ts';
import { RtpTcpReader } from '../src/rtp/tcp-reader.ts';
import { parseDigestAnswer, verifyDigest } from '../src/sip/digest.ts';
import { cseqOf, encodeSipMessage, headerOf, parseSipMessage, type SipRequest } from '../src/sip/message.ts';
import { parseSdp } from '../src/sip/sdp.ts';
import { SipStreamReader } from '../src/sip/stream-reader.ts';
import { decodeText } from '../src/text/gb18030.ts';
import { textOf } from '../src/text/xml.ts';
import { readCapture, rtpIn, sipIn } from './captures.ts';

const names = readdirSync(join(import.meta.dirname, '..', 'fixtures')).filter((name) =>
  name.endsWith('.pcap'),
);
const messages = (name: string) =>
  sipIn(name)
    .map(({ payload }) => parseSipMessage(payload)!)
    .filter((message) => message !== undefined);
const requests = (name: string, method: string) =>
  messages(name).filter((one): one is SipRequest => one.kind === 'request' && one.method === method);

describe.each(names)('%s', (name) => {
  it('is read whole: every datagram, its numbers, its body', () => {
    const datagrams = sipIn(name);
    for (const { payload } of datagrams) {
      const message = parseSipMessage(payload);
      expect(message, Buffer.from(payload).toString('latin1')).toBeDefined();
      expect(cseqOf(message!.headers)).toBeDefined();
      expect(headerOf(message!.headers, 'Call-ID')).toBeDefined();
      const type = headerOf(message!.headers, 'Content-Type')?.toLowerCase();
      if (message!.body.length === 0 || message!.kind === 'response') continue;
      if (type?.includes('manscdp')) expect(parseManscdp(message!.body)).toBeDefined();
      if (type?.includes('sdp')) expect(parseSdp(decodeText(message!.body))).toBeDefined();
      if (type?.includes('rtsp')) expect(parseMansRtsp(decodeText(message!.body))).toBeDefined();
    }
  });

  it('comes back the same when written again, and out of a stream cut anywhere', () => {
    const parsed = messages(name).slice(0, 60);
    const stream = Buffer.concat(parsed.map(encodeSipMessage));
    for (const size of [1, 17, 1400, stream.length + 1]) {
      const seen: unknown[] = [];
      const reader = new SipStreamReader({
        onMessage: (one) => seen.push(one),
        onHopeless: (why) => seen.push(why),
      });
      for (let at = 0; at < stream.length; at += size)
        reader.push(new Uint8Array(stream.subarray(at, at + size)));
      expect(seen).toHaveLength(parsed.length);
    }
  });
});

describe('the conversation of a device with WVP (01)', () => {
  it('has a digest that verifies with the password it was made with, and with no other', () => {
    const answers = requests('01-wvp-device-signalling.pcap', 'REGISTER')
      .map((one) => parseDigestAnswer(headerOf(one.headers, 'Authorization')))
      .filter((one) => one !== undefined);
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) expect(verifyDigest(answer, 'not it', 'REGISTER')).toBe(false);
  });

  it('tells the time in Beijing without a zone', () => {
    const dates = messages('01-wvp-device-signalling.pcap').flatMap(
      (one) => headerOf(one.headers, 'Date') ?? [],
    );
    expect(dates.some((date) => parseLocalTime(date) !== undefined)).toBe(true);
  });

  it('moves and calls presets by commands that are understood', () => {
    const commands = requests('01-wvp-device-signalling.pcap', 'MESSAGE')
      .map((one) => parseManscdp(one.body))
      .flatMap((one) => (one ? [textOf(one.element, 'PTZCmd')] : []))
      .filter((one) => one !== undefined);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(parsePtz(command)).toBeDefined();
  });
});

it('a catalog in parts has its trailing empty part, and names in Chinese (02)', () => {
  const parts = messages('02-wvp-cascade-signalling.pcap')
    .map((one) => parseManscdp(one.body))
    .filter((one) => one?.cmdType === 'Catalog' && one.root === 'Response');
  const lists = parts.map((one) => listOf(one!.element, 'DeviceList'));
  expect(lists.some(({ items }) => items.length === 0)).toBe(true);
  expect(
    lists.flatMap(({ items }) => items).every((item) => /^\d+$/.test(textOf(item, 'DeviceID') ?? '')),
  ).toBe(true);
});

it('a playback is steered by four commands (04)', () => {
  const commands = requests('04-wvp-playback-mansrtsp.pcap', 'INFO').map(
    (one) => parseMansRtsp(decodeText(one.body))?.command,
  );
  expect(commands).toEqual([
    { kind: 'play', seekSeconds: undefined, scale: 4 },
    { kind: 'pause' },
    { kind: 'play', seekSeconds: undefined, scale: undefined },
    { kind: 'play', seekSeconds: 5, scale: undefined },
  ]);
});

type Found = {
  codec: string;
  nals: Uint8Array[];
  times: Set<number>;
  audio: PsAudio[];
  deviations: string[];
};

function demux(packets: readonly Uint8Array[]): Found {
  const found: Found = { codec: '', nals: [], times: new Set(), audio: [], deviations: [] };
  const demuxer = new PsDemuxer({
    onNal: (codec, nal, ticks) => {
      found.codec = codec;
      found.nals.push(nal);
      found.times.add(ticks);
    },
    onAudio: (audio) => found.audio.push(audio),
    onDeviation: (id) => found.deviations.push(id),
  });
  const track = new RtpTrack(96, 64, {
    onPayload: (bytes, from, to) => demuxer.push(bytes.subarray(from, to)),
    onLost: () => demuxer.lost(),
    onDeviation: (id) => found.deviations.push(id),
    onSenderReport: () => undefined,
  });
  for (const packet of packets) track.receive(packet, 0, packet.length);
  track.flush();
  demuxer.flush();
  return found;
}

const hexOf = ({ nals }: Found) =>
  nals.map((nal) => Buffer.from(nal).toString('hex').slice(0, 64) + nal.length);
const typesOf = ({ nals }: Found) => new Set(nals.map((nal) => nal[0]! & 31));

describe('pictures of foreign muxers', () => {
  it.each([
    ['03-wvp-live-udp-h264-pcma.pcap', true],
    ['04-wvp-playback-mansrtsp.pcap', false],
    ['05-wvp-download-4x-mediastatus.pcap', false],
    ['06-wvp-cascade-play-udp-zlm-ps.pcap', false],
    ['11-wvp-cascade-push-udp-ps-h264-g711.pcap', true],
  ])('%s', (name, hasSound) => {
    for (const packets of rtpIn(name).values()) {
      if (packets.length < 20) continue;
      const found = demux(packets);
      expect(found.codec).toBe('h264');
      // Parameter sets, key pictures, others.
      expect([...typesOf(found)]).toEqual(expect.arrayContaining([1, 5, 7, 8]));
      expect(found.times.size).toBeGreaterThan(5);
      if (hasSound)
        expect(found.audio.every(({ codec }) => codec === 'g711a' || codec === 'g711u')).toBe(true);
      if (hasSound) expect(found.audio.length).toBeGreaterThan(5);
    }
  });

  it('08: over TCP, cut anywhere', () => {
    const streams = new Map<string, Uint8Array[]>();
    for (const { kind, from, to, payload } of readCapture('08-gowvp-register-live-tcp-passive.pcap'))
      if (kind === 'tcp') streams.set(`${from}>${to}`, [...(streams.get(`${from}>${to}`) ?? []), payload]);
    const [, segments] = [...streams].sort(([, a], [, b]) => b.length - a.length)[0]!;
    const all = Buffer.concat(segments);
    let expected = 0;
    for (const size of [all.length, 1400, 13, 1]) {
      const packets: Uint8Array[] = [];
      const reader = new RtpTcpReader({
        onPacket: (packet) => packets.push(packet),
        onSkipped: () => expect.unreachable(),
      });
      for (let at = 0; at < all.length; at += size) reader.push(new Uint8Array(all.subarray(at, at + size)));
      if (size === all.length) {
        expected = packets.length;
        const found = demux(packets);
        expect([...typesOf(found)]).toEqual(expect.arrayContaining([1, 5, 7, 8]));
      }
      expect(packets.length).toBe(expected);
    }
    expect(expected).toBeGreaterThan(20);
  });

  it('lose only what was lost when packets are missing, doubled and out of order', () => {
    const packets = [...rtpIn('11-wvp-cascade-push-udp-ps-h264-g711.pcap').values()].sort(
      (a, b) => b.length - a.length,
    )[0]!;
    const whole = demux(packets);
    const shuffled = packets.flatMap((packet, at) => (at % 10 === 3 ? [packet, packet] : [packet]));
    for (let at = 7; at + 1 < shuffled.length; at += 7)
      [shuffled[at], shuffled[at + 1]] = [shuffled[at + 1]!, shuffled[at]!];
    expect(hexOf(demux(shuffled))).toEqual(hexOf(whole));
    const lossy = demux(packets.filter((_, at) => at % 40 !== 20));
    expect(lossy.nals.length).toBeGreaterThan(whole.nals.length / 3);
    const known = new Set(whole.nals.map((nal) => Buffer.from(nal).toString('base64')));
    for (const nal of lossy.nals) expect(known.has(Buffer.from(nal).toString('base64'))).toBe(true);
  });

  it('come back the same through our own muxer', () => {
    const packets = [...rtpIn('03-wvp-live-udp-h264-pcma.pcap').values()].sort(
      (a, b) => b.length - a.length,
    )[0]!;
    const { nals } = demux(packets);
    const muxer = new PsMuxer('h264', undefined);
    const again: Uint8Array[] = [];
    const demuxer = new PsDemuxer({
      onNal: (_, nal) => again.push(nal),
      onAudio: () => undefined,
      onDeviation: () => undefined,
    });
    for (const [at, nal] of nals.entries())
      demuxer.push(muxer.video({ nals: [nal], ptsTicks: at * 3600, dtsTicks: at * 3600, isKey: at === 0 }));
    demuxer.flush();
    expect(again).toEqual(nals);
  });
});
