// SPDX-License-Identifier: Apache-2.0
/** Every register through HTTP, whatever its fields: rows made from its schema. */
import { writeFileSync } from 'node:fs';
import type { Field, Register, Value, Values } from '@mingjing/contracts/registers';
import { cellOf, siteRegisters } from '@mingjing/contracts/registers';
import { hashOfPerson } from '@mingjing/evidence';
import { evidenceKinds, findProvision, numberOn, type ParameterId } from '@mingjing/law';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 1 });
  const path = '/api/registers/staff/files?name=合同.pdf';
  const type = { 'content-type': 'application/pdf' };
  file = (await world.people.administrator.call('POST', path, paper, type)).json.file;
});
afterAll(() => world.end());

const paper = Buffer.from('%PDF-1.7\n%%EOF\n');
let file = '';
let rowsMade = 0;
/** A value that fits; instants grow from field to field so that beginnings come before ends. */
function fitting(field: Field, at: number): Value {
  if (field.unique) return `=唯一${rowsMade++}`;
  switch (field.kind) {
    case 'text':
    case 'note':
      return `=1+1 值${at}`;
    case 'number':
      return field.least ?? 1;
    case 'day':
      return new Date(Date.UTC(2026, 10, 1 + at)).toISOString().slice(0, 10);
    case 'instant':
      return 1_794_999_960_000 + at * 60_000;
    case 'choice':
      return Object.keys(field.choices)[0] ?? '';
    case 'yes-no':
      return true;
    case 'camera':
      return 'cam-1';
    case 'file':
      return file;
  }
}
const rowOf = ({ fields, check, against }: Register) => {
  const row: Values = {
    ...Object.fromEntries(Object.entries(fields).map(([name, field], at) => [name, fitting(field, at)])),
    // Shifts of one person may not overlap: each row is another's.
    ...(against && { person: `=1+1 人${rowsMade++}` }),
  };
  // A field that only fits another sort of row stays empty.
  const wrong = check?.(row);
  return wrong ? { ...row, [wrong.field]: null } : row;
};

