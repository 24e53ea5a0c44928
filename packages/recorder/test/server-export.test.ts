// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openZip } from '@mingjing/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';
import { makeWorld, untilSegments, type World } from './server-world.ts';

let world: World;
let range: { fromMs: number; toMs: number };
beforeAll(async () => {
  // Footage is encrypted on the disk here, and every way out of the gate must give it as it was.
  world = await makeWorld({ cameras: 1, start: { footage: { encrypt: true } } });
  await untilSegments(world, 'cam-1', 3);
  const extent = world.running.core.extent('cam-1')!;
  range = { fromMs: extent.fromMs + 700, toMs: extent.toMs - 700 };
});
afterAll(() => world.end());

const officer = (name: string, credential: string) => ({ name, unit: '演示区公安分局', credential });
const pdf = Buffer.from('%PDF-1.4\n演示\n');
const bundleOf = async (session: string) => {
  for (;;) {
    const { json } = await world.people.operator.call('GET', `/api/exports/${session}`);
    if (['done', 'failed', 'cancelled'].includes(json.state)) return json;
  }
};
const framesOf = (file: string): number => {
  const asked = ['-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames'];
  const told = spawnSync('ffprobe', ['-v', 'error', ...asked, '-of', 'csv=p=0', file], { encoding: 'utf8' });
  return Number.parseInt(told.stdout, 10);
};
/** Mean difference of brightness between two films in a strip of their first second, `top` of the height down. */
const difference = (first: string, second: string, top: string): number => {
  const filter = `[0][1]blend=all_mode=difference,crop=iw/3:ih/16:iw/40:${top},format=gray`;
  const { stdout } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-i', first, '-i', second, '-t', '1', '-filter_complex', filter, '-f', 'rawvideo', '-'],
    { maxBuffer: 1 << 28 },
  );
  return stdout.reduce((sum, value) => sum + value, 0) / stdout.length;
};

async function fileOf(bundle: Buffer, path: string): Promise<Buffer> {
  const opened = await openZip({
    sizeBytes: bundle.length,
    read: (offsetBytes, lengthBytes) =>
      Promise.resolve(bundle.subarray(offsetBytes, offsetBytes + lengthBytes)),
  });
  const found = opened.kind === 'zip' ? opened.files.get(path) : undefined;
  if (!found) throw new Error(`${path} is not in the bundle`);
  return bundle.subarray(found.contentOffset, found.contentOffset + found.sizeBytes);
}

