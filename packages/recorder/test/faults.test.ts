// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { parseEntry } from '@mingjing/evidence';
import { type Cameras, countFramesInFiles, startCameras } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import type { RecorderCore } from '../src/recording/core/media/recorder-media.ts';
import type { RecorderOptions } from '../src/recording/core/recorder-core.ts';
import type { RecorderSurroundings } from '../src/recording/core/surroundings.ts';
import type { RecorderAlarm } from '../src/terms/alarms.ts';
import { hostClock } from '../src/terms/clock.ts';
import { breakableDisk, changed, diskWith } from './failing-disk.ts';
import { segmentFiles, temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';
import { runCommand } from './run-command.ts';

let cameras: Cameras;
beforeAll(async () => {
  cameras = await startCameras({ count: 12 });
});
afterAll(() => cameras.close());

type World = {
  readonly recorder: RecorderCore;
  readonly path: string;
  readonly alarms: RecorderAlarm[];
  readonly spans: (camera: string) => ReturnType<RecorderCore['segments']>;
  readonly causes: (camera: string) => readonly string[];
  /** Closes it and reads every byte. */
  readonly verified: () => Promise<number>;
};

async function record(
  test: TestContext,
  urls: Readonly<Record<string, string>>,
  options: Partial<RecorderOptions> = {},
  around: Partial<RecorderSurroundings> = {},
): Promise<World> {
  const directory = await temporaryDirectory();
  const list = Object.entries(urls).map(([id, url]) => ({ id, url }));
  const recorder = await openRecorder(
    { directory: directory.path, segmentSeconds: 2, workers: 0, cameras: list, ...options },
    around,
  );
  test.onTestFinished(async () => {
    await recorder.close();
    await directory.remove();
  });
  const alarms: RecorderAlarm[] = [];
  recorder.on('alarm', (alarm) => alarms.push(alarm));
  return {
    recorder,
    path: directory.path,
    alarms,
    spans: (camera) => recorder.segments({ camera, includeDeleted: true }),
    causes: (camera) => recorder.gaps({ camera }).map(({ cause }) => cause),
    verified: async () => {
      await recorder.close();
      const { code, out } = await runCommand(['verify', directory.path]);
      if (code !== 0) throw new Error(out);
      return code;
    },
  };
}

const tiled = async ({ recorder }: World, camera: string): Promise<string | undefined> => {
  await recorder.settle(camera);
  return tilingFault([...recorder.segments({ camera, includeDeleted: true }), ...recorder.gaps({ camera })]);
};

async function entriesOf(recorder: RecorderCore) {
  const all = await Promise.all(
    Array.from({ length: recorder.log.size() }, (_, index) => recorder.log.entryBytes(index)),
  );
  return all.map((bytes) => {
    const parsed = parseEntry(bytes);
    if (parsed.kind !== 'entry') throw new Error('entry');
    return parsed.entry;
  });
}

describe.concurrent('cameras that misbehave', () => {
  it('over UDP lose no frame', async (test) => {
    const directory = await temporaryDirectory();
    const recorder = await openRecorder({
      directory: directory.path,
      segmentSeconds: 2,
      workers: 0,
      cameras: [{ id: 'a', url: cameras.urls[0]!, transport: 'udp' }],
    });
    test.onTestFinished(() => directory.remove());
    await waitFor(() => recorder.segments({ camera: 'a' }).length >= 2);
    await recorder.close();
    const counted = countFramesInFiles(await segmentFiles(directory.path, 'a'));
    expect([counted.missing, counted.duplicated]).toEqual([0, 0]);
    expect(counted.stamped).toBeGreaterThan(75);
  });

  it('each cost only themselves, with the cause in the gap', async (test) => {
    const [rubbish, deaf] = await Promise.all([serving('\0rubbish \r\n\xff'.repeat(2000)), serving('')]);
    const url = cameras.urls[1]!;
    const world = await record(test, {
      good: url,
      rubbish: `rtsp://127.0.0.1:${rubbish.port}/1`,
      unauthorized: `${url}?fault=unauthorized`,
      missing: `${url}?fault=not-found`,
      'no-video': `${url}?fault=no-video`,
      unsupported: `${url}?fault=unsupported`,
      unreachable: 'rtsp://127.0.0.1:1/1',
      deaf: `rtsp://127.0.0.1:${deaf.port}/1`,
    });
    test.onTestFinished(() => Promise.all([rubbish.close(), deaf.close()]).then(() => undefined));
    await waitFor(() => world.spans('good').length >= 4);
    const states = new Map(world.recorder.cameras.status().map((each) => [each.id, each.state]));
    expect(states.get('good')).toBe('recording');
    for (const id of ['rubbish', 'unauthorized', 'missing', 'no-video', 'unsupported', 'unreachable'])
      expect([id, states.get(id)]).not.toEqual([id, 'recording']);
    expect(await tiled(world, 'good')).toBeUndefined();
    expect(world.causes('good')).toEqual([]);
    await world.recorder.close();
    const counted = countFramesInFiles(await segmentFiles(world.path, 'good'));
    expect(counted.missing).toBe(0);
  });

  it('that change codec or parameter sets go on in a file of their own', async (test) => {
    const world = await record(test, {
      codec: `${cameras.urls[2]}?fault=${encodeURIComponent('codec-change,reset@3s')}`,
      params: `${cameras.urls[3]}?fault=${encodeURIComponent('params@3s')}`,
    });
    const codecs = () => new Set(world.spans('codec').map(({ codec }) => codec.slice(0, 4)));
    const sizes = () => new Set(world.spans('params').map(({ codec, width }) => `${codec} ${width}`));
    await waitFor(() => codecs().size === 2 && sizes().size === 2);
    for (const camera of ['codec', 'params']) expect(await tiled(world, camera)).toBeUndefined();
    expect(world.causes('params')).toEqual([]);
    expect(await world.verified()).toBe(0);
  });

  it('that stay connected without a picture are a gap that says so', async (test) => {
    const world = await record(test, {
      dark: `${cameras.urls[4]}?fault=${encodeURIComponent('zero-fps@3s')}`,
    });
    await waitFor(async () => {
      await world.recorder.settle('dark');
      return world.causes('dark').length > 0;
    });
    expect(world.causes('dark')[0]).toBe('no-media');
    expect(await tiled(world, 'dark')).toBeUndefined();
  });
});

describe.concurrent('a disk that misbehaves', () => {
  it('and fails one sync costs nothing: what was not durable goes to another file', async (test) => {
    let failures = 0;
    const disk = diskWith((file, path) => {
      let syncs = 0;
      const fails = path.endsWith('.mp4') && failures === 0;
      return changed(file, {
        syncContent: async () => {
          syncs += 1;
          if (!fails || syncs !== 2 || failures > 0) return file.syncContent();
          failures += 1;
          throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
        },
      });
    });
    const world = await record(test, { a: cameras.urls[5]! }, { segmentSeconds: 4 }, { disk });
    await waitFor(() => world.alarms.some(({ kind }) => kind === 'disk-failed'));
    const before = world.spans('a').length;
    await waitFor(() => world.spans('a').length >= before + 2);
    expect(world.alarms.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'disk-failed raised',
      'disk-failed cleared',
    ]);
    expect(await tiled(world, 'a')).toBeUndefined();
    await world.recorder.close();
    const counted = countFramesInFiles(await segmentFiles(world.path, 'a'));
    expect([failures, counted.missing]).toEqual([1, 0]);
    expect(await world.verified()).toBe(0);
  });

  it('and answers everything with an error for some seconds is a gap, and heals without a restart', async (test) => {
    const { disk, broken } = breakableDisk();
    const world = await record(
      test,
      { a: cameras.urls[5]! },
      {},
      { disk, checkpointEveryMs: 500, retentionEveryMs: 700 },
    );
    await waitFor(() => world.spans('a').length >= 2);
    broken.is = true;
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(world.alarms.some(({ state }) => state === 'raised')).toBe(true);
    broken.is = false;
    const before = world.spans('a').length;
    await waitFor(() => world.spans('a').length >= before + 2);
    const standing = () => {
      const last = new Map(world.alarms.map(({ kind, subject, state }) => [`${kind} ${subject}`, state]));
      return [...last].filter(([, state]) => state === 'raised').map(([key]) => key);
    };
    await waitFor(() => standing().every((key) => key.startsWith('forecast')));
    expect(await tiled(world, 'a')).toBeUndefined();
    expect(await world.verified()).toBe(0);
  });

  it('and stands still is a gap, not a full memory, and is over when it moves again', async (test) => {
    let moving = Promise.resolve();
    let move = (): void => undefined;
    const disk = diskWith((file, path) =>
      path.endsWith('.mp4')
        ? changed(file, { write: (pieces, offset) => moving.then(() => file.write(pieces, offset)) })
        : file,
    );
    const heavy = await startCameras({ count: 1, bitrate: 48_000_000 });
    test.onTestFinished(() => heavy.close());
    const world = await record(test, { a: heavy.urls[0]! }, {}, { disk });
    await waitFor(() => world.spans('a').length >= 1);
    moving = new Promise((resolve) => {
      move = resolve;
    });
    await waitFor(() => world.alarms.some(({ kind, state }) => kind === 'disk-slow' && state === 'raised'));
    move();
    await waitFor(() => world.alarms.some(({ kind, state }) => kind === 'disk-slow' && state === 'cleared'));
    const before = world.spans('a').length;
    await waitFor(() => world.spans('a').length > before);
    expect(world.causes('a')).toContain('disk-slow');
    expect(await tiled(world, 'a')).toBeUndefined();
    expect(await world.verified()).toBe(0);
  });
});

