// SPDX-License-Identifier: Apache-2.0
/** Every fault does what its line in the table says, seen by a client that shares nothing but the stamp. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countFrames } from '../src/count-frames.ts';
import { conversationFaults, streamFaults } from '../src/fault.ts';
import { type Cameras, startCameras } from '../src/index.ts';
import { type Packet, RtspClient } from './rtsp-client.ts';

let cameras: Cameras;
const clients: RtspClient[] = [];
const tried = new Set<string>();

async function connected(fault: string, query = ''): Promise<RtspClient> {
  for (const one of fault.split(',')) tried.add(one.replace(/[:@+].*$/, ''));
  const client = await RtspClient.open(
    `rtsp://127.0.0.1:${cameras.port}/1?fault=${fault.replaceAll('%', '%25')}${query}`,
  );
  clients.push(client);
  return client;
}

async function playing(fault: string, query = ''): Promise<RtspClient> {
  const client = await connected(fault, query);
  await client.play();
  return client;
}

const isVideo = ({ channel }: Packet) => channel === 0;
const videoOf = (client: RtspClient) => client.packets.filter(isVideo);
const steps = (values: readonly number[]) => values.slice(1).map((value, i) => value - (values[i] ?? 0));
/** Timestamp of each frame. */
const frameTimes = (client: RtspClient) => [...new Set(videoOf(client).map(({ timestamp }) => timestamp))];
const counters = (client: RtspClient) => client.stamps.map(({ counter }) => counter);

beforeAll(async () => {
  cameras = await startCameras({ count: 1 });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await cameras.close();
});

