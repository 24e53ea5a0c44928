// SPDX-License-Identifier: Apache-2.0
/** A unit files, an officer returns and verifies, the public checks the receipt; a neighbour sees nothing of it. */

import { encodeVkey, signRecorderFacts } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testSigner } from '../../evidence/test/node-crypto.ts';
import { openWorld, Visitor, type World } from './platform-world.ts';
import { spreadsheetOf } from './spreadsheet.ts';

let world: World;
let officer: Visitor;
let neighbour: Visitor;
let hotel: Visitor;

beforeAll(async () => {
  // Stands in for the scanner of an office: reads the file, answers 1 for what it calls harmful.
  const scanner = "process.exit(require('fs').readFileSync(0).includes('harmful')?1:0)";
  world = await openWorld({ scanCommand: `${process.execPath} -e ${scanner}` });
  officer = new Visitor(world.running.url);
  neighbour = new Visitor(world.running.url);
  hotel = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
  await hotel.signIn('hotel');
});

afterAll(() => world?.close());

const complete = {
  name: '演示宾馆',
  creditCode: '92110199MA0000000D',
  placeKind: '宾馆',
  address: '演示区演示路 1 号',
  systemName: '公共安全视频图像信息系统',
  putIntoUseOn: '2026-11-08',
  storageDays: 30,
  people: [{ name: '演示负责人', duty: '主要负责人', phone: '010-00000000' }],
  cameras: [{ code: 'C1', place: '大堂', kind: 'dome', noForbiddenArea: true }],
};

