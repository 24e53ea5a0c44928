// SPDX-License-Identifier: Apache-2.0
/** Footage asked for by two officers over the line, decided by two people of the unit, opened by the organ alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoEnrolmentCode } from '@mingjing/platform';
import { type RunningRecorder, startRecorder } from '@mingjing/recorder/server';
import { type Cameras, startCameras } from '@mingjing/simulator';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openWorld, Visitor, type World } from '../../platform/test/platform-world.ts';
import { Client } from '../../recorder/test/server-world.ts';
import { main } from '../src/main.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-footage-'));
const at = (name: string) => join(directory, name);
const patient = { timeout: 60_000, interval: 100 };
let cameras: Cameras;
let world: World;
let recorder: RunningRecorder;
let first: Visitor;
let second: Visitor;
let guard: Client;
let manager: Client;
let unitId = '';
let recorderId = '';
const userIds: string[] = [];

const openRecorder = () =>
  startRecorder({
    directory: at('recorder'),
    port: 0,
    allowAddresses: ['127.0.0.1'],
    segmentSeconds: 2,
    workers: 0,
  });

async function command(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await main(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    readStdin: () => Promise.resolve(''),
    signal: new AbortController().signal,
    interactive: false,
  });
  return { code, out, err };
}

/** Signs in with a handed-out password and changes it, as everybody must. */
async function signedIn(user: string, password: string): Promise<Client> {
  const client = new Client(recorder.url);
  await client.signIn(user, password);
  const next = `${password} Changed-9`;
  expect((await client.call('PUT', '/api/me/password', { current: password, next })).status).toBe(204);
  await client.signIn(user, next);
  return client;
}

beforeAll(async () => {
  [cameras, world] = await Promise.all([
    startCameras({ count: 1, clip: 'small' }),
    openWorld({ clock: () => Date.now() }),
  ]);
  recorder = await openRecorder();
  await recorder.core.cameras.add({ id: 'gate', url: cameras.urls[0] ?? '' }, 'test');
  await recorder.uplink.enrol(world.running.url, (await demoEnrolmentCode(world.running.platform)) ?? '');
  manager = await signedIn('admin', recorder.admin?.password ?? '');
  const added = await manager.call('POST', '/api/people', {
    user: 'guard',
    name: '演示值班员',
    role: 'operator',
  });
  guard = await signedIn('guard', added.json.password);
  const { owner } = world.running.platform.database;
  const { rows } = await owner.query('SELECT id, unit_id FROM recorder');
  recorderId = rows[0].id;
  unitId = rows[0].unit_id;
  const people = await owner.query(
    "SELECT user_id FROM member WHERE role = 'caseOfficer' AND jurisdiction = '110199' ORDER BY email",
  );
  userIds.push(...people.rows.map(({ user_id }) => user_id));
  first = new Visitor(world.running.url);
  second = new Visitor(world.running.url);
  await first.signInWithSecondFactor('case');
  await second.signInWithSecondFactor('case2');
  await vi.waitFor(
    () => expect(recorder.core.segments({ camera: 'gate' }).length).toBeGreaterThan(2),
    patient,
  );
  await vi.waitFor(() => expect(recorder.uplink.status().enrolled?.isListening).toBe(true), patient);
});

afterAll(async () => {
  await recorder?.close();
  await world?.close();
  await cameras?.close();
  rmSync(directory, { recursive: true, force: true });
});

const range = () => {
  const [segment] = recorder.core.segments({ camera: 'gate' });
  const startMs = segment?.startMs ?? 0;
  return { from: new Date(startMs).toISOString(), to: new Date(startMs + 3000).toISOString() };
};
const asked = (more: object = {}) => ({
  title: '演示：调取大门录像',
  unitId,
  data: {
    footage: {
      recorder: recorderId,
      cameras: ['gate'],
      ...range(),
      purpose: 'case',
      incident: '演示案件 1 号',
      credential: '演-0001',
      ...more,
    },
  },
});
const request = async (id: string) => (await first.call('GET', `/api/footage-request/${id}`)).json;
const step = async (visitor: Visitor, id: string, action: string, body: object = {}) => {
  const { version } = await request(id);
  return visitor.call('POST', `/api/footage-request/${id}/actions/${action}`, { version, ...body });
};
const join2 = (id: string, visitor = second) =>
  step(visitor, id, 'join', {
    dueOn: '2099-01-01',
    persons: { 'two-officers': userIds.slice(0, 2) },
    data: { credential: '演-0002' },
  });
const told = async (id: string, what: string) =>
  vi.waitFor(async () => {
    const { data } = await request(id);
    expect(data.recorder?.[what]).toBeDefined();
    return data.recorder[what];
  }, patient);