describe('faults of the running stream', () => {
  it('stall: nothing comes, requests are answered, then a key frame with a hole in the counter', async () => {
    const client = await playing('stall@0.2s+0.4s');
    await client.frames(1);
    await client.until(() => steps(counters(client)).some((step) => step > 1));
    expect(steps(counters(client)).filter((step) => step > 1)).toHaveLength(1);
    const resumed = counters(client).findIndex(
      (counter, i) => i > 0 && counter !== (counters(client)[i - 1] ?? 0) + 1,
    );
    const stampPacket = videoOf(client).filter(({ bytes }) => ((bytes[12] ?? 0) & 0x1f) === 6)[resumed];
    const before = client.packets[client.packets.indexOf(stampPacket as Packet) - 1];
    expect((before?.bytes[12] ?? 0) & 0x1f).toBe(8);
    const silent = await playing('stall');
    expect((await silent.request('GET_PARAMETER')).status).toBe(200);
    expect(silent.packets).toHaveLength(0);
  });

  it('reset: the connection ends with an error, close: without one', async () => {
    const reset = await playing('reset@0.1s');
    await reset.until(() => reset.closed);
    expect((reset.error as NodeJS.ErrnoException | undefined)?.code).toBe('ECONNRESET');
    const close = await playing('close@0.1s');
    await close.until(() => close.closed);
    expect(close.error).toBeUndefined();
  });

  it('half-open: nothing is ever answered, and the connection stays', async () => {
    const client = await connected('half-open');
    client.send('OPTIONS');
    client.send('DESCRIBE');
    const later = await playing('half-open@0.1s');
    await later.frames(1);
    // Another camera's session proves that the server itself is alive and that time has passed.
    const witness = await playing('crlf');
    await witness.frames(10);
    const seen = later.stamps.length;
    const replies = later.replies.length;
    later.send('GET_PARAMETER');
    await witness.frames(5);
    expect([client.replies.length, client.closed]).toEqual([0, false]);
    expect([later.stamps.length, later.replies.length, later.closed]).toEqual([seen, replies, false]);
  });

  it('zero-fps: sound and reports go on without a picture, and no frame counts as lost', async () => {
    const client = await playing('zero-fps', '&audio=pcma');
    await client.until(() => client.packets.filter(({ channel }) => channel === 2).length > 5);
    expect(videoOf(client)).toHaveLength(0);
    expect(client.packets.some(({ channel }) => channel === 1)).toBe(true);
    const session = cameras.stats().sessions.findLast(({ playing: running }) => running);
    expect(session).toMatchObject({ framesSent: 0, framesLost: 0 });
  });

  it('night: fewer frames, each longer, none missing', async () => {
    const client = await playing('night:10@0.2s');
    await client.until(() => steps(frameTimes(client)).filter((step) => step === 9000).length > 2);
    expect(new Set(steps(frameTimes(client)))).toEqual(new Set([3600, 9000]));
    expect(new Set(steps(counters(client)))).toEqual(new Set([1]));
  });

  it('jump: timestamps leave by the value and come back, no frame missing', async () => {
    const client = await playing('jump:-2h@0.2s+0.2s');
    await client.until(() => steps(frameTimes(client)).filter((step) => step !== 3600).length === 2);
    const ticks = 7200 * 90_000;
    const odd = steps(frameTimes(client)).filter((step) => step !== 3600);
    expect(odd.map((step) => step >>> 0)).toEqual([(3600 - ticks) >>> 0, 3600 + ticks]);
    expect(new Set(steps(counters(client)))).toEqual(new Set([1]));
  });

  it('sequence and ssrc: both change once, no frame missing', async () => {
    const client = await playing('sequence:500@0.2s,ssrc@0.2s');
    await client.until(() => new Set(videoOf(client).map(({ ssrc }) => ssrc)).size === 2);
    await client.frames(2);
    const odd = steps(videoOf(client).map(({ sequence }) => sequence)).filter(
      (step) => (step & 0xffff) !== 1,
    );
    expect(odd.map((step) => step & 0xffff)).toEqual([501]);
    expect(new Set(steps(counters(client)))).toEqual(new Set([1]));
  });

  it('params: another SPS at the next key frame, and the first one again afterwards', async () => {
    const client = await playing('params@0s+2.5s,night:60');
    const sets = () =>
      videoOf(client)
        .filter(({ bytes }) => ((bytes[12] ?? 0) & 0x1f) === 7)
        .map(({ bytes }) => bytes.subarray(12).toString('hex'));
    await client.until(() => {
      const [first] = sets();
      return new Set(sets()).size === 2 && sets().at(-1) !== first;
    });
    expect(new Set(steps(counters(client)))).toEqual(new Set([1]));
  });

  it('garbage and crlf: stray bytes between frames, no frame missing', async () => {
    for (const [fault, length] of [
      ['garbage:100', 100],
      ['crlf', 4],
    ] as const) {
      const client = await playing(fault);
      await client.until(() => client.strays.length > 0);
      await client.frames(3);
      expect(client.strays[0]).toHaveLength(length);
      expect(new Set(steps(counters(client)))).toEqual(new Set([1]));
    }
  });

  it('unknown-channel and server-request: something nobody asked for', async () => {
    const channel = await playing('unknown-channel');
    await channel.until(() => channel.packets.some((packet) => packet.channel === 42));
    const request = await playing('server-request');
    await request.until(() => request.serverRequests.length > 0);
    expect(request.serverRequests[0]).toMatch(/^OPTIONS \* RTSP\/1\.0\r\nCSeq: \d+$/);
  });

  it('loss, duplicate and swap: by sequence number', async () => {
    const lossy = await playing('loss:30%');
    await lossy.frames(10);
    expect(steps(videoOf(lossy).map(({ sequence }) => sequence)).some((step) => (step & 0xffff) > 1)).toBe(
      true,
    );
    const doubled = await playing('duplicate:30%');
    await doubled.frames(10);
    expect(steps(videoOf(doubled).map(({ sequence }) => sequence))).toContain(0);
    const swapped = await playing('swap:30%', '&bitrate=4000000');
    await swapped.frames(10);
    expect(steps(videoOf(swapped).map(({ sequence }) => sequence))).toContain(-1);
    expect(countFrames(videoOf(swapped).map(({ bytes }) => bytes)).missing).toBe(0);
  });

  it('no-marker and no-reports: what should be there is not', async () => {
    const client = await playing('no-marker,no-reports');
    await client.frames(5);
    expect(client.packets.some(({ marker }) => marker)).toBe(false);
    expect(client.packets.every(isVideo)).toBe(true);
  });

  it('report-clock: the sender report is an hour away', async () => {
    const client = await playing('report-clock:-1h');
    await client.until(() => client.packets.some(({ channel }) => channel === 1));
    const report = client.packets.find(({ channel }) => channel === 1)?.bytes;
    const seconds = (report?.readUInt32BE(8) ?? 0) - 2_208_988_800;
    expect(Math.abs(Date.now() / 1000 - 3600 - seconds)).toBeLessThan(60);
  });

  it('can be ordered for a running camera and be taken back', async () => {
    const own = await startCameras({ count: 2 });
    const client = await RtspClient.open(own.urls[1] ?? '');
    clients.push(client);
    await client.play();
    await client.frames(2);
    own.setFault(2, 'stall');
    own.setFault(1, 'reset');
    while ((own.stats().sessions[0]?.framesLost ?? 0) < 3)
      await new Promise((resolve) => setTimeout(resolve, 10));
    own.setFault(2, undefined);
    await client.until(() => steps(counters(client)).some((step) => step > 3));
    expect(() => own.setFault(3, 'stall')).toThrow(
      expect.objectContaining({ code: 'simulator/options-unusable' }),
    );
    expect(() => own.setFault(1, 'sulk')).toThrow(
      expect.objectContaining({ code: 'simulator/fault-unknown' }),
    );
    await own.close();
  });
});