describe.concurrent('a clock that is set', () => {
  const settable = () => {
    const clock = { offsetMs: 0 };
    return { clock, hostClock: { ...hostClock, wallMs: () => Date.now() + clock.offsetMs } };
  };

  it('forward is logged, is a gap, and lets nothing be deleted, whoever says that it is right', async (test) => {
    const { clock, hostClock: host } = settable();
    const retention = { floorDays: 1, ceilingDays: 1 };
    const world = await record(
      test,
      { a: cameras.urls[6]! },
      { retention },
      { hostClock: host, retentionEveryMs: 300 },
    );
    await waitFor(() => world.spans('a').length >= 2);
    clock.offsetMs = 3 * 86_400_000;
    await waitFor(() => world.alarms.some(({ kind }) => kind === 'clock-step'));
    const before = world.spans('a').length;
    await waitFor(() => world.spans('a').length >= before + 2);
    await waitFor(() => world.causes('a').includes('time-step'));
    expect(world.spans('a').every(({ tombstone }) => tombstone === undefined)).toBe(true);
    await world.recorder.confirmClock('演示管理员');
    expect(world.alarms.at(-1)).toMatchObject({ kind: 'clock-step', state: 'cleared' });
    // Nor after it: three days have not passed because a clock and a person say so.
    const more = world.spans('a').length;
    await waitFor(() => world.spans('a').length >= more + 2);
    expect(world.spans('a').every(({ tombstone }) => tombstone === undefined)).toBe(true);
    expect(await tiled(world, 'a')).toBeUndefined();
    const entries = await entriesOf(world.recorder);
    const step = entries.find((entry) => entry.type === 'clock' && entry.source === 'host');
    expect(Math.round(Number((step as { step?: number }).step) / 86_400_000)).toBe(3);
    expect(await world.verified()).toBe(0);
  });

  it('back does not turn the timeline back', async (test) => {
    const { clock, hostClock: host } = settable();
    const world = await record(test, { a: cameras.urls[7]! }, {}, { hostClock: host });
    await waitFor(() => world.spans('a').length >= 1);
    clock.offsetMs = -3_600_000;
    await waitFor(() => world.alarms.some(({ kind }) => kind === 'clock-step'));
    const before = world.spans('a').length;
    await waitFor(() => world.spans('a').length >= before + 2);
    expect(await tiled(world, 'a')).toBeUndefined();
    expect(world.causes('a')).toEqual([]);
    const times = (await entriesOf(world.recorder)).map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(world.spans('a').at(-1)?.clockSource).toBe('host-behind');
    expect(await world.verified()).toBe(0);
  });
});

