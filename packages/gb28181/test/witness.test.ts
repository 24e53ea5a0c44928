// SPDX-License-Identifier: Apache-2.0
/** Programs that are not ours judge what we send: SIPp registers with us, ffprobe reads our program stream, tshark our SIP. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { GbAgent } from '../src/agent.ts';
import type { DeviceHost } from '../src/device/host.ts';
import { PsDemuxer } from '../src/ps/demuxer.ts';
import { PsMuxer } from '../src/ps/muxer.ts';
import { packetise } from '../src/rtp/packetiser.ts';
import { rtpIn } from './captures.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-gb-witness-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Told once per witness, so that a skipped test says why. */
function has(program: string, debianPackage: string): boolean {
  const found = spawnSync(program, ['-version']).error === undefined;
  if (!found)
    process.stderr.write(`skipped: ${program} is not installed (apt-get install ${debianPackage})\n`);
  return found;
}

/** NAL units of a foreign picture, one frame after the other. */
function foreignFrames(): { readonly nals: Uint8Array[]; readonly ticks: number }[] {
  const packets = [...rtpIn('03-wvp-live-udp-h264-pcma.pcap').values()].sort(
    (a, b) => b.length - a.length,
  )[0]!;
  const frames: { nals: Uint8Array[]; ticks: number }[] = [];
  const demuxer = new PsDemuxer({
    onNal: (_, nal, ticks) => {
      const last = frames.at(-1);
      if (last?.ticks === ticks) last.nals.push(nal);
      else frames.push({ nals: [nal], ticks });
    },
    onAudio: () => undefined,
    onDeviation: () => undefined,
  });
  for (const packet of packets) demuxer.push(packet.subarray(12));
  demuxer.flush();
  return frames;
}

const isKey = (nals: readonly Uint8Array[]) => nals.some((nal) => (nal[0]! & 31) === 5);

describe.skipIf(!has('ffprobe', 'ffmpeg'))('our program stream as ffprobe reads it', () => {
  it.each([0, 2 ** 33 - 90_000])('has every picture, also over the end of 33 bits (from %d)', (start) => {
    const frames = foreignFrames();
    const first = frames.findIndex(({ nals }) => isKey(nals));
    const muxer = new PsMuxer('h264', 'g711a');
    const packs = frames.slice(first).map(({ nals }, at) => {
      const ticks = start + at * 3600;
      return muxer.video({ nals, ptsTicks: ticks, dtsTicks: ticks, isKey: isKey(nals) });
    });
    const file = join(folder, `from-${start}.ps`);
    writeFileSync(file, Buffer.concat(packs));
    const answer = execFileSync('ffprobe', [
      ...['-v', 'error', '-f', 'mpeg', '-count_packets', '-select_streams', 'v:0'],
      ...['-show_entries', 'stream=codec_name,nb_read_packets', '-of', 'json', file],
    ]);
    const { streams } = JSON.parse(answer.toString());
    expect(streams[0]).toMatchObject({ codec_name: 'h264', nb_read_packets: String(packs.length) });
  });
});

describe.skipIf(!(has('gst-launch-1.0', 'gstreamer1.0-plugins-bad') && has('ffmpeg', 'ffmpeg')))(
  'a program stream of GStreamer as we read it',
  () => {
    it('has every picture, each with a time of its own, wherever it is cut', () => {
      const clip = join(import.meta.dirname, '../../simulator/clips/small.h264');
      const [film, stream] = [join(folder, 'small.mp4'), join(folder, 'gst.ps')];
      execFileSync('ffmpeg', ['-y', '-v', 'error', '-r', '25', '-i', clip, '-c', 'copy', film]);
      const pipeline = `filesrc location=${film} ! qtdemux ! h264parse config-interval=-1 ! mpegpsmux ! filesink location=${stream}`;
      execFileSync('gst-launch-1.0', ['-q', ...pipeline.split(' ')]);
      const times = new Set<number>();
      let keys = 0;
      const demuxer = new PsDemuxer({
        onNal: (_, nal, ticks) => {
          if (isKey([nal])) keys++;
          if (isKey([nal]) || (nal[0]! & 31) === 1) times.add(ticks);
        },
        onAudio: () => undefined,
        onDeviation: (id) => expect(id).toBe('none'),
      });
      const bytes = readFileSync(stream);
      for (let at = 0; at < bytes.length; at += 997) demuxer.push(bytes.subarray(at, at + 997));
      demuxer.flush();
      const { frames } = JSON.parse(readFileSync(clip.replace(/h264$/, 'json'), 'utf8'));
      expect(times.size).toBe(frames.length);
      expect(keys).toBeGreaterThan(0);
    });
  },
);