describe('a filing', () => {
  let id = '';
  let version = 0;

  it('says what is due, both clocks when they differ', async () => {
    const { json } = await hotel.call('GET', '/api/own/duty');
    expect(json.unit.name).toBe('演示宾馆');
    expect(json.clocks.map((clock: { instrument: string }) => clock.instrument)).toEqual([
      'd799',
      'bj-measures-2006',
    ]);
    expect(new Set(json.clocks.map((clock: { due: string }) => clock.due)).size).toBe(2);
  });

  it('begins with what is held already and keeps whatever is typed', async () => {
    const made = await hotel.call('POST', '/api/own/filings', { kind: 'first' });
    expect(made.status).toBe(201);
    expect(made.json.form).toMatchObject({ name: '演示宾馆', placeKind: '宾馆' });
    ({ id, version } = made.json);
    const saved = await hotel.call('PUT', `/api/own/filings/${id}`, { version, form: { name: '演示宾馆' } });
    expect(saved.json.form).toEqual({ name: '演示宾馆' });
    version = saved.json.version;
    expect((await hotel.call('POST', '/api/own/filings', { kind: 'first' })).status).toBe(409);
  });

  it('compares what is written with what the recorder says of itself, which only its key can sign', async () => {
    const origin = 'mingjing/demo';
    const signer = testSigner('ed25519', origin);
    const camera = { codec: 'avc1.640028', width: 1280, height: 720, oldest: '2026-10-01T00:00:00.000Z' };
    const bytes = signRecorderFacts(
      nodeAlgorithms['sha256-ed25519'],
      {
        v: 1,
        origin,
        recorderId: 'demo',
        at: '2026-11-20T02:00:00.000Z',
        unit: { name: '演示宾馆', creditCode: '' },
        cameras: [
          { id: 'lobby', name: '门厅', ...camera },
          { id: 'yard', name: '后院', ...camera, oldest: null },
        ],
        requiredDays: 30,
      },
      signer,
      { v: 1, keys: [{ role: 'log', vkey: encodeVkey(signer.key) }] },
    );
    const attach = (content: Uint8Array) => {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(content)]), 'recorder-facts.json');
      return hotel.call('PUT', `/api/own/filings/${id}/recorder-facts`, body);
    };
    const text = new TextDecoder().decode(bytes).replace('后院', '前院');
    const changed = await attach(new TextEncoder().encode(text));
    expect([changed.status, changed.json.code]).toEqual([400, 'platform/malformed']);
    const attached = await attach(bytes);
    expect(attached.json.form.cameras).toEqual([
      { code: 'lobby', place: '门厅' },
      { code: 'yard', place: '后院' },
    ]);
    expect(attached.json.recorder).toMatchObject({ cameras: 2 });
    const form = { ...complete, storageDays: 90, cameras: complete.cameras };
    const saved = await hotel.call('PUT', `/api/own/filings/${id}`, {
      version: attached.json.version,
      form,
    });
    const warned = saved.json.checks
      .filter(({ zh }: { zh: string }) => zh.includes('录像机'))
      .map(({ field, weight }: { field: string; weight: string }) => `${field} ${weight}`);
    expect(warned).toEqual([
      'cameras warning',
      'storageDays warning',
      'cameras warning',
      'putIntoUseOn warning',
    ]);
    const back = await hotel.call('PUT', `/api/own/filings/${id}`, {
      version: saved.json.version,
      form: { name: '演示宾馆' },
    });
    version = back.json.version;
  });

  it('is not submitted with errors, and says which field', async () => {
    const { status, json } = await hotel.call('POST', `/api/own/filings/${id}/submission`, {
      version,
      declared: true,
    });
    expect(status).toBe(422);
    expect(json.path).not.toBe('.');
  });

  it('keeps whatever was typed as it was typed, and says at the field what a good value is', async () => {
    const typed = {
      ...complete,
      storageDays: '三十天左右',
      longitude: 400,
      people: [{ name: '', phone: '无' }],
    };
    const saved = await hotel.call('PUT', `/api/own/filings/${id}`, { version, form: typed });
    expect([saved.status, saved.json.form]).toEqual([200, typed]);
    ({ version } = saved.json);
    const wrong = Object.fromEntries(
      saved.json.checks
        .filter(({ weight }: { weight: string }) => weight === 'error')
        .map(({ field, en }: { field: string; en: string }) => [field, en]),
    );
    expect(wrong).toMatchObject({
      storageDays: expect.stringContaining('whole days from 0 to 3650'),
      longitude: expect.stringContaining('between −180 and 180'),
      'people.0.name': 'fill in',
      'people.0.phone': expect.stringContaining('a telephone number'),
    });
  });

  it('takes its cameras from a sheet, those of the same number changed and others added', async () => {
    const sheet = await spreadsheetOf(
      ['演示宾馆设备表'],
      ['编号', '安装位置', '类型', '朝向', '不拍摄禁止区域'],
      ['C1', '大堂东侧', '半球', '90度', '是'],
      ['C2', '停车场', '枪机', '', '√'],
    );
    const body = new FormData();
    body.append('file', new Blob([sheet]), '设备.xlsx');
    const { json } = await hotel.call('PUT', `/api/own/filings/${id}/cameras`, body);
    expect(json.form.cameras).toEqual([
      { code: 'C1', place: '大堂东侧', kind: 'dome', azimuthDegrees: 90, noForbiddenArea: true },
      { code: 'C2', place: '停车场', kind: 'box', noForbiddenArea: true },
    ]);
    ({ version } = json);
  });

  it('carries papers known by their content, which nobody of another county reads', async () => {
    const attach = (content: Uint8Array<ArrayBuffer>, name: string, kind: string) => {
      const body = new FormData();
      body.append('file', new Blob([content]), name);
      return hotel.call('POST', `/api/own/filings/${id}/attachments?kind=${kind}`, body);
    };
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const script = await attach(Buffer.from('<script>'), '照片.png', 'photo');
    expect([script.status, script.json.path]).toEqual([422, 'file']);
    const harmful = await attach(Buffer.from('%PDF-1.4 harmful'), '毒.pdf', 'other');
    expect([harmful.status, harmful.json.code]).toEqual([422, 'platform/file-infected']);
    const kept = await attach(png, '门厅.png', 'photo');
    expect([kept.status, kept.json]).toMatchObject([201, [{ mediaType: 'image/png', scanned: true }]]);
    const letter = await attach(Buffer.from('%PDF-1.4 演示'), '说明.pdf', 'seal-letter');
    const [photo, paper] = letter.json;
    const path = `/api/filings/${id}/attachments`;
    expect(Buffer.from((await officer.call('GET', `${path}/${photo.id}`)).bytes)).toEqual(png);
    expect((await neighbour.call('GET', `${path}/${photo.id}`)).status).toBe(404);
    expect((await neighbour.call('GET', path)).status).toBe(404);
    const left = await hotel.call('DELETE', `/api/own/filings/${id}/attachments/${paper.id}`);
    expect(left.json.map((one: { id: string }) => one.id)).toEqual([photo.id]);
  });

  it('is submitted with its declaration, seen by its own county and by nobody else', async () => {
    const wrongDays = { ...complete, storageDays: 20, creditCode: creditCodeOf() };
    version = (await hotel.call('PUT', `/api/own/filings/${id}`, { version, form: wrongDays })).json.version;
    expect((await hotel.call('POST', `/api/own/filings/${id}/submission`, { version })).status).toBe(422);
    const submitted = await hotel.call('POST', `/api/own/filings/${id}/submission`, {
      version,
      declared: true,
    });
    expect(submitted.status).toBe(200);
    version = submitted.json.version;
    const seen = await officer.call('GET', `/api/filings/${id}`);
    expect(seen.json.checks.map((check: { field: string }) => check.field)).toContain('storageDays');
    expect((await neighbour.call('GET', `/api/filings/${id}`)).status).toBe(404);
    expect((await neighbour.call('GET', '/api/filings')).json.filings).toEqual([]);
    expect((await officer.call('GET', '/api/notifications')).json[0].kind).toBe('filing-submitted');
  });

  it('is returned with reasons per field, and the unit sees why', async () => {
    const returned = await officer.call('POST', `/api/filings/${id}/return`, {
      version,
      reasons: { storageDays: '少于30日，请核实' },
    });
    expect(returned.status).toBe(200);
    const { json } = await hotel.call('GET', `/api/own/filings/${id}`);
    expect(json.reasons).toEqual({ storageDays: '少于30日，请核实' });
    expect((await hotel.call('GET', '/api/own/duty')).json.unit.filingState).toBe('returned');
    version = json.version;
  });

  it('is verified once: of two who review at the same time the second gets a conflict', async () => {
    const right = { ...complete, creditCode: creditCodeOf() };
    version = (await hotel.call('PUT', `/api/own/filings/${id}`, { version, form: right })).json.version;
    version = (await hotel.call('POST', `/api/own/filings/${id}/submission`, { version, declared: true }))
      .json.version;
    const both = await Promise.all([
      officer.call('POST', `/api/filings/${id}/acceptance`, { version }),
      officer.call('POST', `/api/filings/${id}/acceptance`, { version }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { json } = await officer.call('GET', `/api/filings/${id}`);
    const verified = await officer.call('POST', `/api/filings/${id}/verification`, { version: json.version });
    expect(verified.status).toBe(200);
    expect(verified.json.receiptNumber).toContain('110199-00001');
    expect((await hotel.call('GET', '/api/own/duty')).json.unit).toMatchObject({
      filingState: 'filed',
      filedOn: '2026-11-20',
    });
  });

  it('has a receipt that anybody can check and nobody can guess', async () => {
    const { bytes, status } = await hotel.call('GET', `/api/filings/${id}/receipt.pdf`);
    expect(status).toBe(200);
    expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-');
    expect((await neighbour.call('GET', `/api/filings/${id}/receipt.pdf`)).status).toBe(404);
    const { verificationCode } = (await hotel.call('GET', `/api/own/filings/${id}`)).json;
    const anybody = new Visitor(world.running.url);
    expect((await anybody.call('GET', `/api/public/receipts/${verificationCode}`)).json).toMatchObject({
      unitName: '演示宾馆',
    });
    expect((await anybody.call('GET', '/api/public/receipts/AAAAAAAAAAAAAAAA')).status).toBe(404);
  });

  it('has its form as a paper with the data inside, and as a copy to work on', async () => {
    const pdf = await hotel.call('GET', `/api/filings/${id}/form.pdf`);
    const text = Buffer.from(pdf.bytes).toString('latin1');
    expect(text).toMatch(/pdfaid:part>3</);
    expect(text).toContain('filing.json');
    const docx = await officer.call('GET', `/api/filings/${id}/form.docx`);
    expect([docx.status, Buffer.from(docx.bytes.subarray(0, 2)).toString()]).toEqual([200, 'PK']);
    expect((await neighbour.call('GET', `/api/filings/${id}/form.docx`)).status).toBe(404);
  });

  it('carries the number of the national site, which only its unit writes', async () => {
    const path = `/api/own/filings/${id}/national-receipt`;
    expect((await hotel.call('PUT', path, { number: '<b>' })).json.code).toBe('platform/invalid');
    const before = (await hotel.call('GET', `/api/filings/${id}/receipt.pdf`)).bytes;
    const carried = await hotel.call('PUT', path, { number: '演示国备〔2026〕0001号' });
    expect([carried.status, carried.json.nationalReceiptNumber]).toEqual([200, '演示国备〔2026〕0001号']);
    expect((await officer.call('GET', `/api/filings/${id}`)).json.nationalReceiptNumber).toBe(
      '演示国备〔2026〕0001号',
    );
    expect((await officer.call('PUT', path, { number: 'X-0001' })).status).toBe(403);
    const after = (await hotel.call('GET', `/api/filings/${id}/receipt.pdf`)).bytes;
    expect(Buffer.compare(Buffer.from(before), Buffer.from(after))).not.toBe(0);
  });

  it('leaves what it filed to be filled in, and its change says which camera changed, came and went', async () => {
    const begun = await hotel.call('POST', '/api/own/filings', { kind: 'change' });
    expect(begun.json.form).toMatchObject({
      people: expect.arrayContaining(complete.people),
      cameras: [{ code: 'C1', place: '大堂' }],
    });
    expect(begun.json.sources).toMatchObject({ cameras: { source: 'register', on: '2026-11-20' } });
    expect(begun.json.changes).toEqual([]);
    const cameras = [
      { ...begun.json.form.cameras[0], place: '大堂东侧' },
      { code: 'C2', place: '后门' },
    ];
    const saved = await hotel.call('PUT', `/api/own/filings/${begun.json.id}`, {
      version: begun.json.version,
      form: { ...begun.json.form, cameras },
    });
    expect(
      saved.json.changes.map(({ name, act }: { name: string; act: string }) => `${name} ${act}`),
    ).toEqual(['C1 changed', 'C2 added']);
    const gone = await hotel.call('POST', `/api/own/filings/${begun.json.id}/withdrawal`, {
      version: saved.json.version,
    });
    expect(gone.status).toBe(200);
  });

  it('is a process like the others: same state, same steps, same refusals', async () => {
    const { json } = await officer.call('GET', `/api/filing/${id}`);
    expect(json).toMatchObject({ process: 'filing', state: 'verified', final: true, allowed: [] });
    const { json: history } = await hotel.call('GET', `/api/filing/${id}/history`);
    expect(history.steps.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['submit', 'accept', 'return', 'verify']),
    );
    const late = await officer.call('POST', `/api/filing/${id}/actions/accept`, { version: json.version });
    expect([late.status, late.json.code]).toEqual([409, 'platform/state-conflict']);
    expect(
      (await hotel.call('POST', `/api/filing/${id}/actions/verify`, { version: json.version })).status,
    ).toBe(403);
    await expect(
      world.running.platform.database.owner.query(`UPDATE filing SET status = 'draft' WHERE id = $1`, [id]),
    ).rejects.toThrow('without a step');
  });

  it('leaves its trace in the register and in the audit log', async () => {
    const { json: page } = await officer.call('GET', `/api/units?words=${encodeURIComponent('演示宾馆')}`);
    const { json: history } = await officer.call('GET', `/api/units/${page.units[0].id}/history`);
    expect(history.map((change: { field: string }) => change.field)).toContain('cameraCount');
    const supervisor = new Visitor(world.running.url);
    await supervisor.signInWithSecondFactor('supervisor');
    await world.running.platform.audit.sequence();
    const { json } = await supervisor.call('GET', '/api/audit?kind=write');
    const [act] = json.acts.filter(
      ({ action }: { action: string }) => action === 'POST /api/filings/:id/verification',
    );
    expect(act.person).toBe('演示监督民警');
    expect(act.logIndex).toBeTypeOf('number');
    expect((await supervisor.call('GET', '/api/audit/checkpoint')).json.note).toContain(
      'mingjing/platform\n',
    );
    expect((await officer.call('GET', '/api/audit')).status).toBe(403);
  });
});

/** 92110199MA0000000 with its check character. */
function creditCodeOf(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const first = '92110199MA0000000';
  const sum = [...first].reduce((total, c, i) => total + alphabet.indexOf(c) * (weights[i] ?? 0), 0);
  return first + alphabet[(31 - (sum % 31)) % 31];
}