const look = async (client: Client, id: string) => {
  const { sessions } = (await client.call('GET', '/api/access/sessions')).json;
  return sessions.find((one: { order?: { id: string } }) => one.order?.id === id);
};

let id = '';

it('is refused when its range is longer than the purpose needs and nothing is said of why', async () => {
  const { from } = range();
  const to = new Date(Date.parse(from) + 3 * 3_600_000).toISOString();
  const { status, json } = await first.call('POST', '/api/footage-request', asked({ to }));
  expect([status, json.facts.path]).toEqual([422, 'data.footage.necessity']);
});

it('is held from the first second, before a second officer has joined', async () => {
  const { status, json } = await first.call('POST', '/api/footage-request', asked());
  expect(status, JSON.stringify(json)).toBe(201);
  id = json.id;
  const held = await told(id, 'held');
  expect(held.cameras).toMatchObject([{ camera: 'gate', deletedSeconds: 0 }]);
  expect(held.cameras[0].heldSeconds).toBeGreaterThan(0);
  expect(recorder.core.holds.list()).toMatchObject([{ id: held.hold, cameras: ['gate'] }]);
  expect(await look(manager, id)).toMatchObject({ state: 'incomplete', order: { untaken: true } });
  expect((await request(id)).state).toBe('drafted');
});

it('wants another officer with the own sign-in, and the key of the organ', async () => {
  const unmet = async (visitor: Visitor) =>
    (await join2(id, visitor)).json.unmet?.map((need: { id: string }) => need.id);
  expect(await unmet(first)).toEqual(['second-sign-in', 'organ-key']);
  const made = await command('open', '--new-key', at('organ.txt'));
  expect(made.code).toBe(0);
  const head = new Visitor(world.running.url);
  await head.signInWithSecondFactor('head');
  const body = { recipient: made.out.trim() };
  expect((await head.call('PUT', '/api/organ-key', body)).status).toBe(204);
  expect((await second.call('PUT', '/api/organ-key', body)).status).toBe(403);
  expect((await join2(id)).json).toMatchObject({ state: 'requested' });
});

