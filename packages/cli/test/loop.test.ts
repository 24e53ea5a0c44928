// SPDX-License-Identifier: Apache-2.0
/** A real recorder and a real platform over HTTP: enrolment, reports, broken network, a store that was rolled back. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoEnrolmentCode, type RunningPlatform, startPlatform } from '@mingjing/platform';
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

it('keeps what it could not send and sends it in order when the platform is back', async () => {
  const { port } = new URL(platform.url);
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
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(3), patient);
  await vi.waitFor(() => expect(status()).toMatchObject({ waiting: 0, findings: [] }), patient);
});

it('a store put back to an earlier day: the platform keeps it in mind, the recorder hears of it', async () => {
  await recorder.close();
  const earlier = join(directory, 'earlier');
  cpSync(store, earlier, { recursive: true });
  recorder = await openRecorder();
  await vi.waitFor(async () => expect((await known())?.sequence).toBe(4), patient);
  await recorder.close();
  recorder = await openRecorder(earlier);
  await vi.waitFor(() => expect(status()?.refusal).toBe('platform/report-conflict'), patient);
  expect((await known())?.findings).toHaveLength(1);
  const { sequence } = (await known()) ?? {};
  expect(sequence, 'nothing was taken').toBe(4);
});
