// SPDX-License-Identifier: Apache-2.0
/** What others can check the recorder by, over HTTP: completeness, challenges to itself, holds, the report of a month. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCanonicalJson } from '@mingjing/evidence';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWorld, untilSegments, type World } from './server-world.ts';

const patient = { timeout: 60_000, interval: 200 };
let world: World;
let range: { fromMs: number; toMs: number };

beforeAll(async () => {
  world = await makeWorld({ cameras: 1 });
  await untilSegments(world, 'cam-1', 3);
  const extent = world.running.core.extent('cam-1')!;
  range = { fromMs: extent.fromMs + 700, toMs: extent.toMs - 700 };
});
afterAll(() => world.end());

describe('proofs', () => {
  it('states completeness and answers a challenge to itself', async () => {
    const { auditor } = world.people;
    const day = new Date(range.fromMs + 8 * 3_600_000).toISOString().slice(0, 10);
    const { json } = await auditor.call('GET', `/api/completeness?camera=cam-1&day=${day}`);
    expect(json.verdict.kind).toBe('complete');
    const challenge = await auditor.call('POST', '/api/challenge', { ...range, samples: 40 });
    expect(challenge.json.verdict).toMatchObject({ samples: 40, failed: 0 });
    // A camera that never connected, added a moment ago, neither refuses the others nor shortens their days.
    const { administrator } = world.people;
    await administrator.call('POST', '/api/cameras', { id: 'never', url: 'rtsp://127.0.0.1:1/x' });
    const both = await auditor.call('POST', '/api/challenge', { samples: 40 });
    const [first, never] = both.json.cameras;
    const { fromMs } = world.running.core.extent('cam-1')!;
    expect([both.status, first.camera, Date.parse(first.from)]).toEqual([200, 'cam-1', fromMs]);
    expect(first.verdict).toMatchObject({ samples: 20, failed: 0 });
    expect(never).toEqual({ camera: 'never' });
    const { json: seen } = await auditor.call('GET', '/api/overview');
    const kept = seen.retention.cameras.find(({ camera }: { camera: string }) => camera === 'never');
    expect(Math.abs(kept.nothingSinceMs - Date.now())).toBeLessThan(60_000);
    const removal = { confirm: 'never', reason: '演示：写错' };
    await administrator.call('POST', '/api/cameras/never/removal', removal);
  });

  it('says of a hold on footage that is gone, or never was, that there is nothing to keep', async () => {
    const { manager } = world.people;
    const past = { fromMs: range.fromMs - 90 * 86_400_000, toMs: range.fromMs - 90 * 86_400_000 + 60_000 };
    const order = { cameras: [], ...past, reason: '演示', ground: '演示通知书' };
    const { status, json } = await manager.call('POST', '/api/holds', order);
    expect([status, json.found[0]]).toEqual([
      201,
      { camera: 'cam-1', heldSeconds: 0, gapSeconds: 0, deletedSeconds: 0, unknownSeconds: 60 },
    ]);
  });

  it('takes two people to release a hold', async () => {
    const { manager, second } = world.people;
    const { json: hold } = await manager.call('POST', '/api/holds', {
      cameras: ['cam-1'],
      ...range,
      reason: '演示',
      ground: 'd799/retention',
    });
    expect(hold.found[0]).toMatchObject({ camera: 'cam-1', deletedSeconds: 0 });
    const once = await manager.call('POST', `/api/holds/${hold.id}/release`, {});
    expect(once.json.releasedMs).toBeUndefined();
    expect((await manager.call('POST', `/api/holds/${hold.id}/release`, {})).json.code).toBe(
      'recorder/hold-two-people',
    );
    expect((await second.call('POST', `/api/holds/${hold.id}/release`, {})).json.releasedBy).toBe('second');
  });

  it('proves the month to itself and prints it: the hash of what the paper carries stands in the log', async () => {
    const { manager, operator } = world.people;
    const { core } = world.running;
    expect((await operator.call('POST', '/api/month-proofs', {})).status).toBe(403);
    expect((await manager.call('POST', '/api/month-proofs', { month: '2999-01' })).json.code).toBe(
      'recorder/month-not-begun',
    );
    const { status, json: begun } = await manager.call('POST', '/api/month-proofs', {});
    expect([status, begun.state]).toEqual([202, 'running']);
    const proof = await vi.waitFor(async () => {
      const [first] = (await manager.call('GET', '/api/month-proofs')).json.proofs;
      expect(first.state).toBe('done');
      return first;
    }, patient);
    expect(proof.days).toEqual({ complete: proof.total, notComplete: 0 });
    expect(proof.verdict).toMatchObject({ samples: 459, failed: 0, deleted: 0 });
    const pdf = await manager.call('GET', `/api/month-proofs/${proof.number}/report.pdf`);
    expect([pdf.status, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const file = join(world.directory, 'month.pdf');
    writeFileSync(file, pdf.bytes);
    execFileSync('pdfdetach', ['-saveall', '-o', world.directory, file]);
    const record = readFileSync(join(world.directory, 'month-proof.json'));
    const entry = JSON.parse(new TextDecoder().decode(await core.log.entryBytes(proof.entry)));
    expect(entry).toMatchObject({
      type: 'report',
      kind: `month-proof/${proof.month}`,
      hash: createHash('sha256').update(record).digest('base64'),
    });
    // Whoever asks for the statement of a day finds the same leaves, by his own arithmetic.
    const { id, days } = JSON.parse(record.toString()).cameras[0];
    const { json } = await manager.call('GET', `/api/completeness?camera=${id}&day=${days[0].day}`);
    const leaves = json.statement.entries
      .slice(0, days[0].entries)
      .map(({ entry: said }: { entry: object }) =>
        createHash('sha256')
          .update(Buffer.from([0]))
          .update(encodeCanonicalJson(said))
          .digest(),
      );
    expect(createHash('sha256').update(Buffer.concat(leaves)).digest('base64')).toBe(days[0].leaves);
  });
});
