// SPDX-License-Identifier: Apache-2.0
/**
 * GB/T 28181: bytes that the program stream muxer makes, CPU of a recorder per session of a platform above against
 * `ffmpeg -f rtp` of the same stream, and a recorder of cameras behind a device.
 * `npm run bench -- gb28181 [--sessions 1,50] [--cameras 100] [--bitrate 4000000] [--seconds 20]`
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PsMuxer, packetise } from '@mingjing/gb28181';
import { startUpperPlatform } from '@mingjing/simulator';
import { ClipPieces } from '../../packages/simulator/src/gb28181/clip-pieces.ts';
import { costOf, machineBusySeconds } from '../recorder/process-cost.ts';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1,50' },
    cameras: { type: 'string', default: '100' },
    bitrate: { type: 'string', default: '4000000' },
    seconds: { type: 'string', default: '20' },
  },
});
const bitrate = Number(values.bitrate);
const seconds = Number(values.seconds);
const domain = '3402000000';
const localId = '34020000001180000001';
const platformId = '34020000002000000001';
const deviceId = '34020000001320000001';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

console.log(`${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}`);
muxing();
for (const count of values.sessions.split(',').map(Number)) await upward(count);
if (Number(values.cameras) > 0) await inward(Number(values.cameras));

/** One core, nothing sent. */
function muxing(): void {
  const pieces = new ClipPieces('gate', 1, bitrate);
  const film = Array.from({ length: 250 }, (_, at) => pieces.piece(at).frame).flatMap((frame) =>
    frame.kind === 'video' ? [frame] : [],
  );
  const muxer = new PsMuxer('h264', undefined);
  const rtp = { ssrc: 1, payloadType: 96, sequence: 0 };
  let [muxed, ticks] = [0, 0];
  const begun = performance.now();
  while (performance.now() - begun < 3000)
    for (const { nals, isKey } of film) {
      const pack = muxer.video({ nals, isKey, ptsTicks: ticks, dtsTicks: ticks });
      muxed += pack.length;
      packetise(pack, ticks, rtp);
      ticks += 3600;
    }
  const perSecond = muxed / ((performance.now() - begun) / 1000) / 1e6;
  console.log(`program stream and RTP packets: ${perSecond.toFixed(0)} MB/s on one core`);
}

async function side(role: 'device' | 'recorder', options: object): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'side.ts'), [role, JSON.stringify(options)]);
  await once(child, 'message');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.send('end');
  await once(child, 'exit');
}

/** In a process of its own: what reads the sessions here must not keep it from sending. */
async function startCamera(): Promise<{ readonly url: string; readonly close: () => void }> {
  const child = fork(join(import.meta.dirname, '../recorder/generator.ts'), ['1', String(bitrate), 'h264']);
  const [{ urls }] = (await once(child, 'message')) as [{ readonly urls: readonly string[] }];
  return { url: urls[0]!, close: () => void child.send('end') };
}

/** @returns CPU of some processes, and of everything else, in percent of one core */
async function measured(
  roots: readonly number[],
): Promise<{ readonly own: number; readonly others: number }> {
  const [before, busy] = [costOf(roots).cpuSeconds, machineBusySeconds()];
  const begun = performance.now();
  await sleep(seconds * 1000);
  const spanS = (performance.now() - begun) / 1000;
  const own = ((costOf(roots).cpuSeconds - before) / spanS) * 100;
  return { own, others: ((machineBusySeconds() - busy) / spanS) * 100 - own };
}