describe('a recorder', () => {
  it('goes on when a capture thread dies: a gap for its cameras, nothing for the others', async (test) => {
    const threads: Worker[] = [];
    const noticed = (worker: Worker) => void threads.push(worker);
    process.on('worker', noticed);
    const world = await record(test, { a: cameras.urls[8]!, b: cameras.urls[9]! }, { workers: 2 });
    process.off('worker', noticed);
    await waitFor(() => world.spans('a').length >= 1 && world.spans('b').length >= 1);
    expect(threads).toHaveLength(2);
    await threads[0]!.terminate();
    await waitFor(() => world.alarms.some(({ kind }) => kind === 'worker-crashed'));
    const { subject } = world.alarms.find(({ kind }) => kind === 'worker-crashed')!;
    const other = subject === 'a' ? 'b' : 'a';
    await waitFor(() =>
      world.alarms.some(({ kind, state }) => kind === 'worker-crashed' && state === 'cleared'),
    );
    expect([world.causes(subject), world.causes(other)]).toEqual([['internal'], []]);
    for (const camera of [subject, other]) expect(await tiled(world, camera)).toBeUndefined();
    expect(await world.verified()).toBe(0);
  });

  it('keeps what is held past its ceiling, also after a restart, until two people released it', async (test) => {
    const directory = await temporaryDirectory();
    test.onTestFinished(() => directory.remove());
    const start = () =>
      openRecorder(
        {
          directory: directory.path,
          segmentSeconds: 2,
          workers: 0,
          retention: { floorDays: 0, ceilingDays: 0 },
          cameras: [
            { id: 'held', url: cameras.urls[10]! },
            { id: 'free', url: cameras.urls[11]! },
          ],
        },
        { retentionEveryMs: 300 },
      );
    let recorder = await start();
    const { id } = await recorder.holds.place({
      cameras: ['held'],
      fromMs: 0,
      toMs: 8_000_000_000_000,
      reason: '演示案件',
      ground: 'd799/retention',
      untilMs: undefined,
      by: '演示甲',
    });
    const gone = (camera: string) =>
      recorder.segments({ camera, includeDeleted: true }).filter(({ tombstone }) => tombstone !== undefined);
    await waitFor(() => gone('free').length >= 1 && recorder.segments({ camera: 'held' }).length >= 2);
    await recorder.close();
    recorder = await start();
    const before = gone('free').length;
    await waitFor(() => gone('free').length > before);
    expect(gone('held')).toEqual([]);
    await recorder.holds.release(id, '演示甲');
    await expect(recorder.holds.release(id, '演示甲')).rejects.toMatchObject({
      code: 'recorder/hold-two-people',
    });
    expect(gone('held')).toEqual([]);
    await recorder.holds.release(id, '演示乙');
    await waitFor(() => gone('held').length >= 2);
    await recorder.close();
    expect((await runCommand(['verify', directory.path])).code).toBe(0);
  });
});

/** Answers everything with the same bytes, or with nothing. */
async function serving(
  answer: string,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const sockets = new Set<{ destroy: () => void }>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (answer !== '') socket.write(answer, 'latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