/** The words are on the viewing copy and nowhere in what is sealed; frames are all there. */
async function expectViewingCopy(id: string, bundle: Buffer): Promise<void> {
  const { operator } = world.people;
  const film = await operator.call('GET', `/api/media/${id}/viewing-copy/cam-1`);
  expect([film.status, film.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  const copy = join(world.directory, 'copy.mp4');
  writeFileSync(copy, film.bytes);
  const sealed = join(world.directory, 'sealed.mp4');
  writeFileSync(sealed, await fileOf(bundle, 'video/cam-1.mp4'));
  expect(framesOf(copy)).toBe(framesOf(sealed));
  expect(framesOf(copy)).toBeGreaterThan(25);
  expect(difference(sealed, copy, 'ih*0.93')).toBeGreaterThan(4 * difference(sealed, copy, 'ih*0.25'));
  const elsewhere = await operator.call('GET', `/api/media/${id}/viewing-copy/cam-2`);
  expect([elsewhere.status, elsewhere.json.code]).toEqual([403, 'recorder/session-scope']);
}

/** An outsider draws the nonce, gets blocks and proofs through the session, and judges them alone. */
async function expectAnswers(id: string): Promise<void> {
  const committed = join(world.directory, 'committed.txt');
  writeFileSync(committed, (await world.people.operator.call('GET', '/api/checkpoint')).bytes);
  const free = await world.people.operator.call('POST', `/api/media/${id}/challenge`, {
    nonce: randomBytes(32).toString('base64'),
    samples: 12,
  });
  const { cameras, from, to } = free.json.challenge as { cameras: string[]; from: string; to: string };
  const range = [...cameras.flatMap((camera) => ['--camera', camera]), '--from', from, '--to', to];
  const drawn = await runCommand([
    'challenge',
    '--draw',
    '--checkpoint',
    committed,
    ...range,
    '--samples',
    '12',
  ]);
  const ask = join(world.directory, 'ask.json');
  writeFileSync(ask, drawn.out);
  const { nonce } = JSON.parse(drawn.out) as { nonce: string };
  const asked = await world.people.operator.call('POST', `/api/media/${id}/challenge`, JSON.parse(drawn.out));
  expect(asked.status).toBe(200);
  const file = join(world.directory, 'answer.json');
  const judge = async (value: unknown, ...args: readonly string[]) => {
    writeFileSync(file, JSON.stringify(value));
    const { code, out } = await runCommand(['challenge', '--answer', file, '--json', ...args]);
    return [code, code === 2 ? undefined : JSON.parse(out).verdict.held];
  };
  const key = ['--key', join(world.directory, 'data', 'keys', 'log.vkey')];
  expect(await judge(asked.json, '--challenge', ask, ...key)).toEqual([0, 12]);
  // A good answer to a question that the recorder chose proves nothing.
  expect(await judge(asked.json, '--nonce', nonce, ...key)).toEqual([1, 12]);
  expect(await judge(free.json, '--challenge', ask, ...key)).toEqual([2, undefined]);
  expect(await judge(asked.json, '--nonce', randomBytes(32).toString('base64'))).toEqual([2, undefined]);
  expect(await judge(asked.json, '--challenge', ask, '--fingerprint', '0000 '.repeat(8).trim())).toEqual([
    1, 12,
  ]);
  const bent = structuredClone(asked.json);
  const block = bent.answers[3].block;
  block.bytes = block.bytes.startsWith('A') ? `B${block.bytes.slice(1)}` : `A${block.bytes.slice(1)}`;
  expect(await judge(bent, '--challenge', ask, ...key)).toEqual([1, 11]);
  expect(
    await judge({ ...asked.json, answers: asked.json.answers.slice(2) }, '--challenge', ask, ...key),
  ).toEqual([1, 10]);
  const guessed = await world.people.operator.call('POST', `/api/media/${id}/challenge`, { nonce: 'AAAA' });
  expect([guessed.status, guessed.json.code]).toEqual([422, 'recorder/input-invalid']);
}

const verify = (file: string) =>
  spawnSync(process.execPath, ['packages/cli/bin/mingjing.mjs', 'verify', file], { encoding: 'utf8' });

describe('officials ask for a copy', () => {
  it('names what is missing, holds the footage at once, needs a second person, and seals a bundle that verifies', async () => {
    const { operator, manager, auditor } = world.people;
    const asked = await operator.call('POST', '/api/access/sessions', {
      kind: 'export',
      purpose: 'case',
      purposeText: '演示案件',
      cameras: ['cam-1'],
      ...range,
      requester: {
        kind: 'officials',
        officers: [officer('演示甲', '001')],
        confidentialityAcknowledged: true,
      },
    });
    expect([asked.status, asked.json.state]).toEqual([201, 'incomplete']);
    const missing = asked.json.missing as { item: string; provision?: string; article?: string }[];
    expect(missing.map(({ item }) => item).sort()).toEqual(['officers', 'unitCertificate']);
    expect(missing.find(({ item }) => item === 'officers')).toMatchObject({
      provision: 'bj-measures-2006/access-procedure',
      article: expect.stringMatching(/^《北京市公共安全图像信息系统管理办法》第/),
    });
    const { json: holds } = await auditor.call('GET', '/api/holds');
    expect(holds.holds.map(({ id }: { id: string }) => id)).toContain(asked.json.hold);
    const id = asked.json.id as string;
    expect(
      (
        await manager.call('POST', `/api/access/sessions/${id}/decision`, {
          decision: 'approve',
          reason: '演示同意',
        })
      ).json.code,
    ).toBe('recorder/session-state');

    const bad = await operator.call('PUT', `/api/access/sessions/${id}/certificate`, Buffer.from('<html>'), {
      'content-type': 'application/pdf',
    });
    expect(bad.json.code).toBe('recorder/upload-refused');
    await operator.call('PUT', `/api/access/sessions/${id}/certificate`, pdf, {
      'content-type': 'application/pdf',
    });
    const completed = await operator.call('PATCH', `/api/access/sessions/${id}`, {
      requester: {
        kind: 'officials',
        officers: [officer('演示甲', '001'), officer('演示乙', '002')],
        confidentialityAcknowledged: true,
      },
    });
    expect([completed.json.state, completed.json.missing]).toEqual(['awaiting-decision', []]);
    expect((await operator.call('GET', `/api/media/${id}/bundle.zip`)).json.code).toBe(
      'recorder/session-missing',
    );
    const approved = await manager.call('POST', `/api/access/sessions/${id}/decision`, {
      decision: 'approve',
      reason: '演示同意',
    });
    expect([approved.json.state, approved.json.decision.by.user]).toEqual(['open', 'manager']);

    const done = await bundleOf(id);
    expect(done).toMatchObject({ state: 'done', progress: 1 });
    const bundle = await operator.call('GET', `/api/media/${id}/bundle.zip`);
    expect([bundle.status, bundle.bytes.length]).toEqual([200, done.sizeBytes]);
    const file = join(world.directory, 'bundle.zip');
    writeFileSync(file, bundle.bytes);
    const verdict = verify(file);
    expect([verdict.status, verdict.stdout]).toEqual([
      0,
      expect.stringContaining(world.running.core.log.origin),
    ]);
    const flipped = Buffer.from(bundle.bytes);
    flipped[Math.floor(flipped.length / 2)]! ^= 1;
    writeFileSync(file, flipped);
    expect(verify(file).status).toBe(1);

    await expectViewingCopy(id, bundle.bytes);
    await expectAnswers(id);

    const { json: closed } = await operator.call('POST', `/api/access/sessions/${id}/close`);
    expect([closed.state, closed.manifest]).toEqual(['closed', done.manifest]);
    expect(closed.seen[0]).toMatchObject({ camera: 'cam-1', fromMs: range.fromMs });
    expect((await operator.call('GET', `/api/media/${id}/bundle.zip`)).status).toBe(403);
    expect((await operator.call('GET', `/api/media/${id}/viewing-copy/cam-1`)).status).toBe(403);
  });

  it('can be cancelled: nothing of it stays, and nothing is given out', async () => {
    const { operator, manager } = world.people;
    const { json: asked } = await operator.call('POST', '/api/access/sessions', {
      kind: 'export',
      purpose: 'unit-incident',
      purposeText: '演示：取消',
      cameras: ['cam-1'],
      ...range,
      requester: { kind: 'staff', recipient: { name: '演示丙', unit: '演示保险公司' } },
    });
    await manager.call('POST', `/api/access/sessions/${asked.id}/decision`, {
      decision: 'approve',
      reason: '演示同意',
    });
    await operator.call('DELETE', `/api/exports/${asked.id}`);
    expect((await bundleOf(asked.id)).state).toBe('cancelled');
    const left = await readdir(join(world.directory, 'data', 'server', 'bundles'));
    expect(left.filter((name) => name.startsWith(asked.id))).toEqual([]);
    const denied = await operator.call('GET', `/api/media/${asked.id}/bundle.zip`);
    expect([denied.status, denied.json.code]).toEqual([409, 'recorder/session-state']);
    const other = await manager.call('DELETE', `/api/exports/${asked.id}`);
    expect(other.status).toBe(404);
  });

  it('does not let the same person ask and approve, and can be refused with a reason', async () => {
    const { manager, second } = world.people;
    const { json } = await manager.call('POST', '/api/access/sessions', {
      kind: 'export',
      purpose: 'unit-incident',
      purposeText: '演示：门厅',
      cameras: ['cam-1'],
      ...range,
      requester: { kind: 'staff' },
    });
    expect([json.state, json.missing.map(({ item }: { item: string }) => item)]).toEqual([
      'incomplete',
      ['recipient'],
    ]);
    const named = await manager.call('PATCH', `/api/access/sessions/${json.id}`, {
      requester: { kind: 'staff', recipient: { name: '演示丙', unit: '演示保险公司' } },
    });
    expect(named.json.state).toBe('awaiting-decision');
    const own = await manager.call('POST', `/api/access/sessions/${json.id}/decision`, {
      decision: 'approve',
      reason: '演示',
    });
    expect([own.status, own.json.code]).toEqual([409, 'recorder/second-person']);
    const refused = await second.call('POST', `/api/access/sessions/${json.id}/decision`, {
      decision: 'refuse',
      reason: '用途不明',
    });
    expect(refused.json.state).toBe('refused');
  });

  it('estimates before', async () => {
    const query = `cameras=cam-1&fromMs=${range.fromMs}&toMs=${range.toMs}`;
    const { json } = await world.people.operator.call('GET', `/api/exports/estimate?${query}`);
    expect(json.sizeBytes).toBeGreaterThan(1000);
    expect(
      (await world.people.operator.call('GET', `/api/exports/estimate?${query.replace('cam-1', 'none')}`))
        .status,
    ).toBe(404);
  });
});

describe('a citizen asks to view', () => {
  const body = () => ({
    kind: 'playback',
    purpose: 'personal-safety',
    purposeText: '演示：寻找走失的孩子',
    cameras: ['cam-1'],
    ...range,
    requester: { kind: 'citizen', name: '演示市民', relation: 'guardian', ownLegalInterest: true },
  });
  const proven = { idNumber: '演示证件', reason: '孩子走失' };
  const itemsOf = ({ missing }: { missing: { item: string }[] }) => missing.map(({ item }) => item);

  it('is decided by a person with a reason, then opens for viewing', async () => {
    const { operator, manager } = world.people;
    const { requester } = body();
    const { json } = await operator.call('POST', '/api/access/sessions', body());
    expect([json.state, itemsOf(json)]).toEqual(['incomplete', ['idNumber', 'reason']]);
    const completed = await operator.call('PATCH', `/api/access/sessions/${json.id}`, {
      requester: { ...requester, ...proven },
    });
    expect(completed.json.state).toBe('awaiting-decision');
    const decision = { decision: 'approve', reason: '情况属实' };
    const path = `/api/access/sessions/${json.id}/decision`;
    const blind = await manager.call('POST', path, decision);
    expect([blind.status, blind.json.code]).toEqual([422, 'recorder/input-invalid']);
    const contains = { stateSecret: false, tradeSecret: false, personalPrivacy: false };
    const decided = await manager.call('POST', path, { ...decision, contains });
    expect([decided.json.state, decided.json.decision.contains]).toEqual(['open', contains]);
    const form = await manager.call('GET', `/api/register/${json.number}/form.pdf`);
    const printed = spawnSync('pdftotext', ['-layout', '-', '-'], { input: form.bytes, encoding: 'utf8' });
    for (const words of ['监护人', '孩子走失', '同意：情况属实', '不涉及国家秘密', '演示 1（cam-1）'])
      expect(printed.stdout).toContain(words);
    expect((await operator.call('GET', `/api/media/${json.id}/playback/cam-1`)).status).toBe(200);
  });

  it('gets no copy, and nothing at all when the decree does not list the person', async () => {
    const { operator } = world.people;
    const other = { ...body(), requester: { ...body().requester, ...proven, relation: 'other' } };
    const copy = await operator.call('POST', '/api/access/sessions', { ...other, kind: 'export' });
    expect(copy.json.code).toBe('recorder/purpose-not-allowed');
    const { json } = await operator.call('POST', '/api/access/sessions', other);
    expect([json.state, itemsOf(json)]).toEqual(['incomplete', ['relation']]);
    await operator.call('POST', `/api/access/sessions/${json.id}/close`);
  });
});

describe('the register', () => {
  it('is searched, filtered, counted by day and printed; a correction points to the old entry', async () => {
    const { auditor, manager } = world.people;
    const { json: found } = await auditor.call(
      'GET',
      `/api/register?text=${encodeURIComponent('演示乙 002')}`,
    );
    expect(found.total).toBe(1);
    const [row] = found.rows;
    expect(row.purposeText).toBe('演示案件');
    const byName = await auditor.call('GET', `/api/register?text=${encodeURIComponent('演示案件 演示 1')}`);
    expect(byName.json.total).toBe(1);
    expect((await auditor.call('GET', '/api/register?requester=citizen')).json.total).toBe(2);
    expect((await auditor.call('GET', '/api/register/days')).json.days[0].looks).toBeGreaterThanOrEqual(3);
    const corrected = await manager.call('POST', `/api/register/${row.number}/corrections`, {
      text: '证件号应为 003',
    });
    expect(corrected.status).toBe(201);
    const [correction] = corrected.json.corrections;
    const entry = JSON.parse(
      new TextDecoder().decode(await world.running.core.log.entryBytes(correction.entry)),
    );
    expect([entry.corrects, entry.session]).toEqual([row.entry, row.id]);
    for (const [path, magic] of [
      ['/api/register.xlsx', 'PK'],
      ['/api/register.pdf', '%PDF'],
      [`/api/register/${row.number}/form.pdf`, '%PDF'],
      ['/api/keys/sheet.pdf', '%PDF'],
    ] as const)
      expect([path, (await auditor.call('GET', path)).bytes.toString('latin1', 0, magic.length)]).toEqual([
        path,
        magic,
      ]);
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await world.people.administrator.call(method, `/api/register/${row.number}`, {})).status).toBe(
        404,
      );
  });
});