async function upward(count: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const camera = await startCamera();
  const platform = await startUpperPlatform({
    ...{ id: platformId, domain, address: '127.0.0.1', port: 25_060, mediaPorts: [25_200, 25_998] },
    devices: [{ id: localId, password: 'x' }],
  });
  const channel = '34020000001310000001';
  const upper = { id: platformId, domain, host: '127.0.0.1', port: 25_060, password: 'x' };
  const recorder = await side('recorder', {
    directory,
    cameras: [{ id: 'gate', url: camera.url }],
    gb28181: {
      ...{ localId, domain, media: { address: '127.0.0.1', ports: [26_000, 26_998] } },
      listen: [{ transport: 'udp', address: '127.0.0.1', port: 25_070 }],
      upper: [{ ...upper, channels: [{ camera: 'gate', id: channel }] }],
      maxSessions: 200,
    },
  });
  await platform.whenOnline(localId);
  await sleep(8000);
  const idle = await measured([recorder.pid!]);
  const calls = await Promise.all(
    Array.from({ length: count }, () => platform.call({ deviceId: localId, channel, transport: 'udp' })),
  );
  await sleep(4000);
  // What the recorder says it sent: here everything else runs on the same cores, and reads late.
  const pictures = () => {
    const file = join(directory, 'server', 'gb28181-status.json');
    const [above] = JSON.parse(readFileSync(file, 'utf8')).upper;
    return above.sessions.reduce((sum: number, { frames }: { frames: number }) => sum + frames, 0);
  };
  const begun = { pictures: pictures(), atMs: performance.now() };
  const busy = await measured([recorder.pid!]);
  const rate = (pictures() - begun.pictures) / ((performance.now() - begun.atMs) / 1000) / count;
  const refused = calls.filter(({ answer }) => answer.kind !== 'answered').length;
  const lost = calls.reduce((sum, call) => sum + call.received().lost, 0);
  for (const call of calls) call.hangUp();
  console.log(
    `upward ${count} sessions, UDP: ${((busy.own - idle.own) / count).toFixed(2)} % of a core each ` +
      `(${idle.own.toFixed(1)} % before, ${busy.own.toFixed(1)} % with them), ${rate.toFixed(1)} pictures/s sent each, ${refused} refused, ${lost} packets lost; others ${busy.others.toFixed(0)} %`,
  );
  await end(recorder);
  await platform.close();
  camera.close();
  rmSync(directory, { recursive: true, force: true });
  await ffmpeg(count);
}

/** The same stream out of one ffmpeg per session. */
async function ffmpeg(count: number): Promise<void> {
  if (spawnSync('ffmpeg', ['-version']).error) return console.log('ffmpeg is not installed');
  const camera = await startCamera();
  const sink = createSocket('udp4').bind(0, '127.0.0.1');
  await once(sink, 'listening');
  const to = `rtp://127.0.0.1:${sink.address().port}`;
  const input = ['-rtsp_transport', 'tcp', '-i', camera.url, '-an', '-c', 'copy'];
  const children = Array.from({ length: count }, () =>
    spawn('ffmpeg', ['-v', 'quiet', ...input, '-f', 'rtp', to], { stdio: 'ignore' }),
  );
  await sleep(5000);
  const cost = await measured(children.map(({ pid }) => pid!));
  console.log(
    `ffmpeg -f rtp, ${count} of them: ${(cost.own / count).toFixed(2)} % of a core each; others ${cost.others.toFixed(0)} %`,
  );
  for (const child of children) child.kill();
  sink.close();
  camera.close();
}

async function inward(count: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const device = await side('device', {
    ...{ id: deviceId, domain, address: '127.0.0.1', port: 27_070, mediaPorts: [27_200, 27_998] },
    platform: { id: localId, domain, host: '127.0.0.1', port: 27_060, password: 'x' },
    ...{ channels: count, clip: 'gate', bitrate },
  });
  const channel = (at: number) => `${deviceId.slice(0, 10)}1310${String(at + 1).padStart(6, '0')}`;
  const recorder = await side('recorder', {
    directory,
    cameras: Array.from({ length: count }, (_, at) => ({
      id: `far-${at}`,
      url: `gb28181://${deviceId}/${channel(at)}`,
    })),
    gb28181: {
      ...{ localId, domain, media: { address: '127.0.0.1', ports: [28_000, 28_998] } },
      listen: [{ transport: 'udp', address: '127.0.0.1', port: 27_060 }],
      devices: { allow: [{ id: deviceId, password: 'x' }] },
    },
  });
  await sleep(30_000);
  type Row = { readonly state: string; readonly frames: number; readonly packetsLost: number };
  const status = async (): Promise<readonly Row[]> => {
    recorder.send('status');
    return ((await once(recorder, 'message')) as [readonly Row[]])[0];
  };
  const before = await status();
  const cost = await measured([recorder.pid!]);
  const after = await status();
  const sum = (rows: readonly Row[], what: 'frames' | 'packetsLost') =>
    rows.reduce((all, row) => all + row[what], 0);
  const recording = after.filter(({ state }) => state === 'recording').length;
  console.log(
    `inward ${count} × ${bitrate / 1e6} Mbit/s, TCP: ${recording} recording, ${cost.own.toFixed(0)} % of a core, ` +
      `${((sum(after, 'frames') - sum(before, 'frames')) / seconds / count).toFixed(1)} frames/s each, ` +
      `${sum(after, 'packetsLost') - sum(before, 'packetsLost')} packets lost; others ${cost.others.toFixed(0)} %`,
  );
  await end(recorder);
  await end(device);
  rmSync(directory, { recursive: true, force: true });
}
