// SPDX-License-Identifier: Apache-2.0
/** The register through the real server and a real PostgreSQL. */

import { creditCheckCharacter } from '@mingjing/contracts/desk';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, Visitor, type World } from './platform-world.ts';
import { spreadsheetOf } from './spreadsheet.ts';

let world: World;
let officer: Visitor;
let neighbour: Visitor;

beforeAll(async () => {
  world = await openWorld();
  officer = new Visitor(world.running.url);
  neighbour = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
});
afterAll(() => world?.close());

const heads = [
  '单位名称',
  '统一社会信用代码',
  '场所类型',
  '地址',
  '行政区划代码',
  '存储天数',
  '投入使用日期',
];
const sheet = (...rows: readonly (readonly string[])[]) => spreadsheetOf(heads, ...rows);
function upload(bytes: Uint8Array, name = 'units.xlsx'): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
const find = async (visitor: Visitor, query: string) =>
  (await visitor.call('GET', `/api/units?${query}`)).json as {
    units: { id: string; name: string }[];
    next: string | null;
    total: number;
    totalIsExact: boolean;
  };
const words = (text: string) => `words=${encodeURIComponent(text)}`;

describe('the list of units', () => {
  it('finds by one character, by a middle of a word, by several words, by a piece of a code', async () => {
    const { units } = await find(officer, words('网'));
    expect(units.map(({ name }) => name).sort()).toEqual(['演示网吧（一）', '演示网吧（二）']);
    expect((await find(officer, words('示医'))).units.map(({ name }) => name)).toEqual(['演示医院']);
    expect((await find(officer, words('演示街 停车'))).units.map(({ name }) => name)).toEqual(['演示停车场']);
    expect((await find(officer, words('ma000000'))).total).toBe(8);
    expect((await find(officer, words('MA0000003'))).units.map(({ name }) => name)).toEqual(['演示医院']);
    expect((await find(officer, words('不存在的'))).total).toBe(0);
    expect((await find(officer, `${words('演示')}&storageBelow=30&overdue=false`)).total).toBe(1);
    expect((await find(officer, `${words('演示街')}&placeKind=${encodeURIComponent('网吧')}`)).total).toBe(2);
    expect((await find(officer, `${words('演示')}&jurisdiction=110198`)).total).toBe(0);
    expect(
      (await find(officer, `${words('演示')}&overdue=true&keyUnit=true`)).units.map(({ name }) => name),
    ).toEqual(['演示第一小学']);
  });

  it.each(["'; DROP TABLE unit; --", '%', '_', '\\', '"', '(', '😀', 'a'.repeat(100)])(
    'takes %s as words and nothing else',
    async (text) => {
      const answer = await officer.call('GET', `/api/units?${words(text)}`);
      expect(answer.status).toBe(200);
      expect((await find(officer, '')).total).toBeGreaterThanOrEqual(8);
    },
  );

  it('turns pages by key without losing or repeating one, in every order', async () => {
    for (const sort of ['name', 'updated', 'cameras', 'due']) {
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const page = await find(officer, `sort=${sort}&size=3${after}`);
        seen.push(...page.units.map(({ id }) => id));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      expect(seen.length, sort).toBe((await find(officer, `sort=${sort}&size=200`)).units.length);
      expect(new Set(seen).size, sort).toBe(seen.length);
    }
    expect((await officer.call('GET', '/api/units?after=bm9uZQ')).status).toBe(422);
  });

  it('filters, counts exactly, and knows who is late', async () => {
    const schools = await find(officer, `placeKind=${encodeURIComponent('学校')}`);
    expect(schools).toMatchObject({ total: 1, totalIsExact: true });
    const late = await find(officer, 'overdue=true');
    expect(late.units.map(({ name }) => name)).toContain('演示住宅小区');
    expect(late.units.map(({ name }) => name)).not.toContain('演示停车场');
    expect(late.total).toBe(late.units.length);
    expect((await find(officer, 'storageBelow=30')).units.map(({ name }) => name)).toEqual(['演示商场']);
  });

  it('knows who keeps too little, each by the number of its own place', async () => {
    const short = async (query = '') =>
      (await find(officer, `${query}storageShort=true`)).units.map(({ name }) => name);
    const keeps = (name: string, days: number) =>
      world.running.platform.database.owner.query('UPDATE unit SET storage_days = $2 WHERE name = $1', [
        name,
        days,
      ]);
    const counted = async () => (await officer.call('GET', '/api/workbench')).json.shortStorage;
    expect(await short()).toEqual(['演示商场']);
    // Seven days bind a housing estate of Beijing (bj-residential/retention), thirty a shop.
    await keeps('演示住宅小区', 10);
    expect(await short()).toEqual(['演示商场']);
    await keeps('演示住宅小区', 6);
    expect((await short()).toSorted()).toEqual(['演示住宅小区', '演示商场']);
    expect(await short(`${words('小区')}&`)).toEqual(['演示住宅小区']);
    expect(await counted()).toBe(2);
    await keeps('演示住宅小区', 30);
    expect(await counted()).toBe(1);
    const systems = (await officer.call('GET', '/api/systems?storageShort=true')).json.systems;
    expect(systems.map(({ unitName }: { unitName: string }) => unitName)).toEqual(['演示商场']);
  });

  it('shows another county nothing, by list, search, number, map, duplicates, history or spreadsheet', async () => {
    const [unit] = (await find(officer, '')).units;
    expect(await find(neighbour, '')).toMatchObject({ units: [], total: 0 });
    expect(await find(neighbour, words('演示'))).toMatchObject({ units: [], total: 0 });
    expect((await neighbour.call('GET', `/api/units/${unit?.id}`)).status).toBe(404);
    expect((await neighbour.call('GET', `/api/units/${unit?.id}/history`)).json).toEqual([]);
    const everywhere = '/api/units/map?west=-180&east=180&south=-90&north=90';
    expect((await neighbour.call('GET', everywhere)).json).toEqual([]);
    expect((await officer.call('GET', everywhere)).json.length).toBeGreaterThanOrEqual(8);
    expect((await neighbour.call('GET', '/api/units/duplicates')).json).toEqual([]);
    expect((await neighbour.call('GET', '/api/systems')).json.systems).toEqual([]);
    const put = await neighbour.call('PUT', `/api/units/${unit?.id}`, { name: '别人的', version: 1 });
    expect(put.status).toBe(404);
    const camera = { code: '1', place: '大厅', kind: '球机' };
    expect((await neighbour.call('POST', `/api/units/${unit?.id}/cameras`, camera)).status).toBe(404);
  });

  it('keeps views under their names', async () => {
    const view = { name: '逾期', query: { overdue: 'true' } };
    expect((await officer.call('POST', '/api/views', view)).status).toBe(201);
    expect((await officer.call('POST', '/api/views', view)).status).toBe(201);
    const { json } = await officer.call('GET', '/api/views');
    expect(json).toMatchObject([view]);
    expect((await neighbour.call('GET', '/api/views')).json).toEqual([]);
    expect((await officer.call('DELETE', `/api/views/${json[0].id}`)).status).toBe(200);
  });
});

