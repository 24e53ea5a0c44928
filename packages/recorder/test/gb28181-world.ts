// SPDX-License-Identifier: Apache-2.0
/** A recorder below a platform of our own, both on loopback, with a simulated camera. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cameras,
  type CamerasOptions,
  startCameras,
  startUpperPlatform,
  type UpperPlatformSimulator,
} from '@mingjing/simulator';
import { parseGb28181Config } from '../src/gb28181/gb28181-config.ts';
import { type RunningRecorder, startRecorder } from '../src/server.ts';

export const localId = '34020000001180000001';
export const platformId = '34020000002000000001';
export const channelId = '34020000001310000001';

export type GbWorld = {
  readonly platform: UpperPlatformSimulator;
  readonly recorder: RunningRecorder;
  readonly cameras: Cameras;
  readonly directory: string;
  readonly sipPort: number;
  readonly platformPort: number;
  readonly end: () => Promise<void>;
};

/** A port that was free a moment ago, for UDP and TCP alike. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export async function makeGbWorld(
  options: {
    readonly camera?: Partial<CamerasOptions>;
    readonly upper?: object;
    readonly section?: object;
  } = {},
): Promise<GbWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-gb-'));
  const [platformPort, sipPort, mediaBase] = [
    await freePort(),
    await freePort(),
    20_000 + Math.floor(Math.random() * 8000),
  ];
  const platform = await startUpperPlatform({
    id: platformId,
    domain: '3402000000',
    address: '127.0.0.1',
    port: platformPort,
    devices: [{ id: localId, password: 'secret 密' }],
    mediaPorts: [mediaBase + 200, mediaBase + 398],
  });
  const cameras = await startCameras({ count: 1, clip: 'small', ...options.camera });
  const listen = ['udp', 'tcp'].map((transport) => ({ transport, address: '127.0.0.1', port: sipPort }));
  const gb28181 = parseGb28181Config(
    {
      localId,
      domain: '3402000000',
      listen,
      media: { address: '127.0.0.1', ports: [mediaBase, mediaBase + 198] },
      upper: [
        {
          id: platformId,
          domain: '3402000000',
          host: '127.0.0.1',
          port: platformPort,
          password: 'secret 密',
          agreement: '联网协议〔2026〕1号',
          keepaliveSeconds: 1,
          channels: [{ camera: 'gate', id: channelId, name: '大门萳𠮷' }],
          ...options.upper,
        },
      ],
      ...options.section,
    },
    directory,
  );
  const recorder = await startRecorder({
    directory: join(directory, 'data'),
    port: 0,
    workers: 0,
    segmentSeconds: 3,
    cameras: [{ id: 'gate', url: cameras.urls[0]! }],
    gb28181,
  });
  return {
    platform,
    recorder,
    cameras,
    directory,
    sipPort,
    platformPort,
    end: async () => {
      await recorder.close();
      await platform.close();
      await cameras.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Until something is true; a test's own limit ends it otherwise. */
export async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await new Promise((resolve) => setTimeout(resolve, 50));
}
