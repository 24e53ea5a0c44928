// SPDX-License-Identifier: Apache-2.0
/** Deadlines that tell themselves, and filings taken over from before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reminderOf, tellDeadlines } from '../src/notification/index.ts';
import { openWorld, startMs, Visitor, type World } from './platform-world.ts';
import { spreadsheetOf } from './spreadsheet.ts';

let world: World;
let officer: Visitor;
let neighbour: Visitor;
let hotel: Visitor;
beforeAll(async () => {
  world = await openWorld();
  [officer, neighbour, hotel] = [0, 1, 2].map(() => new Visitor(world.running.url)) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
  await hotel.signIn('hotel');
});
afterAll(() => world?.close());

const dayMs = 86_400_000;
const told = async (visitor: Visitor): Promise<readonly string[]> =>
  (await visitor.call('GET', '/api/notifications')).json.map(({ kind }: { kind: string }) => kind);

describe('a deadline', () => {
  it('is told two weeks and three days before, the day after and every thirty days', () => {
    expect([20, 14, 5, 3, 0, -1, -30, -31, -61].map((days) => reminderOf(days)?.kind ?? null)).toEqual([
      null,
      'filing-due-14',
      'filing-due-14',
      'filing-due-3',
      'filing-due-3',
      'filing-overdue-0',
      'filing-overdue-0',
      'filing-overdue-1',
      'filing-overdue-2',
    ]);
  });

  it('tells the unit and the officers of its county once each, and nobody else', async () => {
    const { owner } = world.running.platform.database;
    const { rows } = await owner.query<{ due: string }>(
      `SELECT filing_due_on::text AS due FROM unit WHERE name = '演示宾馆'`,
    );
    const dueMs = Date.parse(`${rows[0]?.due}T04:00:00Z`);
    // The job of the start runs by itself, soon.
    await expect.poll(() => told(hotel), { timeout: 60_000 }).toContain('filing-due-14');
    for (const days of [-2, -2, 1, 1, 32]) await tellDeadlines(owner, dueMs + days * dayMs);
    expect((await told(hotel)).toSorted()).toEqual([
      'filing-due-14',
      'filing-due-3',
      'filing-overdue-0',
      'filing-overdue-1',
    ]);
    expect((await told(officer)).filter((kind) => kind === 'units-overdue')).toHaveLength(1);
    expect(await told(neighbour)).toEqual([]);
    const { rows: letters } = await owner.query<{ n: string }>(
      `SELECT count(*) AS n FROM letter WHERE subject LIKE '%逾期%'`,
    );
    // Two to the unit, one to each of the county's two officers.
    expect(Number(letters[0]?.n)).toBe(4);
    expect(dueMs).toBeGreaterThan(startMs);
  });
});

describe('filings made before', () => {
  const heads = [
    '单位名称',
    '场所类型',
    '地址',
    '行政区划代码',
    '备案日期',
    '回执号',
    '全国备案回执号',
    '存储天数',
  ];
  const upload = async (...rows: readonly (readonly string[])[]): Promise<FormData> => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(await spreadsheetOf(heads, ...rows))]), '备案.xlsx');
    return body;
  };

  it('are shown row by row, written when confirmed, and give their units a filing', async () => {
    const rows = [
      ['演示医院', '医院', '演示区演示路 18 号', '110199', '2026-03-01', '演示旧备 1 号', '演示国备 9', '30'],
      ['演示老店', '商场', '演示区演示路 77 号', '110199', '2025年12月31日', '演示旧备 2 号', '', ''],
      ['演示老店二', '商场', '演示区演示路 78 号', '110199', '2026-02-30', '演示旧备 3 号', '', ''],
      ['演示老店三', '商场', '演示区演示路 79 号', '110199', '2027-01-01', '演示旧备 4 号', '', ''],
      ['演示老店四', '商场', '演示区演示路 80 号', '110198', '2026-01-01', '演示旧备 1 号', '', ''],
    ];
    const preview = await officer.call('POST', '/api/filing-imports', await upload(...rows));
    expect(preview.status).toBe(201);
    expect(
      preview.json.rows.map(({ errors }: { errors: { field: string }[] }) =>
        errors.map(({ field }) => field),
      ),
    ).toEqual([[], [], ['filedOn'], ['filedOn'], ['receiptNumber', 'jurisdiction']]);
    expect(preview.json.rows[0].unitId).toBeTypeOf('string');
    expect((await officer.call('GET', `/api/units?words=${encodeURIComponent('演示老店')}`)).json.total).toBe(
      0,
    );
    const path = `/api/filing-imports/${preview.json.id}/confirmation`;
    expect((await neighbour.call('POST', path, {})).status).toBe(409);
    expect((await officer.call('POST', path, {})).json).toEqual({ written: 2, updated: 0, skipped: 3 });
    expect((await officer.call('POST', path, {})).status).toBe(409);
    const { json: hospital } = await officer.call('GET', `/api/units/${preview.json.rows[0].unitId}`);
    expect([hospital.filingState, hospital.filedOn]).toEqual(['filed', '2026-03-01']);
    const { json: list } = await officer.call('GET', `/api/filings?words=${encodeURIComponent('演示旧备')}`);
    expect(
      list.filings.map(({ receiptNumber }: { receiptNumber: string }) => receiptNumber).toSorted(),
    ).toEqual(['演示旧备 1 号', '演示旧备 2 号']);
    const [imported] = list.filings;
    expect((await officer.call('GET', `/api/filings/${imported.id}`)).json).toMatchObject({
      status: 'verified',
      hasReceipt: false,
      actions: [{ action: 'imported' }],
    });
    expect((await officer.call('GET', `/api/filings/${imported.id}/receipt.pdf`)).status).toBe(409);
    expect((await officer.call('GET', `/api/filings/${imported.id}/form.pdf`)).status).toBe(200);
    const again = await officer.call('POST', '/api/filing-imports', await upload(rows[0] ?? []));
    expect(again.json.rows[0].errors.map(({ field }: { field: string }) => field)).toEqual([
      'name',
      'receiptNumber',
    ]);
    // One unit on two rows would become two units, or one with two filings.
    const twice = ['演示双店', '商场', '演示区演示路 81 号', '110199', '2026-01-01'];
    const both = await officer.call(
      'POST',
      '/api/filing-imports',
      await upload([...twice, '演示旧备 5 号', '无', '30天'], [...twice, '演示旧备 6 号', '', '']),
    );
    expect(both.json.rows.map(({ errors }: { errors: unknown[] }) => errors.length)).toEqual([0, 1]);
    const units = await officer.call('POST', `/api/imports/${again.json.id}/confirmation`, {});
    expect(units.status).toBe(409);
  });

  it('are refused whole when a heading is missing', async () => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(await spreadsheetOf(['单位名称'], ['x']))]), 'x.xlsx');
    const { status, json } = await officer.call('POST', '/api/filing-imports', body);
    expect([status, json.code]).toEqual([400, 'platform/malformed']);
  });
});
