// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countFrames } from '../src/count-frames.ts';
import { type Cameras, startCameras } from '../src/index.ts';
import { type Packet, RtspClient } from './rtsp-client.ts';

let cameras: Cameras;
const clients: RtspClient[] = [];

/** A client of camera `number` that has sent PLAY. */
async function playing(path: string): Promise<RtspClient> {
  const client = await connected(path);
  await client.play();
  return client;
}

async function connected(path: string): Promise<RtspClient> {
  const client = await RtspClient.open(`rtsp://127.0.0.1:${cameras.port}/${path}`);
  clients.push(client);
  return client;
}

const video = ({ channel }: Packet) => channel === 0;
const stamped = (client: RtspClient) => countFrames(client.packets.filter(video).map(({ bytes }) => bytes));

beforeAll(async () => {
  cameras = await startCameras({
    count: 3,
    cameras: { 2: { name: '演示·二', clip: 'small', audio: 'aac' } },
  });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await cameras.close();
});

describe('a simulated camera', () => {
  it('numbers every frame and every packet without a hole', async () => {
    const client = await playing('1');
    await client.frames(12);
    const count = stamped(client);
    expect(count).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0, cameras: [1] });
    const sequences = client.packets.filter(video).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, i) => ((sequences[0] ?? 0) + i) & 0xffff));
  });

  it('begins with parameter sets and a key frame, marks the last packet of a frame, steps 3600 ticks', async () => {
    const client = await playing('1');
    await client.frames(4);
    const packets = client.packets.filter(video);
    expect(packets.slice(0, 3).map(({ bytes }) => (bytes[12] ?? 0) & 0x1f)).toEqual([7, 8, 6]);
    const ends = packets.filter(({ marker }) => marker).map(({ timestamp }) => timestamp);
    expect(ends.slice(0, 3).map((at) => (at - (ends[0] ?? 0)) >>> 0)).toEqual([0, 3600, 7200]);
  });

  it('tells in RTP-Info where it begins', async () => {
    const client = await playing('2');
    await client.frames(1);
    const info = client.replies.at(-1)?.headers.get('RTP-Info') ?? '';
    const first = client.packets.find(video);
    expect(info).toContain(`trackID=1;seq=${first?.sequence};rtptime=${first?.timestamp}`);
  });

  it('sends sound with its own clock and sender reports that place both on one wall clock', async () => {
    const client = await playing('2');
    await client.until(() =>
      [1, 3].every((channel) => client.packets.some((packet) => packet.channel === channel)),
    );
    await client.until(() => client.packets.some(({ channel }) => channel === 2));
    const sound = client.packets.find(({ channel }) => channel === 2);
    // RFC 3640: 16 bits of AU headers, one header, the access unit.
    expect(sound?.bytes.readUInt16BE(12)).toBe(16);
    expect((sound?.bytes.readUInt16BE(14) ?? 0) >> 3).toBe((sound?.bytes.length ?? 0) - 16);
    const reports = client.packets.filter(({ channel }) => channel % 2 === 1).map(({ bytes }) => bytes);
    for (const report of reports.slice(0, 2)) {
      expect(report.readUInt16BE(0)).toBe(0x80c8);
      const media = client.packets.find(
        ({ ssrc, channel }) => channel % 2 === 0 && ssrc === report.readUInt32BE(4),
      );
      const clock = media?.channel === 0 ? 90_000 : 16_000;
      const agoTicks = ((report.readUInt32BE(16) - (media?.timestamp ?? 0)) | 0) / clock;
      expect(Math.abs(agoTicks)).toBeLessThan(2);
      expect(Math.abs((report.readUInt32BE(8) - 2_208_988_800) * 1000 - Date.now())).toBeLessThan(60_000);
    }
    expect(reports).not.toHaveLength(0);
  });

  it('goes on counting for the next client, and shows what passed in between', async () => {
    const first = await playing('3');
    await first.frames(3);
    first.close();
    const second = await playing('3');
    await second.frames(3);
    const both = [...first.stamps, ...second.stamps];
    expect(new Set(both.map(({ session }) => session)).size).toBe(2);
    const units = [first, second].flatMap(({ packets }) => packets.filter(video).map(({ bytes }) => bytes));
    const count = countFrames(units);
    const last = first.stamps.at(-1)?.counter ?? Number.NaN;
    expect(count.missing).toBe(0);
    expect(count.missingBetweenSessions).toBe((second.stamps[0]?.counter ?? Number.NaN) - last - 1);
  });

  it('loops with timestamps and counters that go on', async () => {
    // The night clip is 80 frames; nothing but its rate makes it slow, so it is sped up.
    const client = await playing('1?clip=night-yard&fault=night:60');
    await client.frames(90);
    expect(stamped(client).missing).toBe(0);
    const times = client.packets
      .filter((packet) => video(packet) && packet.marker)
      .map(({ timestamp }) => timestamp);
    const steps = new Set(times.slice(1).map((time, i) => (time - (times[i] ?? 0)) >>> 0));
    expect([...steps]).toEqual([1500]);
  });

  it('describes name, picture and parameter sets', async () => {
    const client = await connected('2');
    const { body } = await client.request('DESCRIBE');
    expect(body).toContain('s=演示·二');
    expect(body).toMatch(
      /a=fmtp:96 packetization-mode=1;profile-level-id=64[0-9a-f]{4};sprop-parameter-sets=\S+,\S+/,
    );
    expect(body).toContain('mode=AAC-hbr;config=1408;');
  });

  it('answers what it does not know with the proper status', async () => {
    const client = await connected('99');
    expect((await client.request('DESCRIBE')).status).toBe(404);
    const one = await connected('1');
    expect((await one.request('PLAY')).status).toBe(455);
    expect((await one.request('RECORD')).status).toBe(501);
    expect((await one.request('SETUP', `${one.url}/trackID=1`, { Transport: 'RAW/RAW' })).status).toBe(461);
    expect((await one.request('SETUP', `${one.url}/trackID=7`, { Transport: 'RTP/AVP/TCP' })).status).toBe(
      404,
    );
    expect((await one.request('DESCRIBE', `${one.url}?fault=tired`)).status).toBe(400);
  });

  it('keeps the RTSP connection after TEARDOWN and plays again', async () => {
    const client = await playing('1');
    await client.frames(1);
    expect((await client.request('TEARDOWN')).status).toBe(200);
    await client.play();
    await client.frames(2);
    expect(new Set(client.stamps.map(({ session }) => session)).size).toBe(2);
  });

  it('loses whole frames of a client that does not read, and says so', async () => {
    const impatient = await startCameras({ count: 1, bitrate: 20_000_000, bufferMs: 100 });
    const client = await RtspClient.open(impatient.urls[0] ?? '');
    clients.push(client);
    await client.play();
    await client.frames(1);
    client.socket.pause();
    const stats = () => impatient.stats().sessions[0];
    while ((stats()?.framesLost ?? 0) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    client.socket.resume();
    const holes = () =>
      client.stamps.filter(({ counter }, i) => i > 0 && counter !== (client.stamps[i - 1]?.counter ?? 0) + 1);
    await client.until(() => holes().length > 0);
    const lost = stamped(client);
    expect(lost).toMatchObject({ duplicated: 0, outOfOrder: 0 });
    expect(lost.missing).toBeGreaterThanOrEqual(3);
    expect(lost.missing).toBeLessThanOrEqual(stats()?.framesLost ?? 0);
    await impatient.close();
  });
});
