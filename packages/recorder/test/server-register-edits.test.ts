// SPDX-License-Identifier: Apache-2.0
/** Whoever edits the registers in SQLite, under a running recorder, is shown on the row, on paper and as an alarm. */
import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, untilSegments, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 1 });
  await untilSegments(world, 'cam-1', 1);
});
afterAll(() => world.end());

const edit = (sql: string, ...values: (string | number)[]): void => {
  const database = new DatabaseSync(`${world.directory}/data/server/server.sqlite`);
  try {
    database.prepare(sql).run(...values);
  } finally {
    database.close();
  }
};
const get = async (path: string) => (await world.people.administrator.call('GET', path)).json;

/** A look at what was recorded, closed again. */
async function look(): Promise<{ readonly number: number; readonly id: string }> {
  const { startMs, endMs } = world.running.core.segments({ camera: 'cam-1' })[0]!;
  const asked = await world.people.operator.call('POST', '/api/access/sessions', {
    kind: 'playback',
    purpose: 'unit-incident',
    purposeText: '例行检查',
    cameras: ['cam-1'],
    fromMs: Math.round(startMs),
    toMs: Math.round(endMs),
    requester: { kind: 'staff' },
  });
  expect([asked.status, asked.json.state]).toEqual([201, 'open']);
  const closed = await world.people.operator.call('POST', `/api/access/sessions/${asked.json.id}/close`);
  expect(closed.json.state).toBe('closed');
  return { number: asked.json.number, id: asked.json.id };
}

const rowOf = async (number: number) => get(`/api/register/${number}`);
const alarms = async () =>
  (await get('/api/alarms')).alarms
    .filter(
      ({ kind, state }: { kind: string; state: string }) => kind === 'register-differs' && state === 'raised',
    )
    .map(({ subject }: { subject: string }) => subject);

