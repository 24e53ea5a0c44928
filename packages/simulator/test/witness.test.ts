// SPDX-License-Identifier: Apache-2.0
/** Programs that are not ours play every kind of camera: ffmpeg, and GStreamer where it is installed. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cameras,
  type CamerasOptions,
  clipNames,
  countFramesInFiles,
  startCameras,
} from '../src/index.ts';

const run = promisify(execFile);
const found = (program: string, args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const hasFfmpeg = found('ffmpeg', ['-version']) && found('ffprobe', ['-version']);
const hasGStreamer = found('gst-launch-1.0', ['--version']) && found('gst-inspect-1.0', ['rtph265depay']);
if (!hasFfmpeg) process.stderr.write('skipped: ffmpeg and ffprobe are not installed\n');
if (!hasGStreamer) process.stderr.write('skipped: GStreamer with its RTP plugins is not installed\n');

const auth = { scheme: 'digest-md5', user: '值班', password: 'p@ss:word%' } as const;
/** One camera per clip, sound going round, every third behind a password. */
const options: CamerasOptions = {
  count: clipNames.length,
  cameras: Object.fromEntries(
    clipNames.map((clip, i) => [
      i + 1,
      {
        clip,
        audio: (['aac', 'pcma', 'pcmu', 'none'] as const)[i % 4] ?? 'none',
        ...(i % 3 === 2 && { auth }),
      },
    ]),
  ),
};

let cameras: Cameras;
let folder: string;
beforeAll(async () => {
  cameras = await startCameras(options);
  folder = mkdtempSync(join(tmpdir(), 'mingjing-witness-'));
});
afterAll(async () => {
  await cameras.close();
  rmSync(folder, { recursive: true });
});

type Probe = {
  streams: {
    codec_name: string;
    width?: number;
    height?: number;
    nb_read_frames?: string;
    sample_rate?: string;
  }[];
};

async function ffmpeg(...args: string[]): Promise<string> {
  const { stderr } = await run('ffmpeg', ['-nostdin', '-v', 'warning', '-y', ...args]);
  // What ffmpeg says about every RTSP stream before its first sender report.
  return stderr
    .split('\n')
    .filter((line) => !/Timestamps are unset|Non-monotonous DTS|repeated|Guessed Channel/.test(line))
    .join('\n');
}

describe.skipIf(!hasFfmpeg)('ffmpeg', () => {
  it.each(['tcp', 'udp'])(
    'decodes every clip and its sound over %s without a complaint',
    async (transport) => {
      await Promise.all(
        clipNames.map(async (clip, i) => {
          const input = ['-rtsp_transport', transport, '-i', cameras.urls[i] ?? ''];
          const raw = join(folder, `${clip}-${transport}.${clip.endsWith('h265') ? 'hevc' : 'h264'}`);
          const picture = ['-map', '0:v', '-t', '2', '-c', 'copy', raw];
          const sound = ['-map', '0:a', '-t', '2', '-c', 'copy', join(folder, `${clip}-${transport}.mov`)];
          const silent = options.cameras?.[i + 1]?.audio === 'none';
          expect(await ffmpeg(...input, ...picture, ...(silent ? [] : sound))).toBe('');
          const probe = JSON.parse(
            (await run('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', raw]))
              .stdout,
          ) as Probe;
          const { stderr } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', raw, '-f', 'null', '-']);
          expect(`${clip}: ${stderr}`).toBe(`${clip}: `);
          const count = countFramesInFiles([raw]);
          expect(count).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0, cameras: [i + 1] });
          expect(count.stamped).toBeGreaterThan(10);
          expect(Number(probe.streams[0]?.nb_read_frames)).toBe(count.stamped);
        }),
      );
    },
  );

  it('is refused with a wrong password', async () => {
    const url = (cameras.urls[2] ?? '').replace(/:[^:@]*@/, ':guess@');
    await expect(ffmpeg('-i', url, '-t', '1', '-f', 'null', '-')).rejects.toThrow(/401 Unauthorized/);
  });

  it('gets the bytes of the bit rate', async () => {
    const own = await startCameras({ count: 1, bitrate: 8_000_000 });
    const file = join(folder, 'rate.h264');
    await ffmpeg('-rtsp_transport', 'tcp', '-i', own.urls[0] ?? '', '-frames:v', '50', '-c', 'copy', file);
    await own.close();
    const { stamped } = countFramesInFiles([file]);
    expect(stamped).toBe(50);
    expect(Math.abs((statSync(file).size * 8) / 2 / 8_000_000 - 1)).toBeLessThan(0.02);
  });
});

describe.skipIf(!hasGStreamer)('GStreamer', () => {
  it.concurrent.each([
    ['gate', 'h264', 'tcp'],
    ['b-frames', 'h264', 'udp'],
    ['gate-h265', 'h265', 'tcp'],
    ['b-frames-h265', 'h265', 'udp'],
  ] as const)('takes %s (%s) over %s', async (clip, codec, transport) => {
    const file = join(folder, `gst-${clip}.${codec}`);
    const index = clipNames.indexOf(clip);
    const location = (cameras.urls[index] ?? '').replace(/\/\/.*@/, '//');
    const credentials = options.cameras?.[index + 1]?.auth
      ? [`user-id=${auth.user}`, `user-pw=${auth.password}`]
      : [];
    await run(
      'gst-launch-1.0',
      [
        ...[
          '-q',
          'rtspsrc',
          `location=${location}`,
          `protocols=${transport}`,
          ...credentials,
          '!',
          `rtp${codec}depay`,
        ],
        ...['!', `${codec}parse`, '!', `video/x-${codec},stream-format=byte-stream,alignment=au`],
        ...['!', 'identity', 'eos-after=30', '!', 'filesink', `location=${file}`],
      ],
      { timeout: 60_000 },
    ).catch((error: { stderr?: string }) => {
      // On a busy machine rtspsrc sends PAUSE after its own TEARDOWN and complains; what it recorded is judged below.
      if (!/gst_rtspsrc_pause[\s\S]*Received end-of-file/.test(error.stderr ?? '')) throw error;
    });
    const count = countFramesInFiles([file]);
    expect(count).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0 });
    expect(count.stamped).toBeGreaterThanOrEqual(29);
  });
});
