// SPDX-License-Identifier: Apache-2.0
/** A real recorder and a real platform over HTTP: enrolment, reports, broken network, a store that was rolled back. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoEnrolmentCode, type RunningPlatform, startPlatform } from '@mingjing/platform';
import { rotateLogKey } from '@mingjing/recorder';
import { type RunningRecorder, startRecorder } from '@mingjing/recorder/server';
import { type Cameras, startCameras } from '@mingjing/simulator';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-loop-'));
const store = join(directory, 'recorder');
let cameras: Cameras;
let platform: RunningPlatform;
let recorder: RunningRecorder;

const openPlatform = (port: number) =>
  startPlatform({ directory: join(directory, 'platform'), port, demo: true, rateLimited: false });
const openRecorder = (where = store) =>
  startRecorder({ directory: where, port: 0, allowAddresses: ['127.0.0.1'], segmentSeconds: 2, workers: 0 });

interface Row {
  readonly sequence: number;
  readonly size: number;
  // biome-ignore lint/suspicious/noExplicitAny: facts are looked into freely
  readonly facts: any;
  readonly findings: readonly string[];
}

async function known(): Promise<Row | undefined> {
  const { rows } = await platform.platform.database.owner.query<Row>(
    `SELECT sequence::int, size::int, facts,
            ARRAY(SELECT kind FROM recorder_finding WHERE recorder_id = r.id) AS findings FROM recorder r`,
  );
  return rows[0];
}

const patient = { timeout: 60_000, interval: 200 };
const status = () => recorder.uplink.status().enrolled;

beforeAll(async () => {
  cameras = await startCameras({ count: 1, clip: 'small' });
  platform = await openPlatform(0);
  recorder = await openRecorder();
  await recorder.core.cameras.add({ id: 'gate', url: cameras.urls[0] ?? '' }, 'test');
});

afterAll(async () => {
  await recorder?.close();
  await platform?.close();
  await cameras?.close();
  rmSync(directory, { recursive: true, force: true });
});

it('enrols, reports, and each witnesses the log of the other', async () => {
  const code = (await demoEnrolmentCode(platform.platform)) ?? '';
  await expect(recorder.uplink.enrol(platform.url, 'AAAA-AAAA-AAAA')).rejects.toMatchObject({
    code: 'recorder/uplink-refused',
  });
  await recorder.uplink.enrol(platform.url, code);
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(1), patient);
  await vi.waitFor(
    () => expect(status()).toMatchObject({ waiting: 0, refusal: null, findings: [] }),
    patient,
  );
  const { facts, size } = (await known()) ?? {};
  expect(facts).toMatchObject({ cameras: [{ id: 'gate' }], clockTrusted: true, roles: { administrator: 1 } });
  const witnessed = (await recorder.core.log.oldCheckpoints()).find((one) => one.size === size);
  expect(witnessed?.note).toContain('— mingjing/platform-witness ');
  expect(status()?.platformLogSize).toBeGreaterThan(0);
});

it('reports to one platform: it goes to another only when told which one it leaves', async () => {
  const other = 'http://127.0.0.1:9';
  await expect(recorder.uplink.enrol(other, 'AAAA-AAAA-AAAA')).rejects.toMatchObject({
    code: 'recorder/uplink-elsewhere',
    facts: { platform: platform.url, unitName: '演示宾馆' },
  });
  await expect(recorder.uplink.enrol(other, 'AAAA-AAAA-AAAA', platform.url)).rejects.toMatchObject({
    code: 'recorder/uplink-unreachable',
  });
  expect(status()?.platform, 'the other one took nothing').toBe(platform.url);
});

async function order(samples: number): Promise<string> {
  const { owner } = platform.platform.database;
  const { rows } = await owner.query<{ id: string; recorder: string }>(
    `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state)
     SELECT id, unit_id, jurisdiction, 'head', '批准文号 1', now(), $1, 'ordered' FROM recorder RETURNING id, recorder_id AS recorder`,
    [samples],
  );
  await owner.query(`SELECT pg_notify('mingjing_recorder_call', $1)`, [rows[0]?.recorder]);
  return rows[0]?.id ?? '';
}

async function challenged(id: string) {
  const { rows } = await platform.platform.database.owner.query(
    'SELECT state, verdict, challenge FROM recorder_challenge WHERE id = $1',
    [id],
  );
  return rows[0];
}

it('answers a challenge at once over the open line, and the register says what left the house', async () => {
  await vi.waitFor(() => expect(status()?.isListening).toBe(true), patient);
  const kept = () => recorder.core.segments({ camera: 'gate' });
  await vi.waitFor(() => expect(kept().length).toBeGreaterThan(2), patient);
  const id = await order(12);
  await vi.waitFor(async () => expect((await challenged(id))?.state).toBe('answered'), patient);
  const { verdict } = await challenged(id);
  expect(verdict).toMatchObject({ samples: 12, failed: 0, deleted: 0 });
  expect(verdict.held + verdict.gap).toBe(12);
  await vi.waitFor(() => expect(status()?.challenges[0]).toMatchObject({ id, state: 'answered' }), patient);
  expect(status()?.challenges[0]?.session).toBe(1);
  const { size } = await recorder.core.checkpoint();
  const looks = [];
  for (let index = 0; index < size; index++) {
    const entry = JSON.parse(new TextDecoder().decode(await recorder.core.log.entryBytes(index)));
    if (entry.type === 'access') looks.push(entry);
  }
  expect(looks).toMatchObject([
    { kind: 'pull', ground: 'd799/inspection', purpose: '留存抽验：批准文号 1；12 个样本' },
    { kind: 'pull', seen: expect.arrayContaining([expect.objectContaining({ camera: 'gate' })]) },
  ]);
});

it('footage that was removed behind its back is found out, and nothing is claimed that is not there', async () => {
  for (const { path } of recorder.core.segments({ camera: 'gate' }))
    rmSync(join(store, path), { force: true });
  const id = await order(20);
  await vi.waitFor(async () => expect((await challenged(id))?.state).toBe('answered'), patient);
  expect((await challenged(id)).verdict.failed).toBeGreaterThan(0);
  expect((await known())?.findings).toContain('missing-footage');
  await platform.platform.database.owner.query('DELETE FROM recorder_finding');
});

it('keeps what it could not send and sends it in order when the platform is back', async () => {
  const { port } = new URL(platform.url);
  const { sequence = 0 } = (await known()) ?? {};
  await platform.close();
  await recorder.close();
  // A start is a reason to report.
  recorder = await openRecorder();
  await vi.waitFor(() => expect(status()).toMatchObject({ waiting: 1, refusal: 'unreachable' }), patient);
  await recorder.close();
  recorder = await openRecorder();
  await vi.waitFor(() => expect(status()?.waiting).toBe(2), patient);
  platform = await openPlatform(Number(port));
  recorder.uplink.moveTo(platform.url);
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(sequence + 2), patient);
  await vi.waitFor(() => expect(status()).toMatchObject({ waiting: 0, findings: [] }), patient);
});

it('a log that goes to another key is followed by the platform', async () => {
  const { sequence = 0 } = (await known()) ?? {};
  const before = status()?.fingerprint;
  await recorder.close();
  const { fingerprint } = await rotateLogKey(store, '演示');
  recorder = await openRecorder();
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(sequence + 1), patient);
  await vi.waitFor(() => expect(status()).toMatchObject({ waiting: 0, refusal: null, fingerprint }), patient);
  expect(fingerprint).not.toBe(before);
  expect((await known())?.findings).toEqual([]);
});

it('a store put back to an earlier day: the platform keeps it in mind, the recorder hears of it', async () => {
  const { sequence = 0 } = (await known()) ?? {};
  await recorder.close();
  const earlier = join(directory, 'earlier');
  cpSync(store, earlier, { recursive: true });
  recorder = await openRecorder();
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(sequence + 1), patient);
  await recorder.close();
  recorder = await openRecorder(earlier);
  await vi.waitFor(() => expect(status()?.refusal).toBe('platform/report-conflict'), patient);
  expect((await known())?.findings).toHaveLength(1);
  expect((await known())?.sequence, 'nothing was taken').toBe(sequence + 1);
});