describe('one unit', () => {
  const first17 = '92110199MA0999999';
  const code = `${first17}${creditCheckCharacter(first17)}`;

  it('is registered with its class and the reason, changed by one person at a time, with every field kept', async () => {
    const made = await officer.call('POST', '/api/units', {
      name: '演示旅馆<script>alert(1)</script>',
      creditCode: code.toLowerCase(),
      placeKind: '旅馆',
      address: '演示里 9 号',
      jurisdiction: '110199',
      putIntoUseOn: '2026-11-01',
    });
    expect(made.status).toBe(201);
    const path = `/api/units/${made.json.id}`;
    const { json: unit } = await officer.call('GET', path);
    expect(unit).toMatchObject({ creditCode: code, placeClass: 'art7-2', version: 1 });
    expect(unit.placeClassReason.provision).toBe('d799/unit-built-places');
    expect(unit.filingDueOn).not.toBeNull();
    const changed = await officer.call('PUT', path, { storageDays: 45, version: 1 });
    expect(changed.json).toMatchObject({ storageDays: 45, version: 2 });
    const late = await officer.call('PUT', path, { storageDays: 60, version: 1 });
    expect(late).toMatchObject({ status: 409, json: { code: 'platform/version-conflict' } });
    const { json: history } = await officer.call('GET', `${path}/history`);
    expect(history[0]).toMatchObject({ field: 'storageDays', before: null, after: 45, by: '演示监督民警' });
  });

  it('takes a code whose check character does not fit, aloud; refuses what is no code, and a place outside the own county', async () => {
    const unit = { name: '演示老码公司', placeKind: '旅馆', address: '演示里', jurisdiction: '110199' };
    const odd = `${first17}${code.endsWith('0') ? '1' : '0'}`;
    const made = await officer.call('POST', '/api/units', { ...unit, creditCode: odd });
    expect(made).toMatchObject({ status: 201, json: { doubts: [{ field: 'creditCode' }] } });
    const { json } = await officer.call('GET', `/api/units/${made.json.id}`);
    expect(json).toMatchObject({ creditCode: odd, doubts: [{ field: 'creditCode' }] });
    const short = await officer.call('POST', '/api/units', { ...unit, creditCode: '9135' });
    expect(short).toMatchObject({ status: 422, json: { path: 'creditCode' } });
    const elsewhere = { ...unit, creditCode: null, jurisdiction: '110198' };
    expect((await officer.call('POST', '/api/units', elsewhere)).status).toBe(403);
  });

  it('is found however its name is written', async () => {
    const made = await officer.call('POST', '/api/units', {
      name: '演示買買提・艾力旅館Ａ座',
      creditCode: null,
      placeKind: '旅馆',
      address: '演示路44号',
      jurisdiction: '110199',
    });
    for (const written of [
      '买买提·艾力',
      '買買提•艾力',
      '买买提‧艾力',
      '艾力旅馆a座',
      '艾力旅馆Ａ座',
      '示路４４号',
    ])
      expect((await find(officer, words(written))).units.map(({ id }) => id)).toContain(made.json.id);
  });

  it('is filled in from what another department holds, with its source, until somebody changes it', async () => {
    const start = '92110199MA0888888';
    const known = `${start}${creditCheckCharacter(start)}`;
    const bytes = await spreadsheetOf(
      ['演示市场监管部门提供', '', ''],
      ['统一社会信用代码', '单位名称', '地址'],
      [known, '演示面馆', '演示巷 1 号'],
      ['', '', ''],
      ['错误', '演示', '演示'],
    );
    const path = `/api/shared-records?on=2026-11-01&source=${encodeURIComponent('演示市场监管部门')}`;
    const loaded = await officer.call('POST', path, upload(bytes));
    expect(loaded).toMatchObject({ status: 201, json: { written: 1, skipped: [5] } });
    expect((await officer.call('GET', `/api/shared-records/${known}`)).json.name).toBe('演示面馆');
    expect((await neighbour.call('GET', `/api/shared-records/${known}`)).status).toBe(404);
    const unit = { name: '演示面馆', creditCode: known, placeKind: '餐馆', address: '演示巷 2 号' };
    const { json: made } = await officer.call('POST', '/api/units', { ...unit, jurisdiction: '110199' });
    const { json: read } = await officer.call('GET', `/api/units/${made.id}`);
    expect(read.sources).toEqual({ name: { source: '演示市场监管部门', on: '2026-11-01' } });
    const changed = await officer.call('PUT', `/api/units/${made.id}`, { name: '演示饭馆', version: 1 });
    expect(changed.json.sources).toEqual({});
  });

  it('has systems, cameras and people; the day due follows the dates, the number of cameras the cameras', async () => {
    const empty = { name: '演示空地', creditCode: null, placeKind: '停车场', address: '演示里 11 号' };
    const dates = { jurisdiction: '110199', putIntoUseOn: '2026-11-15' };
    const { json: fresh } = await officer.call('POST', '/api/units', { ...empty, ...dates });
    const path = `/api/units/${fresh.id}`;
    const { json: before } = await officer.call('GET', path);
    const [system] = before.systems;
    const moved = {
      name: system.name,
      acceptancePassedOn: null,
      putIntoUseOn: '2026-01-05',
      storageDays: 30,
    };
    expect((await officer.call('PUT', `${path}/systems/${system.id}`, moved)).status).toBe(200);
    const camera = { code: 'C1', place: '入口', kind: '枪机', azimuthDegrees: 90, nearSecretUnit: false };
    const made = await officer.call('POST', `${path}/cameras`, camera);
    expect(made.status).toBe(201);
    expect((await officer.call('POST', `${path}/cameras`, camera)).status).toBe(409);
    expect(
      (await officer.call('POST', `${path}/cameras`, { ...camera, code: 'C2', azimuthDegrees: 400 })).status,
    ).toBe(422);
    const person = { name: '演示人员', duty: '安保负责人', phone: '13800000001' };
    const { json: one } = await officer.call('POST', `${path}/people`, person);
    const { json: after } = await officer.call('GET', path);
    expect(after.filingDueOn < before.filingDueOn).toBe(true);
    expect(after).toMatchObject({ cameraCount: 1, cameras: [camera], people: [{ phone: '138****01' }] });
    expect((await officer.call('GET', `${path}/people/${one.id}/phone`)).status).toBe(422);
    const opened = await officer.call(
      'GET',
      `${path}/people/${one.id}/phone?purpose=${encodeURIComponent('联系整改')}`,
    );
    expect(opened.json).toEqual({ phone: person.phone });
    expect((await officer.call('DELETE', `${path}/cameras/${made.json.id}`)).status).toBe(200);
    const { json: history } = await officer.call('GET', `${path}/history`);
    expect(history.map((row: { subject: string }) => row.subject)).toEqual([
      'camera',
      'person',
      'camera',
      'system',
      'unit',
    ]);
    expect(JSON.stringify(history)).not.toContain(person.phone);
  });
});