describe.each(siteRegisters.map((one) => [one.id, one] as const))('register %s', (id, register) => {
  const path = `/api/registers/${id}`;
  const writer = () => world.people[register.writers[0] ?? 'administrator'];

  it('keeps what was written, corrected and withdrawn, each with its entry in the log', async () => {
    const values = rowOf(register);
    const added = await writer().call('POST', path, { values });
    expect([added.status, added.json.version, added.json.values]).toEqual([201, 1, values]);
    const one = `${path}/${added.json.id}`;
    const changed = await writer().call('PUT', one, {
      values: rowOf(register),
      version: 1,
      reason: '写错了时间',
    });
    expect([changed.status, changed.json.version, changed.json.reason]).toEqual([200, 2, '写错了时间']);
    const late = await writer().call('PUT', one, { values: rowOf(register), version: 1, reason: '再改一次' });
    expect([late.status, late.json.code]).toEqual([409, 'recorder/row-changed']);
    const gone = await writer().call('POST', `${one}/withdrawal`, { version: 2, reason: '重复登记' });
    expect([gone.status, gone.json.withdrawn]).toEqual([200, true]);
    const after = await writer().call('PUT', one, { values: rowOf(register), version: 3, reason: '还想改' });
    expect(after.json.code).toBe('recorder/row-withdrawn');
    const { json } = await writer().call('GET', one);
    expect(json.history.map(({ version }: { version: number }) => version)).toEqual([1, 2, 3]);
    for (const { version, entry, hash } of json.history) {
      const logged = JSON.parse(Buffer.from(await world.running.core.log.entryBytes(entry)).toString());
      expect(logged).toMatchObject({ type: 'register', kind: `${id}/${json.row.id}/${version}`, hash });
    }
    const plain = await writer().call('GET', path);
    expect(plain.json.rows.map((row: { id: string }) => row.id)).not.toContain(json.row.id);
    const all = await writer().call('GET', `${path}?withdrawn=true`);
    expect(all.json.rows.map((row: { id: string }) => row.id)).toContain(json.row.id);
  });

  it('finds, sorts and pages rows, and gives them out as text that no spreadsheet computes', async () => {
    for (let i = 0; i < 3; i++) await writer().call('POST', path, { values: rowOf(register) });
    const page = await writer().call('GET', `${path}?page=2&size=2&order=asc`);
    expect([page.json.total, page.json.rows.length]).toEqual([3, 1]);
    expect((await writer().call('GET', `${path}?text=绝无此词`)).json.total).toBe(0);
    for (const name of Object.keys(register.fields))
      expect((await writer().call('GET', `${path}?sort=${name}`)).json.total).toBe(3);
    expect((await writer().call('GET', `${path}?sort=__proto__`)).status).toBe(422);
    const sheet = await writer().call('GET', `${path}/sheet.xlsx`);
    const cells = (await readSheet(sheet.bytes)).flat().map(String);
    expect(cells).toContain(Object.values(register.fields)[0]?.zh);
    expect(cells.filter((cell) => cell.startsWith('='))).toEqual([]);
  });

  it('comes in from a sheet as it goes out, whole or not at all, and twice is once', async () => {
    const fields = Object.entries(register.fields);
    const words = fields.find(([, { kind, unique }]) => (kind === 'text' || kind === 'note') && !unique)?.[0];
    const values: Values = { ...rowOf(register), [String(words)]: '从表格来' };
    const bring = async (cells: readonly string[], write = '') => {
      const bytes = await writeSheet({ name: '表', heads: fields.map(([, { zh }]) => zh), rows: [cells] });
      const type = { 'content-type': sheetMediaType };
      return (await writer().call('POST', `${path}/sheet${write}`, bytes, type)).json;
    };
    const written = fields.map(([name, field]) => cellOf(field, values[name], 'zh'));
    const nothing = { rows: 1, known: 0, written: 0, errors: [] };
    const before = (await writer().call('GET', path)).json.total;
    expect(await bring(written)).toEqual(nothing);
    expect((await writer().call('GET', path)).json.total).toBe(before);
    expect(await bring(written, '?write=true')).toEqual({ ...nothing, written: 1 });
    const [last] = (await writer().call('GET', path)).json.rows;
    const sent = Object.fromEntries(
      fields.map(([name, { kind }]) => [name, kind === 'file' ? null : (values[name] ?? null)]),
    );
    expect(last.values).toEqual(sent);
    expect(await bring(written, '?write=true')).toEqual({ ...nothing, known: 1 });
    const empty = fields.map((_, at) => (at === 0 ? '写了这一格' : ''));
    const { errors, written: none } = await bring(empty, '?write=true');
    for (const [, { zh }] of fields.slice(1).filter(([, { required }]) => required))
      expect(errors.map(({ field }: { field: string }) => field)).toContain(zh);
    expect(none).toBe(0);
  });

  it('names every required field that is missing, in both languages', async () => {
    const { status, json } = await writer().call('POST', path, { values: {} });
    const required = Object.entries(register.fields).filter(([, field]) => field.required);
    expect(status).toBe(422);
    for (const [name] of required) expect(Object.keys(json.fields)).toContain(`values.${name}`);
    expect(json.titles.en).not.toBe(json.titles.zh);
  });
});