const scenario = (id: string, password: string): string => {
  const head = (method: string, cseq: number) =>
    [
      `${method} sip:34020000001180000009@3402000000 SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]',
      `From: <sip:${id}@3402000000>;tag=[call_number]`,
      `To: <sip:${id}@3402000000>`,
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${id}@[local_ip]:[local_port]>`,
      'Max-Forwards: 70',
    ].join('\n');
  const body = `<?xml version="1.0" encoding="GB2312"?>\n<Notify>\n<CmdType>Keepalive</CmdType>\n<SN>1</SN>\n<DeviceID>${id}</DeviceID>\n<Status>OK</Status>\n</Notify>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="device">
<send retrans="500"><![CDATA[
${head('REGISTER', 1)}
Expires: 3600
Content-Length: 0

]]></send>
<recv response="401" auth="true"/>
<send retrans="500"><![CDATA[
${head('REGISTER', 2)}
[authentication username=${id} password=${password}]
Expires: 3600
Content-Length: 0

]]></send>
<recv response="200"/>
<send retrans="500"><![CDATA[
${head('MESSAGE', 3)}
Content-Type: Application/MANSCDP+xml
Content-Length: [len]

${body}
]]></send>
<recv response="200"/>
</scenario>`;
};

const nobody = { channels: () => [], log: () => undefined } as unknown as DeviceHost;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

describe.skipIf(!has('sipp', 'sip-tester'))('a device played by SIPp', () => {
  const id = '34020000001320000001';
  it.each([
    ['u1', 'secret', true],
    ['t1', 'secret', true],
    ['u1', 'wrong', false],
  ] as const)('over %s with the password %s', async (transport, password, isWelcome) => {
    const port = await freePort();
    const heard: string[] = [];
    const agent = await GbAgent.open({
      localId: '34020000001180000009',
      localDomain: '3402000000',
      listen: [
        { transport: 'udp', address: '127.0.0.1', port },
        { transport: 'tcp', address: '127.0.0.1', port },
      ],
      media: { address: '127.0.0.1', ports: [40_000, 40_010] },
      upper: [],
      host: nobody,
      random: () => 0.5,
      lower: {
        allow: [{ id, password: 'secret' }],
        onOnline: () => heard.push('online'),
        onMessage: (_, { cmdType }) => heard.push(cmdType),
      },
    });
    const file = join(folder, `${transport}-${password}.xml`);
    writeFileSync(file, scenario(id, password));
    const run = promisify(execFile)(
      'sipp',
      [
        `127.0.0.1:${port}`,
        '-sf',
        file,
        '-m',
        '1',
        '-i',
        '127.0.0.1',
        '-t',
        transport,
        '-nostdin',
        '-timeout',
        '30',
      ],
      { cwd: folder },
    );
    const isDone = await run.then(
      () => true,
      () => false,
    );
    await agent.close();
    expect(heard.includes('online')).toBe(isWelcome);
    expect(isDone).toBe(isWelcome);
    if (isWelcome) expect(heard).toContain('Keepalive');
  });
});

describe.skipIf(!has('tshark', 'tshark'))('our RTP as tshark reads it', () => {
  it('is a stream without a hole, one time a frame', () => {
    const state = { ssrc: 0x0bebc6d2, payloadType: 96, sequence: 65_530 };
    const packets = [0, 3600, 7200].flatMap((ticks) => packetise(new Uint8Array(4000).fill(1), ticks, state));
    const file = join(folder, 'rtp.pcap');
    writeFileSync(file, pcapOf(packets));
    const fields = ['rtp.seq', 'rtp.timestamp', 'rtp.marker', 'rtp.ssrc'].flatMap((field) => ['-e', field]);
    const text = execFileSync(
      'tshark',
      ['-r', file, '-d', 'udp.port==30000,rtp', '-T', 'fields', ...fields],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const rows = text
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows.map(([sequence]) => Number(sequence))).toEqual(
      packets.map((_, at) => (65_530 + at) & 0xffff),
    );
    expect(rows.map(([, time]) => Number(time))).toEqual([0, 0, 0, 3600, 3600, 3600, 7200, 7200, 7200]);
    expect(rows.map(([, , marker]) => /1|true/i.test(marker!))).toEqual(packets.map((_, at) => at % 3 === 2));
  });
});

/** Raw IPv4 in a pcap file (link type 228). */
function pcapOf(payloads: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(228, 20);
  return Buffer.concat([head, ...payloads.flatMap((payload) => [...record(payload)])]);
}

function record(payload: Uint8Array): readonly Buffer[] {
  const size = 28 + payload.length;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(size, 8);
  head.writeUInt32LE(size, 12);
  const ip = Buffer.alloc(28);
  ip[0] = 0x45;
  ip.writeUInt16BE(size, 2);
  ip[8] = 64;
  ip[9] = 17;
  ip.set([127, 0, 0, 1, 127, 0, 0, 1], 12);
  ip.writeUInt16BE(30_000, 20);
  ip.writeUInt16BE(30_000, 22);
  ip.writeUInt16BE(8 + payload.length, 24);
  return [head, ip, Buffer.from(payload)];
}