describe('units from a spreadsheet', () => {
  const good = ['演示书店', '', '商场', '演示路 77 号', '110199', '30', '2026-10-01'];

  it('shows the errors of each row and writes nothing until confirmed, then once', async () => {
    const before = (await find(officer, '')).total;
    const bytes = await sheet(
      good,
      ['', '', '商场', '演示路 78 号', '110199', '30', ''],
      ['演示茶馆', '123', '商场', '演示路 79 号', '110199', 'abc', '昨天'],
    );
    const preview = await officer.call('POST', '/api/imports', upload(bytes));
    expect(preview).toMatchObject({ status: 201, json: { errorCount: 2, state: 'preview' } });
    const fields = preview.json.rows.map((row: { errors: { field: string }[] }) =>
      row.errors.map(({ field }) => field),
    );
    expect(fields).toEqual([[], ['name'], ['creditCode', 'storageDays', 'putIntoUseOn']]);
    expect((await find(officer, '')).total).toBe(before);
    expect((await neighbour.call('GET', `/api/imports/${preview.json.id}`)).status).toBe(404);
    const path = `/api/imports/${preview.json.id}/confirmation`;
    const both = await Promise.all([officer.call('POST', path), officer.call('POST', path)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 200)?.json).toEqual({ written: 1, updated: 0, skipped: 2 });
    expect((await find(officer, '')).total).toBe(before + 1);
  });

  it('changes a registered unit by its code, where a cell says something else, and gives back what is wrong to be mended', async () => {
    const first = '92110199MA0777777';
    const code = `${first}${creditCheckCharacter(first)}`;
    const row = (name: string, address: string, days: string, use: string) => [
      name,
      code,
      '商场',
      address,
      '110199',
      days,
      use,
    ];
    const made = await officer.call(
      'POST',
      '/api/imports',
      upload(await sheet(row('演示布店', '演示路 90 号', '30', '2026-10-01'))),
    );
    await officer.call('POST', `/api/imports/${made.json.id}/confirmation`);
    const again = await sheet(
      row('演示布店', '演示路 91 号', '', '2026-10-02'),
      row('演示布店', '演示路 92 号', '30', ''),
      ['演示空号店', '', '商场', '演示路 93 号', '110177', '30', ''],
    );
    const { json: preview } = await officer.call('POST', '/api/imports', upload(again));
    expect(preview.rows[0].changes).toEqual([
      { field: 'address', before: '演示路 90 号', after: '演示路 91 号' },
      { field: 'putIntoUseOn', before: '2026-10-01', after: '2026-10-02' },
    ]);
    expect(preview.rows[1].errors).toMatchObject([{ field: 'creditCode' }]);
    expect(preview.rows[2].errors).toMatchObject([{ field: 'jurisdiction' }]);
    const wrong = await officer.call('GET', `/api/imports/${preview.id}/errors.xlsx`);
    const [table] = (await readXlsxFile(Buffer.from(wrong.bytes))) as unknown as { data: string[][] }[];
    expect(table?.data.map((cells) => cells.at(-2))).toEqual([
      '原因',
      expect.stringContaining('本表中重复'),
      expect.stringContaining('行政区划代码：不在你的辖区'),
    ]);
    const done = await officer.call('POST', `/api/imports/${preview.id}/confirmation`);
    expect(done.json).toEqual({ written: 0, updated: 1, skipped: 2 });
    const { json } = await officer.call('GET', `/api/units/${preview.rows[0].unitId}`);
    expect(json).toMatchObject({
      address: '演示路 91 号',
      storageDays: 30,
      systems: [{ putIntoUseOn: '2026-10-02' }],
    });
  });

  it('leave as one table whose rows come back as they went', async () => {
    const out = await officer.call('GET', '/api/units.xlsx');
    const { json: preview } = await officer.call('POST', '/api/imports', upload(new Uint8Array(out.bytes)));
    expect(preview.rows).toHaveLength((await find(officer, '')).total);
    expect(preview.rows.flatMap(({ changes }: { changes?: unknown[] }) => changes ?? [])).toEqual([]);
    expect((await neighbour.call('GET', '/api/units.xlsx')).bytes.length).toBeLessThan(out.bytes.length);
  });

  it('shows a row of another county as an error before anything is confirmed', async () => {
    const bytes = await sheet(good, ['演示外区', '', '商场', '演示路 80 号', '310101', '30', '']);
    const { json } = await officer.call('POST', '/api/imports', upload(bytes));
    expect(json.rows[1].errors).toMatchObject([{ field: 'jurisdiction' }]);
  });

  it('refuses what is no spreadsheet, is damaged, lacks a column, is too large or is sent otherwise', async () => {
    const whole = await sheet(good);
    const noColumns = await spreadsheetOf(['名字']);
    const bad = [new Uint8Array(0), new TextEncoder().encode('a,b\n1,2'), whole.slice(0, 200), noColumns];
    for (const bytes of bad) {
      const answer = await officer.call('POST', '/api/imports', upload(bytes));
      expect(answer).toMatchObject({ status: 400, json: { code: 'platform/malformed' } });
    }
    const large = await officer.call('POST', '/api/imports', upload(new Uint8Array(9 << 20)));
    expect(large).toMatchObject({ status: 413, json: { code: 'platform/too-large' } });
    const json = await officer.call('POST', '/api/imports', { file: 'x' });
    expect(json).toMatchObject({ status: 415, json: { code: 'platform/media-type' } });
    expect((await officer.call('POST', '/api/imports', new FormData())).status).toBe(422);
  });

  it('survives damage anywhere in the file', async () => {
    const whole = await sheet(good);
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 40)) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const { status } = await officer.call('POST', '/api/imports', upload(bytes));
      expect([201, 400], `byte ${at}`).toContain(status);
    }
  });

  it('gives a template that reads back, and a table in which no cell is a formula', async () => {
    const template = await officer.call('GET', '/api/units.xlsx?template=true');
    const { status, json } = await officer.call('POST', '/api/imports', upload(template.bytes));
    expect(status).toBe(201);
    expect(json.rows.length).toBe(1);
    const table = await officer.call('GET', '/api/units.xlsx');
    expect([...table.bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
  });
});
