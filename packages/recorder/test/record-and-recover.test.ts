// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cameras, countFramesInFiles, startCameras } from '@mingjing/simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSegments, openRecorder, type RecorderCore, reindexStore } from '../src/index.ts';
import { segmentFiles, temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';

const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
let cameras: Cameras;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let core: RecorderCore | undefined;

beforeAll(async () => {
  cameras = await startCameras({ count: 4 });
});
afterAll(() => cameras.close());
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  await directory.remove();
});

const spansOf = (recorder: RecorderCore, camera: string) => [
  ...recorder.segments({ camera, includeDeleted: true }),
  ...recorder.gaps({ camera }),
];

async function open(urls: Readonly<Record<string, string>>, workers = 0): Promise<RecorderCore> {
  const list = Object.entries(urls).map(([id, url]) => ({ id, url }));
  core = await openRecorder({
    directory: directory.path,
    segmentSeconds: 2,
    workers,
    cameras: list,
    allowAddresses: ['127.0.0.1'],
  });
  return core;
}

describe('A recording', () => {
  it('holds every frame the camera sent, in segments that tile time', async () => {
    const recorder = await open({ gate: cameras.urls[0]!, lobby: `${cameras.urls[1]}?audio=aac` }, 1);
    await waitFor(() => recorder.segments({ camera: 'gate' }).length >= 2);
    await recorder.settle('gate');
    expect(tilingFault(spansOf(recorder, 'gate'))).toBeUndefined();
    expect(recorder.gaps({})).toEqual([]);
    await recorder.close();
    const files = await segmentFiles(directory.path, 'gate');
    const counted = countFramesInFiles(files);
    expect(counted.missing).toBe(0);
    expect(counted.duplicated).toBe(0);
    const listed = await listSegments(directory.path, { camera: 'gate' });
    expect(listed.reduce((sum, one) => sum + one.frames, 0)).toBe(counted.stamped);
  });

  it('declares a stalled camera as a gap and goes on', async () => {
    const recorder = await open({ yard: `${cameras.urls[2]}?fault=${encodeURIComponent('reset@2s')}` });
    await waitFor(() => recorder.gaps({ camera: 'yard' }).length > 0);
    expect(recorder.gaps({ camera: 'yard' })[0]?.cause).toBe('network');
    await recorder.settle('yard');
    expect(tilingFault(spansOf(recorder, 'yard'))).toBeUndefined();
  });

  it('is read back part by part, initialization first', async () => {
    const recorder = await open({ gate: cameras.urls[0]! });
    await waitFor(() => recorder.segments({ camera: 'gate' }).length >= 1);
    const { fromMs, toMs } = recorder.extent('gate')!;
    const kinds: string[] = [];
    for await (const part of recorder.readParts('gate', fromMs, toMs)) kinds.push(part.kind);
    expect(kinds[0]).toBe('init');
    expect(kinds.filter((kind) => kind === 'fragment').length).toBeGreaterThan(1);
  });

  it('is seen live from the last key frame on', async () => {
    const recorder = await open({ gate: cameras.urls[0]! });
    await waitFor(() => recorder.cameras.find('gate')?.state === 'recording');
    const parts: { readonly kind: string; readonly sync: boolean }[] = [];
    const stop = recorder.subscribeLive('gate', (event) => {
      if (event.kind === 'part') parts.push(event.part);
    });
    await waitFor(() => parts.length >= 3);
    stop();
    expect(parts[0]?.kind).toBe('init');
    expect(parts[1]?.sync).toBe(true);
  });
});

describe('A connection test', () => {
  const reasonOf = async (url: string): Promise<string> => {
    const recorder = core ?? (await open({}));
    const result = await recorder.testCamera(url, { timeoutMs: 4000 });
    return result.kind === 'ok' ? 'ok' : result.reason;
  };

  it('says in one word what is wrong', async () => {
    const url = cameras.urls[3]!;
    expect(await reasonOf(url)).toBe('ok');
    expect(await reasonOf(`${url}?fault=unauthorized`)).toBe('wrong-password');
    expect(await reasonOf(`${url}?fault=not-found`)).toBe('stream-not-found');
    expect(await reasonOf(`${url}?fault=no-video`)).toBe('no-video');
    expect(await reasonOf('rtsp://127.0.0.1:1/x')).toBe('unreachable');
    expect(await reasonOf('http://127.0.0.1/')).toBe('address-malformed');
    expect(await reasonOf('rtsp://169.254.1.1/x')).toBe('address-refused');
  });
});

