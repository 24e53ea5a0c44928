// SPDX-License-Identifier: Apache-2.0
/**
 * `mingjing record` against RTSP servers that are not ours. Every frame of what they send carries a number, so
 * what is missing can be counted in the recorded files; ffprobe counts the same files independently.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFramesInFiles, stampedStream } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ForeignCamera, ffmpegCamera } from './foreign/ffmpeg-camera.ts';
import { makeOwnCertificate } from './own-certificate.ts';

const foreign = join(import.meta.dirname, 'foreign');
const mingjing = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const RECORD_SECONDS = 10;
/** Longer than the recording, so that no camera ends first. */
const FRAMES = 60 * 25;

type Camera = {
  readonly id: string;
  readonly missing: () => string | undefined;
  readonly open: (folder: string) => Promise<ForeignCamera>;
};

const works = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const cameras: readonly Camera[] = [
  {
    id: 'gstreamer-h264',
    missing: () => gstreamerMissing(),
    open: (folder) =>
      started('/usr/bin/python3', [join(foreign, 'gstreamer-camera.py'), join(folder, 'h264.mp4'), 'h264']),
  },
  {
    id: 'gstreamer-h265',
    missing: () => gstreamerMissing(),
    open: (folder) =>
      started('/usr/bin/python3', [join(foreign, 'gstreamer-camera.py'), join(folder, 'h265.mp4'), 'h265']),
  },
  {
    id: 'gstreamer-h264-over-tls',
    missing: () => gstreamerMissing(),
    open: (folder) => {
      const pem = join(folder, 'own.pem');
      const { key, cert } = makeOwnCertificate('camera');
      writeFileSync(pem, key + cert);
      const program = join(foreign, 'gstreamer-camera.py');
      return started('/usr/bin/python3', [program, join(folder, 'h264.mp4'), 'h264', pem]);
    },
  },
  {
    id: 'gstreamer-h264-udp-only',
    missing: () => gstreamerMissing(),
    open: (folder) => {
      const program = join(foreign, 'gstreamer-camera.py');
      return started('/usr/bin/python3', [program, join(folder, 'h264.mp4'), 'h264', 'udp-only']);
    },
  },
  { id: 'ffmpeg-h264', missing: () => undefined, open: (folder) => ffmpegCamera(join(folder, 'h264.mp4')) },
  { id: 'ffmpeg-h265', missing: () => undefined, open: (folder) => ffmpegCamera(join(folder, 'h265.mp4')) },
  {
    id: 'gortsplib-h264',
    // Built only from modules that are already on this machine: a test downloads nothing.
    missing: () =>
      spawnSync('go', ['build', '-o', join(built, 'gortsplib-camera'), '.'], {
        cwd: join(foreign, 'gortsplib-camera'),
        env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off' },
        stdio: 'ignore',
      }).status === 0
        ? undefined
        : 'no Go, or `go mod download` was not run in test/foreign/gortsplib-camera',
    open: (folder) => started(join(built, 'gortsplib-camera'), [join(folder, 'h264.h264')]),
  },
];

const built = mkdtempSync(join(tmpdir(), 'mingjing-foreign-'));
const hasFfmpeg = works('ffmpeg', '-version') && works('ffprobe', '-version');
const present = cameras.filter(({ id, missing }) => {
  const reason = hasFfmpeg ? missing() : 'ffmpeg and ffprobe are not installed';
  if (reason !== undefined) process.stderr.write(`skipped: ${id}: ${reason}\n`);
  return reason === undefined;
});

type Recorded = { cameras: { id: string; codec: string; width: number; height: number; frames: number }[] };

const open: ForeignCamera[] = [];
let report: Recorded;

describe.skipIf(present.length === 0)('mingjing record takes cameras that are not ours', () => {
  beforeAll(async () => {
    for (const [clip, codec] of [
      ['gate', 'h264'],
      ['gate-h265', 'h265'],
    ] as const) {
      const raw = join(built, `${codec}.${codec}`);
      writeFileSync(raw, stampedStream(clip, FRAMES));
      const into = ['-r', '25', '-i', raw, '-c', 'copy', join(built, `${codec}.mp4`)];
      expect(spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...into]).status).toBe(0);
    }
    const addresses: string[] = [];
    for (const camera of present) {
      const opened = await camera.open(built);
      open.push(opened);
      addresses.push('--camera', `${camera.id}=${opened.url}`);
    }
    report = await record(addresses);
  }, 120_000);

  afterAll(async () => {
    for (const camera of open) await camera.close();
    rmSync(built, { recursive: true, force: true });
  });

  it.each(present.map(({ id }) => id))('%s: no frame is lost, and ffprobe counts as many', (id) => {
    const files = globSync(`store/footage/${id}/*/*.mp4`, { cwd: built })
      .sort()
      .map((file) => join(built, file));
    const count = countFramesInFiles(files);
    expect(count).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0, first: { counter: 0 } });
    expect(count.stamped).toBeGreaterThan((RECORD_SECONDS - 5) * 25);
    expect(files.reduce((sum, file) => sum + ffprobePackets(file), 0)).toBe(count.stamped);
    expect(report.cameras.find((camera) => camera.id === id)).toMatchObject({
      codec: id.endsWith('h265')
        ? expect.stringMatching(/h265|hevc|hvc1/i)
        : expect.stringMatching(/h264|avc/i),
      width: 1280,
      height: 720,
      frames: count.stamped,
    });
  });
});

function gstreamerMissing(): string | undefined {
  const imports =
    'import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import GstRtspServer';
  if (!works('/usr/bin/python3', '-c', imports))
    return 'python3-gi with gir1.2-gst-rtsp-server-1.0 is not installed';
  if (!works('gst-inspect-1.0', 'h265parse')) return 'the GStreamer plugins (good, bad) are not installed';
  return undefined;
}

/** Starts a server that prints its address in its first line. */
async function started(program: string, args: string[]): Promise<ForeignCamera> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'close')])) as [unknown];
  return {
    url: String(line).trim(),
    close: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    },
  };
}

async function record(addresses: readonly string[]): Promise<Recorded> {
  const args = [
    'record',
    '--store',
    join(built, 'store'),
    '--seconds',
    String(RECORD_SECONDS),
    '--json',
    ...addresses,
  ];
  // One that does not end by itself is ended, and the exit code says so.
  const child = spawn(process.execPath, [mingjing, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: (RECORD_SECONDS + 60) * 1000,
    killSignal: 'SIGKILL',
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as Recorded;
}

function ffprobePackets(file: string): number {
  const { stdout } = spawnSync('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v', '-count_packets', '-show_entries', 'stream=nb_read_packets'],
    ...['-of', 'csv=p=0', file],
  ]);
  return Number(String(stdout).trim());
}
