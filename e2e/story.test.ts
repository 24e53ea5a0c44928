// SPDX-License-Identifier: Apache-2.0
/**
 * The story, with real parts and one world: a camera is recorded, the unit files, its recorder enrols and reports, footage
 * goes missing, a challenge fails, two people review the proof, the unit is told, ordered, re-inspected, a case is decided,
 * and anybody checks the paper on the public page.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { creditCheckCharacter } from '@mingjing/contracts/desk';
import { type Cameras, startCameras } from '@mingjing/simulator';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { type RunningRecorder, startRecorder } from '../packages/recorder/src/server.ts';
import { Client } from '../packages/recorder/test/server-world.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

const patient = { timeout: 90_000, interval: 250 };
const shots = process.env['MINGJING_SHOTS'];
let world: DeskWorld;
let cameras: Cameras;
let recorder: RunningRecorder;
let hotel: Visitor;
let keeper: Client;
const officials = new Map<string, Visitor>();
let unitId: string;
let users: readonly { readonly user_id: string; readonly role: string }[];

const official = (name: string): Visitor => {
  const visitor = officials.get(name);
  if (!visitor) throw new Error(name);
  return visitor;
};
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/story-${name}.png`, fullPage: true });
};
const dayFromNow = (days: number): string =>
  new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  world = await openDesk();
  cameras = await startCameras({ count: 1, clip: 'small' });
  recorder = await startRecorder({
    directory: join(world.directory, 'recorder'),
    port: 0,
    allowAddresses: ['127.0.0.1'],
    segmentSeconds: 2,
    workers: 0,
    firstSettings: {
      unit: { name: '演示宾馆' },
      jurisdiction: 'beijing',
      place: '宾馆',
      isManagementUnit: true,
    },
    firstCameras: [{ id: 'gate', name: '大门', url: cameras.urls[0] ?? '' }],
  });
  hotel = new Visitor(world.running.url);
  await hotel.signIn('hotel');
  for (const name of ['officer', 'officer2', 'case', 'reviewer', 'head']) {
    const visitor = new Visitor(world.running.url);
    await visitor.signInWithSecondFactor(name);
    officials.set(name, visitor);
  }
  const { owner } = world.running.platform.database;
  const members = await owner.query('SELECT user_id, role FROM member WHERE jurisdiction = $1', ['110199']);
  users = members.rows;
});

afterAll(async () => {
  await recorder?.close();
  await cameras?.close();
  await world?.close();
});

// biome-ignore lint/suspicious/noExplicitAny: the story reads answers of many operations
type Json = any;

async function ok(answer: Promise<{ status: number; json: Json }>, what: string): Promise<Json> {
  const { status, json } = await answer;
  expect(status, `${what}: ${JSON.stringify(json?.unmet ?? json)}`).toBeLessThan(300);
  return json;
}

/** Takes a step as the person it belongs to, with everything the page would ask for. */
async function step(
  by: Visitor,
  process: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Json> {
  const thing = await ok(by.call('GET', `/api/${process}/${id}`), `${process} ${action}`);
  const asked = thing.allowed.find((one: Json) => one.action === action);
  expect(
    asked,
    `${action}: ${JSON.stringify(thing.refused.find((one: Json) => one.action === action))}`,
  ).toBeDefined();
  const facts = asked.asks.filter(({ kind }: Json) => kind === 'fact').map((need: Json) => [need.id, '演示']);
  const persons = asked.asks
    .filter(({ kind }: Json) => kind === 'persons')
    .map((need: Json) => [
      need.id,
      users
        .filter(({ role }) => role === need.role)
        .slice(0, need.count)
        .map(({ user_id }) => user_id),
    ]);
  return await ok(
    by.call('POST', `/api/${process}/${id}/actions/${action}`, {
      version: thing.version,
      reason: '演示',
      facts: Object.fromEntries(facts),
      persons: Object.fromEntries(persons),
      ...(asked.asksForDate && { dueOn: dayFromNow(10) }),
      ...more,
    }),
    `${process} ${action}`,
  );
}

/** A recorded camera is filed with facts that its recorder signed. */
async function record(): Promise<void> {
  await vi.waitFor(
    () => expect(recorder.core.segments({ camera: 'gate' }).length).toBeGreaterThan(3),
    patient,
  );
  const { user = '', password = '' } = recorder.admin ?? {};
  keeper = new Client(recorder.url);
  await keeper.signIn(user, password);
  const changed = await keeper.call('PUT', '/api/me/password', {
    current: password,
    next: 'story-passw0rd-7',
  });
  expect(changed.status, JSON.stringify(changed.json)).toBeLessThan(300);
  await keeper.signIn(user, 'story-passw0rd-7');
  const facts = await keeper.call('GET', '/api/facts.json');
  expect(facts.status).toBe(200);
  const { id } = await ok(hotel.call('POST', '/api/own/filings', { kind: 'first' }), 'filing');
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(facts.bytes)]), 'facts.json');
  const attached = await ok(hotel.call('PUT', `/api/own/filings/${id}/recorder-facts`, body), 'facts');
  const first17 = '92110199MA0000000';
  const form = {
    ...attached.form,
    name: '演示宾馆',
    creditCode: first17 + creditCheckCharacter(first17),
    placeKind: '宾馆',
    address: '演示区演示路 1 号',
    people: [{ name: '演示负责人', duty: '系统负责人', phone: '010-00000000' }],
    systemName: '演示系统',
    putIntoUseOn: dayFromNow(-12),
    acceptancePassedOn: dayFromNow(-20),
    storageDays: 30,
    cameras: [{ code: 'gate', place: '大门', kind: 'bullet', noForbiddenArea: true, nearSecretUnit: false }],
  };
  const saved = await ok(
    hotel.call('PUT', `/api/own/filings/${id}`, { version: attached.version, form }),
    'save',
  );
  await ok(
    hotel.call('POST', `/api/own/filings/${id}/submission`, { version: saved.version, declared: true }),
    'submit',
  );
  for (const action of ['acceptance', 'verification']) {
    const { version } = await ok(official('officer').call('GET', `/api/filings/${id}`), 'filing');
    await ok(official('officer').call('POST', `/api/filings/${id}/${action}`, { version }), action);
  }
  unitId = (await ok(hotel.call('GET', '/api/own/duty'), 'duty')).unit.id;
  expect(unitId).not.toBe('');
}