describe('faults of the conversation', () => {
  it('unauthorized, not-found, busy: the status, every time', async () => {
    for (const [fault, status] of [
      ['unauthorized', 401],
      ['not-found', 404],
      ['busy', 453],
    ] as const) {
      const client = await connected(fault);
      const statuses = [await client.request('DESCRIBE'), await client.request('DESCRIBE')].map(
        (reply) => reply.status,
      );
      expect(statuses).toEqual([status, status]);
    }
  });

  it('unauthorized: also for who has the right password, with a new nonce each time', async () => {
    const client = await connected('unauthorized');
    const nonces = [await client.request('DESCRIBE'), await client.request('DESCRIBE')].map(
      ({ headers }) => /nonce="(\w+)"/.exec(headers.get('WWW-Authenticate') ?? '')?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('redirect: to the camera without its faults', async () => {
    const client = await connected('redirect');
    const { status, headers } = await client.request('DESCRIBE');
    expect([status, headers.get('Location')]).toEqual([302, `rtsp://127.0.0.1:${cameras.port}/1`]);
  });

  it('slow: the answer comes, late', async () => {
    const client = await connected('slow:1s');
    client.send('DESCRIBE');
    const quick = await connected('busy');
    await quick.request('DESCRIBE');
    expect(client.replies).toHaveLength(0);
    await client.until(() => client.replies.length === 1);
  });

  it('unsupported and no-video: an SDP without what is wanted', async () => {
    const mjpeg = await (await connected('unsupported')).request('DESCRIBE');
    expect(mjpeg.body).toContain('a=rtpmap:26 JPEG/90000');
    const vp8 = await (await connected('unsupported:vp8')).request('DESCRIBE');
    expect(vp8.body).toContain('a=rtpmap:98 VP8/90000');
    const sound = await (await connected('no-video')).request('DESCRIBE');
    expect(sound.body).toContain('m=audio');
    expect(sound.body).not.toContain('m=video');
  });

  it('rubbish: bytes, a web page, an endless header, an SDP that is none', async () => {
    const raw = async (kind: string, enough: number) => {
      const client = await connected(`rubbish:${kind}`);
      const chunks: Buffer[] = [];
      client.socket.removeAllListeners('data');
      client.socket.on('data', (chunk) => chunks.push(chunk));
      client.send('DESCRIBE');
      while (Buffer.concat(chunks).length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
      client.close();
      return Buffer.concat(chunks).toString('latin1');
    };
    expect(await raw('bytes', 4096)).not.toMatch(/^RTSP/);
    expect(await raw('http', 20)).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw('endless', 300_000)).not.toContain('\r\n\r\n');
    const sdp = await (await connected('rubbish:sdp')).request('DESCRIBE');
    expect(sdp.body).toMatch(/^v=zero/);
  });

  it('codec-change: the other codec on every connection', async () => {
    const codecs: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await (await connected('codec-change')).request('DESCRIBE');
      codecs.push(/H26\d/.exec(body)?.[0]);
    }
    expect(new Set(codecs.slice(0, 2)).size).toBe(2);
    expect(codecs[2]).toBe(codecs[0]);
  });
});

/** A camera that has one way only needs a recorder that looks for the other: packages/recorder/test/other-ways.test.ts. */
const triedByTheRecorder = ['lost-udp', 'no-tcp', 'no-udp'];

it('has a test for every fault in the tables', () => {
  expect([...tried, ...triedByTheRecorder].sort()).toEqual(
    Object.keys({ ...streamFaults, ...conversationFaults }).sort(),
  );
});