describe('attachments', () => {
  const bring = (bytes: Uint8Array, type: string, name = '照片.png', who = world.people.operator) =>
    who.call('POST', `/api/registers/signs/files?name=${encodeURIComponent(name)}`, bytes, {
      'content-type': type,
    });

  it('come back byte for byte to those who read the register, and to nobody through another one', async () => {
    const hash = file.slice(0, 64);
    const found = await world.people.auditor.call('GET', `/api/registers/staff/files/${hash}`);
    expect([found.status, Buffer.compare(found.bytes, paper)]).toEqual([200, 0]);
    expect(found.headers.get('content-disposition')).toBe('attachment');
    expect((await world.people.auditor.call('GET', `/api/registers/visitors/files/${hash}`)).status).toBe(
      404,
    );
    expect((await world.people.operator.call('GET', `/api/registers/staff/files/${hash}`)).status).toBe(403);
  });

  it('are told by their content: a picture that is a script is refused, whatever it is called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect((await bring(svg, 'image/svg+xml')).status).toBe(415);
    const lying = await bring(svg, 'image/png');
    expect([lying.status, lying.json.code]).toEqual([422, 'recorder/attachment-type']);
    expect((await bring(new Uint8Array(), 'image/png')).status).toBe(422);
    // A few bytes that open to gigabytes in the browser of whoever looks.
    const bomb = Buffer.alloc(33);
    bomb.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const refused = await bring(bomb, 'image/png');
    expect([refused.status, refused.json.code]).toEqual([415, 'recorder/upload-refused']);
  });

  it('have an end: more than 10 MB is refused, a name is no path', async () => {
    const large = await bring(new Uint8Array((10 << 20) + 1), 'image/png');
    expect([large.status, large.json.code]).toEqual([415, 'recorder/upload-refused']);
    for (const name of ['../x.pdf', 'a\\b.pdf', ''])
      expect((await bring(paper, 'application/pdf', name)).status).toBe(422);
  });

  it('must be there before a row names them, and are not given out when swapped', async () => {
    const sign = { place: '大门', checkedDay: '2026-11-28', state: 'posted', by: '王宁' };
    const add = (photo: string) =>
      world.people.operator.call('POST', '/api/registers/signs', { values: { ...sign, photo } });
    expect((await add(`${'0'.repeat(64)}/照片.png`)).status).toBe(422);
    const brought = await bring(Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'image/png');
    expect((await add(brought.json.file)).status).toBe(201);
    const hash = brought.json.file.slice(0, 64);
    writeFileSync(`${world.directory}/data/server/attachments/${hash}`, '\x89PNG\r\n\x1a\n1111', 'latin1');
    const swapped = await world.people.operator.call('GET', `/api/registers/signs/files/${hash}`);
    expect([swapped.status, swapped.json.code]).toEqual([409, 'recorder/attachment-changed']);
  });
});

describe('the registers of a unit', () => {
  it('say how many rows each has and when it was last written', async () => {
    const { json } = await world.people.auditor.call('GET', '/api/registers');
    expect(json.registers.map(({ id }: { id: string }) => id)).toEqual(siteRegisters.map(({ id }) => id));
    for (const { rows, lastMs } of json.registers) expect([rows > 0, lastMs > 0]).toEqual([true, true]);
  });

  it('hold in the database what the hash in the log was made of', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(`${world.directory}/data/server/server.sqlite`, { readOnly: true });
    const row = database.prepare('SELECT * FROM register_row LIMIT 1').get() ?? {};
    database.close();
    const record = {
      register: row['register'],
      row: row['id'],
      version: row['version'],
      values: JSON.parse(String(row['values'])),
      by: { user: row['by_user'], name: row['by_name'] },
      withdrawn: row['withdrawn'] === 1,
    };
    const { algorithms } = world.running.core;
    expect(hashOfPerson(algorithms, row['salt'] as Uint8Array, record)).toBe(row['hash']);
    expect(hashOfPerson(algorithms, row['salt'] as Uint8Array, { ...record, version: 2 })).not.toBe(
      row['hash'],
    );
  });

  it('name provisions, parameters and findings that the law package has', () => {
    const known: ReadonlySet<string> = new Set(evidenceKinds.map(({ id }) => id));
    for (const { obligation, keptFor, shows, checklistItems } of siteRegisters) {
      expect(findProvision(obligation)?.id).toBeDefined();
      expect(numberOn(keptFor as ParameterId, '2026-11-28')).toBeGreaterThan(0);
      for (const id of Object.keys(shows)) expect([...known]).toContain(id);
      for (const item of checklistItems) expect(findProvision(`hami-checklist/item-${item}`)).toBeDefined();
    }
  });

  it('refuse a shift that ends before it began', async () => {
    const values = {
      person: '王宁',
      startMs: 1_795_000_000_000,
      endMs: 1_794_000_000_000,
      relievedBy: '李安',
      state: 'normal',
    };
    const { status, json } = await world.people.operator.call('POST', '/api/registers/duty', { values });
    expect([status, Object.keys(json.fields)]).toEqual([422, ['values.endMs']]);
    expect(json.fields['values.endMs']).toContain('交班');
  });
});
