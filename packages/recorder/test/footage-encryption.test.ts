// SPDX-License-Identifier: Apache-2.0
/** Footage encrypted at rest, over a whole life: recorded, killed, recovered without a key, looked at, exported, challenged. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyStore } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { type Cameras, startCameras } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreFiles } from '../../cli/src/verify/disk-files.ts';
import { listSegments, openOfflineFootage, openRecorder, type RecorderCore } from '../src/index.ts';
import { segmentFiles, temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';
import { runCommand } from './run-command.ts';

const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
let cameras: Cameras;
let place: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: string;
let secret: string;
const said: string[] = [];

beforeAll(async () => {
  cameras = await startCameras({ count: 1 });
  place = await temporaryDirectory();
  store = join(place.path, 'store');
  secret = join(place.path, 'start-secret');
  writeFileSync(secret, '演示口令 four words of a passphrase\n');
  await killedRecording();
});
afterAll(async () => {
  await cameras.close();
  await place.remove();
});

/** A recorder in a process of its own, killed in the middle of a segment. */
async function killedRecording(): Promise<void> {
  const camera = ['--camera', `gate=${cameras.urls[0]}`, '--segment-seconds', '1'];
  const encrypt = ['--encrypt', '--start-secret', secret];
  const child = spawn(process.execPath, [program, 'record', '--store', store, ...camera, ...encrypt]);
  await waitFor(
    async () => existsSync(join(store, 'footage/gate')) && (await segmentFiles(store, 'gate')).length >= 3,
  );
  await new Promise((resolve) => setTimeout(resolve, 1300));
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function opened(
  footage: NonNullable<Parameters<typeof openRecorder>[0]['footage']>,
  record = false,
): Promise<RecorderCore> {
  return await openRecorder({
    directory: store,
    workers: 0,
    segmentSeconds: 1,
    allowAddresses: ['127.0.0.1'],
    onlyCameras: record ? [{ id: 'gate', url: cameras.urls[0]! }] : [],
    footage,
  });
}

async function readAll(core: RecorderCore): Promise<number> {
  const { fromMs, toMs } = core.extent('gate')!;
  let fragments = 0;
  for await (const part of core.readParts('gate', fromMs, toMs)) {
    expect(Buffer.from(part.bytes.subarray(4, 8)).toString()).toBe(part.kind === 'init' ? 'ftyp' : 'moof');
    if (part.kind === 'fragment') fragments++;
  }
  return fragments;
}

const verdict = async (options = {}) =>
  await verifyStore(nodeAlgorithms, openStoreFiles(store), undefined, options);

describe('Encrypted footage', () => {
  it('shows no picture on the disk', async () => {
    for (const file of await segmentFiles(store, 'gate')) {
      const bytes = readFileSync(file);
      expect(bytes.includes('mdat')).toBe(false);
      expect(bytes.includes('moof')).toBe(false);
    }
    expect(readdirSync(join(store, 'keys')).filter((name) => name.startsWith('footage-'))).toHaveLength(1);
  });

  it('is taken in after a kill without any key, and no whole fragment is lost', async () => {
    const before = (await segmentFiles(store, 'gate')).length;
    const elsewhere = join(place.path, 'locked');
    cpSync(store, elsewhere, { recursive: true });
    // Who has only the disk takes in what there is and sees none of it.
    const wrong = join(place.path, 'wrong');
    writeFileSync(wrong, 'another');
    const locked = await openRecorder({
      directory: elsewhere,
      workers: 0,
      onlyCameras: [],
      footage: { startSecretFile: wrong },
    });
    const { fromMs, toMs } = locked.extent('gate')!;
    const reading = locked.readParts('gate', fromMs, toMs)[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toMatchObject({ code: 'recorder/footage-locked' });
    const rows = locked.segments({ camera: 'gate' });
    expect(rows).toHaveLength(before);
    expect(rows.at(-1)).toMatchObject({ clockSource: 'recovered', width: 1280, height: 720 });
    expect(rows.at(-1)!.frames).toBeGreaterThan(0);
    await locked.close();
    rmSync(elsewhere, { recursive: true });

    const core = await opened({ startSecretFile: secret });
    expect(await readAll(core)).toBe(
      core.segments({ camera: 'gate' }).reduce((sum, { parts }) => sum + parts - 1, 0),
    );
    expect(
      tilingFault([...core.segments({ camera: 'gate' }), ...core.gaps({ camera: 'gate' })]),
    ).toBeUndefined();
    await core.close();
  });

  it('verifies as it lies on the disk, says what was not tried, and opens to what the log says', async () => {
    const asStored = await verdict();
    expect(asStored.isGood).toBe(true);
    expect(asStored.sentence.zh).toContain('在磁盘上加密');
    const keys = await openOfflineFootage(store, { startSecretFile: secret });
    const openSealed = ({ camera }: { readonly camera: string }, path: string) =>
      keys.openedRoot(camera, path);
    const whole = await verdict({ openSealed });
    expect([whole.isGood, whole.sentence.zh.includes('在磁盘上加密')]).toEqual([true, false]);
    const none = await verdict({ openSealed: async () => undefined });
    expect(none.findings[0]?.code).toBe('segment-unopened');
    const other = await verdict({ openSealed: async () => new Uint8Array(32) });
    expect(other.findings[0]?.code).toBe('segment-sealed-differs');
  });

  it('goes on beside plain footage, and each is read as what it is', async () => {
    const plain = await opened({ encrypt: false, startSecretFile: secret }, true);
    const before = plain.segments({ camera: 'gate' }).length;
    await waitFor(() => plain.segments({ camera: 'gate' }).length >= before + 1);
    await plain.settle('gate');
    await plain.close();
    const core = await opened({ startSecretFile: secret }, true);
    const shown: string[] = [];
    const end = core.subscribeLive('gate', (event) => {
      if (event.kind === 'part') shown.push(event.part.kind);
    });
    await waitFor(() => shown.includes('fragment'));
    end();
    await core.settle('gate');
    const files = await segmentFiles(store, 'gate');
    const isPlain = files.map((file) => readFileSync(file).includes('moof'));
    expect(new Set(isPlain)).toEqual(new Set([true, false]));
    expect(isPlain.at(-1)).toBe(false);
    expect(await readAll(core)).toBeGreaterThan(0);
    const logged: string[] = [];
    for (let at = 0; at < core.log.size(); at++)
      logged.push(Buffer.from(await core.log.entryBytes(at)).toString());
    const changes = logged.filter((entry) => entry.includes('footage-encryption'));
    expect(changes.map((entry) => JSON.parse(entry).after)).toEqual(['on', 'off', 'on']);
    await core.close();
    expect((await verdict()).isGood).toBe(true);
  });

  it('is exported, challenged and measured with the start secret, and the bundle verifies without it', async () => {
    const rows = await listSegments(store, { camera: 'gate' });
    const out = join(place.path, 'out.zip');
    const officers = ['--officer', '演示甲,演示公安分局,001', '--officer', '演示乙,演示公安分局,002'];
    const range = ['--camera', 'gate', '--from', rows[0]!.start, '--to', rows[1]!.end];
    const asked = ['export', '--store', store, ...range, '--out', out, '--purpose', '演示案件', ...officers];
    const locked = await runCommand(asked);
    expect([locked.code, locked.err]).toEqual([2, expect.stringContaining('启动密钥')]);
    expect((await runCommand([...asked, '--start-secret', secret])).code).toBe(0);
    expect((await runCommand(['verify', out])).code).toBe(0);
    const challenge = ['challenge', '--store', store, '--samples', '15'];
    const recorded = ['--from', rows[0]!.start, '--to', rows[0]!.end, '--start-secret', secret];
    expect((await runCommand([...challenge, ...recorded])).code).toBe(0);
    expect((await runCommand(['verify', store, '--start-secret', secret])).code).toBe(0);
  });

  it('with a flipped bit is found at its block without a key, and still shown', async () => {
    const [file] = await segmentFiles(store, 'gate');
    const whole = readFileSync(file!);
    const changed = Buffer.from(whole);
    changed[Math.floor(whole.length / 2)]! ^= 1;
    writeFileSync(file!, changed);
    const report = await verdict();
    expect(report.findings[0]).toMatchObject({
      code: 'segment-altered',
      place: { block: expect.any(Number) },
    });
    const core = await opened({ startSecretFile: secret });
    const alarms: string[] = [];
    core.on('alarm', ({ kind }) => alarms.push(kind));
    await readAll(core);
    expect(alarms).toContain('footage-damaged');
    await core.close();
    writeFileSync(file!, whole);
  });

  it('opens with another start secret after it was changed, and no more with the old one', async () => {
    const copy = join(place.path, 'changed');
    cpSync(store, copy, { recursive: true });
    const next = join(place.path, 'next-secret');
    writeFileSync(next, 'another passphrase');
    const change = ['recorder', 'start-secret', '--data', copy, '--json'];
    expect((await runCommand([...change, '--start-secret', next, '--to', secret])).code).toBe(2);
    expect((await runCommand([...change, '--start-secret', secret, '--to', next])).code).toBe(0);
    const { camera, path } = (await listSegments(copy, { camera: 'gate' }))[0]!;
    const opensTo = async (startSecretFile: string) =>
      await (await openOfflineFootage(copy, { startSecretFile })).openedRoot(camera, path);
    expect([await opensTo(next), await opensTo(secret)]).toEqual([expect.any(Uint8Array), undefined]);
  });

  it('does not quietly go on in the clear when its key is taken away', async () => {
    const elsewhere = join(place.path, 'keyless');
    cpSync(store, elsewhere, { recursive: true });
    for (const name of readdirSync(join(elsewhere, 'keys')))
      if (name.startsWith('footage-')) rmSync(join(elsewhere, 'keys', name));
    const core = await openRecorder({
      directory: elsewhere,
      workers: 0,
      segmentSeconds: 1,
      allowAddresses: ['127.0.0.1'],
      onlyCameras: [{ id: 'gate', url: cameras.urls[0]! }],
      footage: { startSecretFile: secret },
      log: (_level, message) => said.push(message),
    });
    await waitFor(() => core.segments({ camera: 'gate' }).some(({ endMs }) => endMs > core.nowMs() - 2000));
    await core.settle('gate');
    expect(said).toContain('alarm footage-locked raised');
    const files = await segmentFiles(elsewhere, 'gate');
    expect(readFileSync(files.at(-1)!).includes('moof')).toBe(false);
    await core.close();
  });

  it('is never encrypted to a key that somebody else put there', async () => {
    const foreign = await temporaryDirectory();
    const core = await openRecorder({
      directory: join(foreign.path, 'store'),
      workers: 0,
      onlyCameras: [],
      footage: { encrypt: true, startSecretFile: secret },
    });
    await core.close();
    const [theirs] = readdirSync(join(foreign.path, 'store/keys')).filter((name) =>
      name.startsWith('footage-'),
    );
    copyFileSync(join(foreign.path, 'store/keys', theirs!), join(store, 'keys', theirs!));
    const ours = await opened({ startSecretFile: secret }, true);
    await waitFor(() => ours.segments({ camera: 'gate' }).some(({ endMs }) => endMs > ours.nowMs() - 2000));
    await ours.settle('gate');
    const last = ours.segments({ camera: 'gate' }).at(-1)!;
    const entry = JSON.parse(Buffer.from(await ours.log.entryBytes(last.logIndex)).toString());
    expect(theirs).not.toContain(entry.sealed.key);
    await ours.close();
    await foreign.remove();
  });
});
