// SPDX-License-Identifier: Apache-2.0
/**
 * Cameras behind a GB/T 28181 device, recorded like any other: one recorder is the device, another records it. What the
 * simulated camera numbered is found in the second recorder's files.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cameras, countFramesInFiles, startCameras } from '@mingjing/simulator';
import { describe, expect, it, type TestContext } from 'vitest';
import { parseGb28181Config } from '../src/gb28181/gb28181-config.ts';
import { type RunningRecorder, type StartOptions, startRecorder } from '../src/server.ts';
import { channelId, localId as deviceId, freePort, until } from './gb28181-world.ts';

const aboveId = '34020000001180000009';
const password = 'device password';

type Chain = {
  readonly above: RunningRecorder;
  readonly cameras: Cameras;
  readonly startDevice: () => Promise<RunningRecorder>;
};

async function makeChain(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: {
    readonly transport?: 'udp' | 'tcp';
    readonly sip?: 'udp' | 'tcp';
    readonly workers?: number;
    readonly secret?: string;
    readonly clip?: 'b-frames' | 'small-h265';
  } = {},
): Promise<Chain> {
  const ending: (() => Promise<unknown>)[] = [];
  onTestFinished(async () => {
    for (const end of ending.reverse()) await end();
  });
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-gb-'));
  ending.push(() => Promise.resolve(rmSync(directory, { recursive: true, force: true })));
  writeFileSync(join(directory, 'password'), `${password}\n`);
  const [abovePort, devicePort] = [await freePort(), await freePort()];
  const base = 20_000 + Math.floor(Math.random() * 8000);
  const listen = (port: number) =>
    ['udp', 'tcp'].map((transport) => ({ transport, address: '127.0.0.1', port }));
  const cameras = await startCameras({ count: 1, clip: options.clip ?? 'small', audio: 'pcma' });
  ending.push(() => cameras.close());
  const run = async (start: StartOptions): Promise<RunningRecorder> => {
    const running = await startRecorder(start);
    ending.push(() => running.close());
    return running;
  };
  const above = await run({
    directory: join(directory, 'above'),
    port: 0,
    workers: options.workers ?? 0,
    segmentSeconds: 2,
    cameras: [
      { id: 'far', url: `gb28181://${deviceId}/${channelId}`, transport: options.transport ?? 'tcp' },
    ],
    gb28181: parseGb28181Config(
      {
        localId: aboveId,
        domain: '3402000000',
        listen: listen(abovePort),
        media: { address: '127.0.0.1', ports: [base + 200, base + 300] },
        devices: { allow: [{ id: deviceId, passwordFile: 'password' }] },
      },
      directory,
    ),
  });
  let devices = 0;
  const startDevice = () =>
    run({
      directory: join(directory, `device-${devices++}`),
      port: 0,
      workers: 0,
      cameras: [{ id: 'gate', url: cameras.urls[0]! }],
      gb28181: parseGb28181Config(
        {
          localId: deviceId,
          domain: '3402000000',
          listen: listen(devicePort),
          media: { address: '127.0.0.1', ports: [base, base + 100] },
          upper: [
            {
              id: aboveId,
              domain: '3402000000',
              host: '127.0.0.1',
              port: abovePort,
              transport: options.sip ?? 'udp',
              password: options.secret ?? password,
              keepaliveSeconds: 1,
              channels: [{ camera: 'gate', id: channelId, name: '大门' }],
            },
          ],
        },
        directory,
      ),
    });
  return { above, cameras, startDevice };
}

const far = ({ above }: Chain) => above.core.cameras.find('far');

describe.concurrent('a camera behind a device', () => {
  it.for([
    { transport: 'tcp', sip: 'udp', workers: 1 },
    { transport: 'udp', sip: 'tcp', workers: 0 },
    { transport: 'tcp', sip: 'udp', workers: 0, clip: 'small-h265' },
    { transport: 'tcp', sip: 'udp', workers: 0, clip: 'b-frames' },
  ] as const)('is recorded picture for picture: %o', async (options, test) => {
    const chain = await makeChain(test, options);
    await chain.startDevice();
    const { core } = chain.above;
    await until(() => core.segments({ camera: 'far' }).length >= 3);
    expect(far(chain)).toMatchObject({
      state: 'recording',
      audioCodec: 'alaw',
      address: `gb28181://${deviceId}/${channelId}`,
    });
    const rows = core.segments({ camera: 'far' });
    const { stamped, missing } = countFramesInFiles(rows.map(({ path }) => join(core.directory, path)));
    expect(stamped).toBe(rows.reduce((sum, row) => sum + row.frames, 0));
    expect(missing).toBe(0);
  });

  it('has its gap declared while the device is gone, and is recorded again when it is back', async (test) => {
    const chain = await makeChain(test);
    const device = await chain.startDevice();
    const { core } = chain.above;
    await until(() => core.segments({ camera: 'far' }).length >= 1);
    await device.close();
    await until(() => far(chain)?.state !== 'recording');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await chain.startDevice();
    const before = core.segments({ camera: 'far' }).length;
    await until(() => core.segments({ camera: 'far' }).length > before + 1);
    const gaps = core.gaps({ camera: 'far' }).filter(({ cause }) => cause !== 'restart');
    expect(gaps.length).toBeGreaterThan(0);
    const spans = [...core.segments({ camera: 'far' }), ...core.gaps({ camera: 'far' })].sort(
      (a, b) => a.n - b.n,
    );
    for (const [at, span] of spans.entries()) if (at > 0) expect(span.startMs).toBe(spans[at - 1]!.endMs);
  });

  it('is not recorded from a device with a wrong password; who is on no list is refused', async (test) => {
    const chain = await makeChain(test, { secret: 'guess' });
    await chain.startDevice();
    await until(() => far(chain)?.state === 'waiting');
    expect(far(chain)?.cause).toBe('camera-offline');
    expect(chain.above.core.segments({ camera: 'far' })).toEqual([]);
  });
});