describe('A row of the register of looks', () => {
  it('that nobody edited agrees with the log, looked at while it is written too', async () => {
    const { number } = await look();
    const [row] = await Promise.all([
      rowOf(number),
      look(),
      look(),
      get('/api/register'),
      get('/api/register'),
    ]);
    expect(row.differs).toBeUndefined();
    const page = await get('/api/register');
    expect(page.compared).toBe(true);
    expect(page.lost).toEqual([]);
    expect(page.rows.filter((each: { differs?: unknown }) => each.differs)).toEqual([]);
    const corrected = await world.people.administrator.call('POST', `/api/register/${number}/corrections`, {
      text: '事由写错了',
    });
    expect(corrected.status).toBe(201);
    expect((await rowOf(number)).differs).toBeUndefined();
    expect(await alarms()).toEqual([]);
  });

  it.each([
    ['persons', "json_set(session, '$.handledBy.name', '别人')"],
    ['purpose', "json_set(session, '$.purposeText', '别的事由')"],
    ['cameras', "json_set(session, '$.cameras', json('[\"cam-9\"]'))"],
    ['range', "json_set(session, '$.toMs', json_extract(session, '$.toMs') + 1000)"],
    ['times', "json_set(session, '$.closedMs', json_extract(session, '$.closedMs') - 1)"],
    ['times', "json_set(session, '$.requestedMs', json_extract(session, '$.requestedMs') - 86400000)"],
    ['seen', 'json_set(session, \'$.seen\', json(\'[{"camera":"cam-1","fromMs":1,"toMs":2}]\'))'],
    ['state', "json_set(session, '$.state', 'withdrawn')"],
    ['entry', "json_remove(session, '$.entry')"],
    [
      'corrections',
      'json_set(session, \'$.corrections\', json(\'[{"text":"x","by":{"id":"1","user":"u","name":"n","role":"manager"},"atMs":1,"entry":1}]\'))',
    ],
  ])('whose %s were edited says so, on the page, on paper and as an alarm', async (fact, change) => {
    const { number } = await look();
    const before = new DatabaseSync(`${world.directory}/data/server/server.sqlite`, { readOnly: true });
    const { session } = before.prepare('SELECT session FROM access_session WHERE number = ?').get(number)!;
    before.close();
    edit(`UPDATE access_session SET session = ${change} WHERE number = ?`, number);
    expect((await rowOf(number)).differs).toContain(fact);
    const page = await get('/api/register');
    expect(page.rows.find((row: { number: number }) => row.number === number).differs).toContain(fact);
    expect(await alarms()).toContain(`register/${number}`);
    const sheet = await world.people.auditor.call('GET', '/api/register.xlsx');
    const line = (await readSheet(sheet.bytes)).find(([first]) => String(first) === String(number))!;
    expect(String(line.at(-1))).toContain('与证据日志不符');
    edit('UPDATE access_session SET session = ? WHERE number = ?', String(session), number);
    expect((await rowOf(number)).differs).toBeUndefined();
    expect(await alarms()).not.toContain(`register/${number}`);
  });

  it('that was removed is told from the log', async () => {
    const { number, id } = await look();
    const { entry } = await rowOf(number);
    edit('DELETE FROM access_session WHERE id = ?', id);
    const { lost } = await get('/api/register');
    expect(lost).toMatchObject([{ entry, kind: 'playback', cameras: ['cam-1'] }]);
    expect(lost[0].purpose).toContain('例行检查');
    const sheet = await world.people.auditor.call('GET', '/api/register.xlsx');
    expect((await readSheet(sheet.bytes)).flat().map(String).join()).toContain(`见证据日志第 ${entry} 条`);
  });

  it('that was asked for and never opened is held against the log too, and what was refused stays refused', async () => {
    const { operator, administrator } = world.people;
    const { startMs, endMs } = world.running.core.segments({ camera: 'cam-1' })[0]!;
    const ask = async () => {
      const { json } = await operator.call('POST', '/api/access/sessions', {
        kind: 'playback',
        purpose: 'case',
        cameras: ['cam-1'],
        fromMs: Math.round(startMs),
        toMs: Math.round(endMs),
        requester: { kind: 'officials', officers: [], confidentialityAcknowledged: true },
      });
      expect(json.state).toBe('incomplete');
      return json as { number: number; id: string };
    };
    const settled = async (id: string, state: string) => {
      const { log } = world.running.core;
      for (;;) {
        for (let at = 0; at < log.size(); at++)
          if (
            Buffer.from(await log.entryBytes(at)).includes(`request/${id}/`) &&
            Buffer.from(await log.entryBytes(at)).includes(`-${state}"`)
          )
            return;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    };
    const edited = async (number: number, change: string) => {
      edit(`UPDATE access_session SET session = ${change} WHERE number = ?`, number);
      return (await rowOf(number)).differs;
    };
    const { number, id } = await ask();
    await settled(id, 'incomplete');
    expect((await rowOf(number)).differs).toBeUndefined();
    const kept = "json_set(session, '$.handledBy.name', '";
    const { name } = (await rowOf(number)).handledBy;
    expect(await edited(number, `${kept}别人')`)).toEqual(['entry']);
    expect(await alarms()).toContain(`register/${number}`);
    expect(await edited(number, `${kept}${name}')`)).toBeUndefined();
    expect((await operator.call('POST', `/api/access/sessions/${id}/close`)).json.state).toBe('withdrawn');
    await settled(id, 'withdrawn');
    expect((await rowOf(number)).differs).toBeUndefined();
    // A request that was over is brought back to life in the database, and completed over the interface.
    edit(
      "UPDATE access_session SET state = 'incomplete', session = json_set(session, '$.state', 'incomplete') WHERE id = ?",
      id,
    );
    expect((await rowOf(number)).differs).toEqual(['entry']);
    await operator.call('PATCH', `/api/access/sessions/${id}`, { purposeText: '又来' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await rowOf(number)).differs).toContain('state');
    const gone = await ask();
    await settled(gone.id, 'incomplete');
    edit('DELETE FROM access_session WHERE id = ?', gone.id);
    const page = await administrator.call('GET', '/api/register');
    expect(page.json.lostRequests).toMatchObject([{ state: 'incomplete' }]);
    const told = `申请登记被删除（最后为“待补正”），见证据日志第 ${page.json.lostRequests[0].entry} 条`;
    const sheet = await world.people.auditor.call('GET', '/api/register.xlsx');
    expect((await readSheet(sheet.bytes)).flat().map(String).join()).toContain(told);
    const paper = await world.people.auditor.call('GET', '/api/register.pdf');
    expect([paper.status, paper.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });

  it('keeps its certificate: one that was swapped is not given out', async () => {
    const { startMs, endMs } = world.running.core.segments({ camera: 'cam-1' })[0]!;
    const asked = await world.people.operator.call('POST', '/api/access/sessions', {
      kind: 'export',
      purpose: 'case',
      cameras: ['cam-1'],
      fromMs: Math.round(startMs),
      toMs: Math.round(endMs),
      requester: { kind: 'officials', officers: [] },
    });
    const path = `/api/access/sessions/${asked.json.id}/certificate`;
    const type = { 'content-type': 'application/pdf' };
    const put = await world.people.operator.call('PUT', path, Buffer.from('%PDF-1.7\n%%EOF\n'), type);
    expect(put.status).toBe(200);
    writeFileSync(`${world.directory}/data/server/certificates/${asked.json.id}`, '%PDF-1.7 other\n');
    const swapped = await world.people.manager.call('GET', path);
    expect([swapped.status, swapped.json.code]).toEqual([409, 'recorder/attachment-changed']);
  });
});

describe('A row of a register', () => {
  const path = '/api/registers/signs';
  const add = async () => {
    const photo = await world.people.operator.call(
      'POST',
      `${path}/files?name=a.png`,
      Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'),
      { 'content-type': 'image/png' },
    );
    const values = {
      place: '大门',
      checkedDay: '2026-11-28',
      state: 'posted',
      by: '王宁',
      photo: photo.json.file,
    };
    const { json } = await world.people.operator.call('POST', path, { values });
    return json.id as string;
  };

  it('that was edited says so in list, history and sheet; one that was removed is told from the log', async () => {
    const [kept, edited, removed] = [await add(), await add(), await add()];
    edit(`UPDATE register_row SET "values" = json_set("values", '$.by', '别人') WHERE id = ?`, edited);
    edit('DELETE FROM register_row WHERE id = ?', removed);
    const { rows, lost } = await get(path);
    const marks = new Map(rows.map((row: { id: string; differs?: true }) => [row.id, row.differs]));
    expect([marks.get(kept), marks.get(edited)]).toEqual([undefined, true]);
    expect(lost).toMatchObject([{ row: removed, version: 1 }]);
    expect((await get(`${path}/${edited}`)).history).toMatchObject([{ version: 1, differs: true }]);
    const sheet = await world.people.operator.call('GET', `${path}/sheet.xlsx`);
    expect((await readSheet(sheet.bytes)).flat().map(String)).toContain('不符');
    expect(await alarms()).toContain(`signs/${edited}/1`);
  });
});