/** The recorder enrols with the code of that filing, and both sides show one list of duties. */
async function enrol(): Promise<void> {
  const { code } = await ok(hotel.call('POST', `/api/units/${unitId}/enrolment-codes`), 'code');
  await recorder.uplink.enrol(world.running.url, code);
  const seenBy = async (visitor: Visitor) =>
    (await ok(visitor.call('GET', `/api/units/${unitId}/recorders`), 'recorders'))[0];
  await vi.waitFor(async () => expect((await seenBy(hotel)).obligations).not.toBeNull(), patient);
  const [mine, theirs] = [await seenBy(hotel), await seenBy(official('officer'))];
  expect(mine.obligations).toEqual(theirs.obligations);
  expect(mine.differences).toEqual([]);
  expect(mine.fingerprint).toBe(recorder.uplink.status().enrolled?.fingerprint);
  const { page } = await world.openAs(hotel, '/recorders', 'phone');
  await page.getByText(mine.fingerprint).waitFor();
  await page.getByRole('heading', { name: /义务（依据最近报告/ }).waitFor();
  await fitsTheScreen(page);
  await checkAccessibility(page);
  await shoot(page, 'unit-recorders');
  const desk = (await world.openAs(official('officer'), `/unit?id=${unitId}`, 'desk')).page;
  await desk.getByRole('tab', { name: '录像机与义务' }).click();
  await desk.getByText(mine.fingerprint).waitFor();
  await checkAccessibility(desk);
  await shoot(desk, 'officer-recorders');
  // The recorder's sign-ins are bound to the program that made them.
  const context = await world.browser.newContext({ userAgent: 'mingjing-test', locale: 'zh-CN' });
  await context.addCookies(
    keeper.cookie.split('; ').map((pair) => ({
      name: pair.split('=')[0] ?? '',
      value: pair.slice(pair.indexOf('=') + 1),
      url: recorder.url,
    })),
  );
  const site = await context.newPage();
  await site.goto(`${recorder.url}/uplink`);
  await site.getByText('保持中').waitFor();
  await checkAccessibility(site);
  await shoot(site, 'site-uplink');
  await context.close();
}

let check: string;
/** Footage is removed behind its back; the approved challenge finds it, and anybody verifies the proof again. */
async function challenge(): Promise<void> {
  await vi.waitFor(() => expect(recorder.uplink.status().enrolled?.isListening).toBe(true), patient);
  for (const { path } of recorder.core.segments({ camera: 'gate' }))
    rmSync(join(world.directory, 'recorder', path), { force: true });
  const opened = await ok(
    official('officer').call('POST', '/api/off-site-inspection', {
      title: '非现场检查（演示）',
      unitId,
      data: { items: [5, 7, 13], samples: 20 },
    }),
    'open',
  );
  check = opened.id;
  await step(official('head'), 'off-site-inspection', check, 'approve');
  const settled = async () => {
    const thing = await ok(official('officer').call('GET', `/api/off-site-inspection/${check}`), 'check');
    expect(thing.data.recorders[0].challenges[0]?.state).toBe('answered');
    return thing;
  };
  await vi.waitFor(settled, patient);
  const { data } = await settled();
  expect(data.items.map(({ no, state }: Json) => [no, state])).toEqual([
    [5, 'met'],
    [7, 'breached'],
    [13, 'met'],
  ]);
  const { id } = data.recorders[0].challenges[0];
  const proof = await ok(official('officer').call('GET', `/api/recorder-challenges/${id}`), 'proof');
  const file = join(world.directory, 'proof.json');
  const key = join(world.directory, 'recorder.vkey');
  writeFileSync(file, JSON.stringify(proof));
  writeFileSync(key, `${proof.vkey}\n`);
  const cli = join(import.meta.dirname, '../packages/cli/bin/mingjing.mjs');
  const judged = spawnSync(
    process.execPath,
    [cli, 'challenge', '--answer', file, '--challenge', file, '--key', key, '--json'],
    { encoding: 'utf8' },
  );
  expect(judged.status, judged.stderr).toBe(1);
  const told = JSON.parse(judged.stdout);
  expect(told).toMatchObject({ isSigned: true, chosenByAnswerer: [], verdict: { samples: 20 } });
  expect(told.verdict.failed).toBe(proof.verdict.failed);
}

