// SPDX-License-Identifier: Apache-2.0
/** The recorders that are compared: how each is started, and which files of it belong to which camera. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openedFiles } from './opened-files.ts';

export type Running = {
  readonly processes: readonly ChildProcess[];
  /** What a process said on its standard error, for when it fails. */
  readonly said: () => string;
};

export type System = {
  readonly name: string;
  /** What it does for the footage's sake while it records. */
  readonly durability: string;
  /** Absent on this machine: why it is left out. */
  readonly missing: () => string | undefined;
  /** Starts recording camera n (from 1) from `urls[n - 1]` into `folder`. */
  readonly start: (urls: readonly string[], folder: string) => Running | Promise<Running>;
  /** Files of one camera in the order they were recorded. */
  readonly files: (folder: string, camera: number) => readonly string[] | Promise<readonly string[]>;
};

const mingjing = join(import.meta.dirname, '../../packages/cli/bin/mingjing.mjs');

export const systems: readonly System[] = [
  {
    name: 'mingjing record',
    durability: 'SHA-256, fdatasync every second, evidence log',
    missing: () => undefined,
    start: (urls, folder) => {
      const cameras = urls.flatMap((url, i) => ['--camera', `cam${i + 1}=${url}`]);
      return launch([[process.execPath, mingjing, 'record', '--store', join(folder, 'store'), ...cameras]]);
    },
    files: (folder, camera) => recorded(join(folder, 'store'), `**/cam${camera}/**/*.mp4`),
  },
  {
    name: 'mingjing record --encrypt',
    durability: 'the same, and AES-256-GCM with a second SHA-256',
    missing: () => undefined,
    start: (urls, folder) => {
      const cameras = urls.flatMap((url, i) => ['--camera', `cam${i + 1}=${url}`]);
      const secret = join(folder, 'start-secret');
      writeFileSync(secret, 'bench');
      const encrypt = ['--encrypt', '--start-secret', secret];
      return launch([
        [process.execPath, mingjing, 'record', '--store', join(folder, 'store'), ...encrypt, ...cameras],
      ]);
    },
    files: (folder, camera) =>
      openedFiles(join(folder, 'store'), join(folder, 'start-secret'), `cam${camera}`),
  },
  {
    name: 'ffmpeg -c copy, one per camera',
    durability: 'none',
    missing: () => notOnPath('ffmpeg', '-version'),
    start: (urls, folder) =>
      launch(
        urls.map((url, i) => [
          ...['ffmpeg', '-nostdin', '-v', 'error', '-rtsp_transport', 'tcp', '-i', url, '-c', 'copy'],
          ...['-f', 'segment', '-segment_time', '60', '-segment_format', 'mp4'],
          ...['-segment_format_options', 'movflags=frag_keyframe+empty_moov+default_base_moof'],
          join(folder, `cam${i + 1}-%04d.mp4`),
        ]),
      ),
    files: (folder, camera) => recorded(folder, `cam${camera}-*.mp4`),
  },
  {
    name: 'mediamtx',
    durability: 'none',
    missing: () => notOnPath('mediamtx', '--version'),
    start: (urls, folder) => {
      const off = ['rtsp', 'rtmp', 'hls', 'webrtc', 'srt'].map((server) => `${server}: no`);
      const paths = urls.map((url, i) => `  cam${i + 1}:\n    source: ${url}\n    rtspTransport: tcp`);
      writeFileSync(
        join(folder, 'mediamtx.yml'),
        [
          ...off,
          'pathDefaults:',
          '  record: yes',
          `  recordPath: ${folder}/%path/%Y-%m-%d_%H-%M-%S-%f`,
          '  recordFormat: fmp4',
          '  recordSegmentDuration: 60s',
          'paths:',
          ...paths,
          '',
        ].join('\n'),
      );
      return launch([['mediamtx', join(folder, 'mediamtx.yml')]]);
    },
    files: (folder, camera) => recorded(folder, `cam${camera}/**/*.mp4`),
  },
  {
    name: 'MediaServer (ZLMediaKit)',
    durability: 'none',
    missing: () => notOnPath('MediaServer', '--help'),
    start: async (urls, folder) => {
      const config = join(folder, 'config.ini');
      mkdirSync(join(folder, 'www'), { recursive: true });
      writeFileSync(
        config,
        [
          ...['[api]', 'secret=bench', '[http]', 'port=18080', 'sslport=0', '[rtsp]', 'port=0', 'sslport=0'],
          ...[
            '[rtmp]',
            'port=0',
            'sslport=0',
            '[rtp_proxy]',
            'port=0',
            '[rtc]',
            'port=0',
            'tcpPort=0',
            '[srt]',
            'port=0',
          ],
          ...[
            '[protocol]',
            'enable_mp4=1',
            'mp4_max_second=60',
            `mp4_save_path=${folder}/www`,
            'enable_hls=0',
          ],
          ...[
            'enable_rtmp=0',
            'enable_rtsp=0',
            'enable_ts=0',
            'enable_fmp4=0',
            '[record]',
            'enableFmp4=1',
            '',
          ],
        ].join('\n'),
      );
      const running = launch([['MediaServer', '-c', config, '-l', '4']]);
      for (const [i, url] of urls.entries())
        await call('addStreamProxy', {
          vhost: '__defaultVhost__',
          app: 'live',
          stream: `cam${i + 1}`,
          url,
          rtp_type: '0',
        });
      return running;
    },
    files: (folder, camera) => recorded(join(folder, 'www'), `**/cam${camera}/**/*.mp4`),
  },
];

function launch(commands: readonly (readonly string[])[]): Running {
  let said = '';
  const processes = commands.map(([program = '', ...args]) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (bytes) => {
      if (said.length < 10_000) said += String(bytes);
    });
    return child;
  });
  return { processes, said: () => said };
}

function recorded(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder })
    .sort()
    .map((file) => join(folder, file));
}

function notOnPath(program: string, probe: string): string | undefined {
  const { error } = spawnSync(program, [probe], { stdio: 'ignore' });
  return error ? `${program} is not on the PATH` : undefined;
}

/** The server needs a moment until it listens. */
async function call(method: string, parameters: Record<string, string>): Promise<void> {
  const query = new URLSearchParams({ secret: 'bench', ...parameters });
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(`http://127.0.0.1:18080/index/api/${method}?${query}`);
      const { code, msg } = (await response.json()) as { code: number; msg?: string };
      if (code !== 0) throw new Error(`MediaServer ${method}: ${code} ${msg ?? ''}`);
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