describe('A store', () => {
  it('loses at most the open fragment when the process is killed', async () => {
    const args = [
      program,
      'record',
      '--store',
      directory.path,
      '--camera',
      `a=${cameras.urls[0]}`,
      '--segment-seconds',
      '2',
    ];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    await waitFor(async () => (await segmentFiles(directory.path, 'a').catch(() => [])).length >= 2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const report = await reindexStore(directory.path);
    expect(report.missing).toEqual([]);
    expect(report.quarantined).toEqual([]);
    const before = await listSegments(directory.path, {});
    const counted = countFramesInFiles(await segmentFiles(directory.path, 'a'));
    expect(counted.missing).toBe(0);
    expect(before.reduce((sum, one) => sum + one.frames, 0)).toBe(counted.stamped);
    await reindexStore(directory.path);
    expect(await listSegments(directory.path, {})).toEqual(before);
    const recorder = await open({ a: cameras.urls[0]! });
    await waitFor(() => recorder.segments({ camera: 'a' }).length > before.length);
    expect(recorder.gaps({ camera: 'a' }).map((gap) => gap.cause)).toEqual(['restart']);
    expect(tilingFault(spansOf(recorder, 'a'))).toBeUndefined();
  });

  it('cuts a torn tail at the last whole fragment', async () => {
    const recorder = await open({ a: cameras.urls[0]! });
    await waitFor(() => recorder.segments({ camera: 'a' }).length >= 1);
    await recorder.close();
    core = undefined;
    const files = await segmentFiles(directory.path, 'a');
    const folder = join(files[0]!, '..');
    const later = Number(files.at(-1)!.match(/(\d+)\.mp4$/)![1]) + 60_000;
    const whole = await readFile(files[0]!);
    await writeFile(join(folder, `${later}.mp4`), whole.subarray(0, whole.length - 7));
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    const report = await reindexStore(directory.path);
    expect(report.adopted).toHaveLength(1);
    expect(report.cutBytes).toBeGreaterThan(0);
    expect(report.quarantined).toHaveLength(1);
    const verified = spawnSync(process.execPath, [program, 'verify', directory.path, '--json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(verified.stdout).good, verified.stdout).toBe(true);
  });

  it('tells which 16 KiB of which file somebody changed', async () => {
    const recorder = await open({ a: cameras.urls[0]! });
    await waitFor(() => recorder.segments({ camera: 'a' }).length >= 2);
    await recorder.close();
    core = undefined;
    const [file] = await segmentFiles(directory.path, 'a');
    const changed = await readFile(file!);
    changed[40_000] = changed[40_000]! ^ 1;
    await writeFile(file!, changed);
    const { status, stdout } = spawnSync(process.execPath, [program, 'verify', directory.path, '--json'], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly { readonly code: string; readonly place: Record<string, number> }[];
    };
    const places = findings.filter(({ code }) => code === 'segment-altered').map(({ place }) => place);
    expect(places).toHaveLength(1);
    expect(places[0]!['fromByte']).toBeLessThanOrEqual(40_000);
    expect(places[0]!['toByte']).toBeGreaterThan(40_000);
    expect(places[0]!['toByte']! - places[0]!['fromByte']!).toBeLessThanOrEqual(16_384);
    expect(findings.some(({ code }) => code.startsWith('sheet-'))).toBe(false);
  });

  it('refuses a directory that is foreign, half made, of another disk or in use', async () => {
    const codeOf = (options: { readonly expectedStoreId?: string } = {}) =>
      openRecorder({ directory: directory.path, ...options }).then(
        async (opened) => {
          await opened.close();
          return 'opened';
        },
        (error: { readonly code: string }) => error.code,
      );
    expect(await codeOf({ expectedStoreId: 'other' })).toBe('recorder/store-other-mount');
    await appendFile(join(directory.path, 'holiday.jpg'), 'x');
    expect(await codeOf()).toBe('recorder/store-foreign');
    await writeFile(join(directory.path, 'mingjing-store.json'), '{"format":1,');
    expect(await codeOf()).toBe('recorder/store-half-made');
    await writeFile(
      join(directory.path, 'mingjing-store.json'),
      '{"format":99,"storeId":"a","recorderId":"b","suite":"sha256-ed25519","createdAt":"2026-01-01T00:00:00Z"}',
    );
    expect(await codeOf()).toBe('recorder/store-newer-format');
  });

  it('belongs to one process at a time', async () => {
    await open({});
    await expect(openRecorder({ directory: directory.path })).rejects.toMatchObject({
      code: 'recorder/store-in-use',
    });
  });
});