let order: string;
/** Two people review the proof, the unit sees it and answers, and only then it is ordered to correct. */
async function review(): Promise<void> {
  const process = 'off-site-inspection';
  await step(official('officer'), process, check, 'take-results');
  expect((await hotel.call('GET', `/api/${process}/${check}`)).status, 'not told yet').toBe(404);
  await step(official('officer'), process, check, 'submit-for-review');
  const own = await ok(official('officer').call('GET', `/api/${process}/${check}`), 'own');
  expect(
    own.allowed.map(({ action }: Json) => action),
    'not by who submitted',
  ).not.toContain('review-technical');
  await step(official('officer2'), process, check, 'review-technical');
  await step(official('reviewer'), process, check, 'review-legal');
  await step(official('officer'), process, check, 'tell-unit');
  const seen = await ok(hotel.call('GET', `/api/${process}/${check}`), 'told');
  const [asked] = seen.data.recorders[0].challenges;
  expect(
    (await ok(hotel.call('GET', `/api/recorder-challenges/${asked.id}`), 'proof')).verdict.failed,
  ).toBeGreaterThan(0);
  await step(hotel, process, check, 'state-defence');
  await step(official('officer'), process, check, 'order');
  const { things } = await ok(official('officer').call('GET', `/api/rectification?unit=${unitId}`), 'orders');
  order = things.find(({ state, title }: Json) => state === 'drafted' && title.includes('责令改正')).id;
}

/** Is re-inspected, becomes a case, is decided, and the paper is checked on the public page. */
async function decide(): Promise<void> {
  await step(official('officer'), 'rectification', order, 'serve-order');
  await step(hotel, 'rectification', order, 'answer', { data: { answers: [{ no: 7, text: '已经补录' }] } });
  await step(official('officer'), 'rectification', order, 'reinspect', {
    data: { results: [{ no: 7, met: false, reason: '再次抽验仍然缺失' }] },
  });
  await step(official('officer'), 'rectification', order, 'find-unqualified');
  const { id } = await ok(
    official('case').call('POST', '/api/case', {
      title: '演示宾馆未按规定保存图像信息案',
      unitId,
      origin: { process: 'rectification', id: order },
      data: {
        party: { kind: 'unit', name: '演示宾馆', representative: '演示负责人' },
        source: 'rectification',
        summary: '系统的图像信息缺失，经责令限期改正，复查仍不合格。',
        conduct: 'information-management',
        place: '宾馆',
        actDate: dayFromNow(0),
      },
    }),
    'case',
  );
  const take = (by: string, action: string, more: object = {}) =>
    step(official(by), 'case', id, action, more);
  await take('case', 'accept');
  const evidence = [`留存抽验证明（非现场检查 ${check}）`];
  await take('officer2', 'review-evidence-technically', { data: { evidence } });
  await take('reviewer', 'review-evidence-legally', { data: { evidence } });
  await take('case', 'tell-of-evidence');
  await take('case', 'add-finding', {
    data: { fact: 'rectification', value: 'unqualified', reason: '复查意见', evidence, monitoring: true },
  });
  await take('case', 'add-finding', {
    data: { fact: 'consequence', value: 'none', reason: '没有造成后果', evidence },
  });
  await take('case', 'submit-for-review', {
    data: {
      instrument: 'bj-measures-2006',
      fines: [{ target: 'unit', name: '演示宾馆', amountYuan: 10_000 }],
      reason: '没有造成后果，取幅度下限',
      complex: false,
    },
  });
  await take('reviewer', 'review');
  await take('case', 'give-notice');
  for (const action of ['waive-defence', 'waive-hearing', 'conclude-notice']) await take('case', action);
  await take('head', 'approve');
  await take('case', 'decide-penalty');
  const decided = await take('case', 'serve');
  const decision = decided.papers.find(({ kind }: Json) => kind === 'penalty-decision');
  const { page } = await world.openAs(
    undefined,
    `/public/document?code=${decision.verificationCode}`,
    'phone',
  );
  await page.getByText('行政处罚决定书').first().waitFor();
  await page.getByText(decision.number).waitFor();
  await shoot(page, 'paper');
  await checkAccessibility(page);
}

it('from the camera to the paper on the public page', async () => {
  await record();
  await enrol();
  await challenge();
  await review();
  await decide();
});