it('is taken over by one person of the unit and approved by another', async () => {
  await vi.waitFor(async () => expect((await look(guard, id))?.state).toBe('awaiting-decision'), patient);
  const { id: session } = await look(guard, id);
  const certificate = await manager.call('GET', `/api/access/sessions/${session}/certificate`);
  expect(certificate.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const decide = { decision: 'approve', reason: '演示：手续齐全' };
  const path = `/api/access/sessions/${session}`;
  expect((await manager.call('POST', `${path}/decision`, decide)).json.code).toBe('recorder/request-untaken');
  expect((await guard.call('POST', `${path}/handling`, {})).json.handledBy.name).toBe('演示值班员');
  await told(id, 'handled');
  expect((await request(id)).state).toBe('approved');
  expect((await manager.call('POST', `${path}/decision`, decide)).status).toBe(200);
  await vi.waitFor(async () => expect((await request(id)).state).toBe('released'), patient);
});

it('comes sealed: opened by the key of the organ, verified, with one hash on both sides', async () => {
  const { recorder: said } = (await request(id)).data;
  const bundle = await first.call('GET', `/api/footage-request/${id}/bundle`);
  expect(bundle.status).toBe(200);
  writeFileSync(at('bundle.age'), bundle.bytes);
  await command('open', '--new-key', at('other.txt'));
  const refused = await command(
    'open',
    at('bundle.age'),
    '--identity',
    at('other.txt'),
    '--out',
    at('x.zip'),
  );
  expect(refused.code).toBe(1);
  const opened = await command(
    'open',
    at('bundle.age'),
    '--identity',
    at('organ.txt'),
    '--out',
    at('bundle.zip'),
    '--json',
  );
  const verdict = JSON.parse(opened.out);
  expect(opened.code, opened.out).toBe(0);
  expect(verdict).toMatchObject({
    sealedSha256: said.released.sha256,
    manifestSha256: said.released.manifest,
  });
  const row = (await manager.call('GET', `/api/register/${said.released.number}`)).json;
  expect(row).toMatchObject({ state: 'closed', manifest: verdict.manifestSha256 });
  expect(row.seen).toMatchObject([{ camera: 'gate' }]);
  expect(row.deliveredMs).toBeGreaterThan(0);
  const wrong = await step(first, id, 'confirm-opened', { data: { manifest: '0'.repeat(64) } });
  expect(wrong.status).toBe(422);
  const confirmed = await step(first, id, 'confirm-opened', { data: { manifest: verdict.manifestSha256 } });
  expect(confirmed.status, JSON.stringify(confirmed.json)).toBe(200);
});

it('has its form, its use is written down, and the hold asks to end', async () => {
  const { papers } = await request(id);
  expect(papers.map(({ kind }: { kind: string }) => kind)).toEqual([
    'footage-request-letter',
    'access-register-form',
  ]);
  expect((await step(first, id, 'report-use', { facts: { use: '演示：入卷；副本已销毁' } })).json.state).toBe(
    'used',
  );
  await vi.waitFor(
    () => expect(recorder.core.holds.list()[0]?.releaseAskedBy).toBe('police-platform'),
    patient,
  );
  const { rows } = await world.running.platform.database.owner.query(
    "SELECT action FROM audit_record WHERE role = 'recorder' AND action LIKE 'footage-request%' ORDER BY id",
  );
  expect(rows.map(({ action }) => action)).toEqual(
    ['collected', 'held', 'collected', 'handled', 'released', 'collected'].map(
      (what) => `footage-request ${what}`,
    ),
  );
});

it('that the unit refuses is refused, not silent; of footage that is gone the hold says so', async () => {
  const { from } = range();
  const before = new Date(Date.parse(from) - 60_000).toISOString();
  const { json } = await first.call('POST', '/api/footage-request', asked({ from: before }));
  const held = await told(json.id, 'held');
  expect(held.cameras[0].unknownSeconds).toBeGreaterThan(50);
  await join2(json.id);
  await vi.waitFor(
    async () => expect((await look(guard, json.id))?.state).toBe('awaiting-decision'),
    patient,
  );
  const path = `/api/access/sessions/${(await look(guard, json.id)).id}`;
  await guard.call('POST', `${path}/handling`, {});
  await manager.call('POST', `${path}/decision`, { decision: 'refuse', reason: '演示：缺少证件' });
  await vi.waitFor(async () => expect((await request(json.id)).state).toBe('refused'), patient);
  const { status } = await first.call('GET', `/api/footage-request/${json.id}/bundle`);
  expect(status).toBe(409);
});

it('for a camera that the recorder does not have is answered so', async () => {
  const { json } = await first.call('POST', '/api/footage-request', asked({ cameras: ['nowhere'] }));
  expect((await told(json.id, 'impossible')).reason).toContain('recorder/not-found');
});

it('that a citizen asks for with the code on the sign is held at once, and the number shows it', async () => {
  const { owner } = world.running.platform.database;
  await owner.query(
    `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, verified_at, verification_code)
     SELECT id, organisation_id, jurisdiction, 'first', 'verified', '{"name":"演示宾馆"}', now(), 'DEMOSIGN2345' FROM unit WHERE id = $1`,
    [unitId],
  );
  const { from, to } = range();
  const body = {
    jurisdiction: '110199',
    place: '演示宾馆大门',
    receipt: 'demosign2345',
    fromAt: from,
    toAt: to,
    relation: 'self',
    reason: '演示：自行车被盗',
    name: '演示申请人',
    contact: '演示电话',
  };
  const nobody = new Visitor(world.running.url);
  const before = recorder.core.holds.list().length;
  const { status, json } = await nobody.call('POST', '/api/public/footage-requests', body);
  expect([status, json.unit], JSON.stringify(json)).toEqual([201, '演示宾馆']);
  const standing = async () => (await nobody.call('GET', `/api/public/hand-ins/${json.number}`)).json;
  await vi.waitFor(async () => expect((await standing()).heldAt).not.toBeNull(), patient);
  expect(recorder.core.holds.list()).toHaveLength(before + 1);
  expect(recorder.core.holds.list().at(-1)).toMatchObject({
    cameras: ['gate'],
    ground: 'd799/personal-view',
  });
  expect(recorder.core.holds.list().at(-1)?.reason).not.toContain('演示申请人');
  const { rows } = await owner.query(
    "SELECT id, version, state FROM process_instance WHERE process = 'citizen-request'",
  );
  expect(rows).toMatchObject([{ state: 'received' }]);
  const long = { ...body, toAt: new Date(Date.parse(from) + 48 * 3_600_000).toISOString() };
  await nobody.call('POST', '/api/public/footage-requests', long);
  const stranger = { ...body, receipt: 'NOBODYHASIT' };
  expect((await nobody.call('POST', '/api/public/footage-requests', stranger)).json.unit).toBeNull();
  const officer = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  await officer.call('POST', `/api/citizen-request/${rows[0].id}/actions/withdraw`, {
    version: rows[0].version,
  });
  await vi.waitFor(
    () => expect(recorder.core.holds.list().at(-1)?.releaseAskedBy).toBe('police-platform'),
    patient,
  );
  expect(recorder.core.holds.list(), 'a longer range is held for nobody').toHaveLength(before + 1);
});
