// SPDX-License-Identifier: Apache-2.0
/** Holds, completeness, retention self-audit, keys: what others can check us by. */
import { fingerprintSheet, renderPdf } from '@mingjing/documents';
import {
  encodeVkey,
  fingerprintOfKey,
  formatTime,
  parseCheckpoint,
  type RecorderFacts,
  signRecorderFacts,
  toProvenEntry,
  verifyCompleteness,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { z } from 'zod';
import { Ms } from '../access/session.ts';
import { type App, personOf, row } from './app-types.ts';
import type { ServerContext } from './context.ts';
import { ServerRefusal } from './refusal.ts';

const Hold = z.object({
  id: z.string(),
  cameras: z.array(z.string()),
  fromMs: z.number(),
  toMs: z.number(),
  reason: z.string(),
  ground: z.string(),
  untilMs: z.number().optional(),
  by: z.string(),
  placedMs: z.number(),
  releaseAskedBy: z.string().optional(),
  releasedBy: z.string().optional(),
  releasedMs: z.number().optional(),
});

const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;

function present<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export function holdRoutes(app: App, { core }: ServerContext): void {
  app.route({
    ...row('GET /api/holds'),
    schema: { summary: '保全 holds', response: { 200: z.object({ holds: z.array(Hold) }) } },
    handler: () =>
      Promise.resolve({
        holds: core.holds.list().map((hold) => ({ ...present(hold), cameras: [...hold.cameras] })),
      }),
  });
  app.route({
    ...row('POST /api/holds'),
    schema: {
      summary: '设立保全 place a hold',
      body: z
        .object({
          cameras: z.array(z.string().max(64)).max(1000),
          fromMs: Ms,
          toMs: Ms,
          reason: z.string().trim().min(2).max(1000),
          ground: z.string().trim().min(2).max(200),
          untilMs: Ms.optional(),
        })
        .refine((hold) => hold.fromMs < hold.toMs, {
          path: ['toMs'],
          message: '终点须晚于起点 · must be after fromMs',
        }),
      response: { 201: Hold },
    },
    handler: async (request, reply) => {
      const { untilMs, ...rest } = request.body;
      const hold = await core.holds.place({ ...rest, untilMs, by: personOf(request).user });
      return reply.status(201).send({ ...present(hold), cameras: [...hold.cameras] });
    },
  });
  app.route({
    ...row('POST /api/holds/:id/release'),
    schema: {
      summary: '解除保全（两人）release, by two people',
      params: z.object({ id: z.string().max(80) }),
      response: { 200: Hold },
    },
    handler: async (request) => {
      const hold = await core.holds.release(request.params.id, personOf(request).user);
      return { ...present(hold), cameras: [...hold.cameras] };
    },
  });
}

export function proofRoutes(app: App, context: ServerContext): void {
  const { core } = context;
  app.route({
    ...row('GET /api/completeness'),
    schema: {
      summary: '完整性声明 completeness statement of a camera and a day in China',
      querystring: z.object({ camera: z.string().min(1).max(64), day: z.iso.date() }),
      response: { 200: z.object({ statement: z.looseObject({}), verdict: z.looseObject({}) }) },
    },
    handler: async (request) => {
      const { camera, day } = request.query;
      const startMs = Date.parse(`${day}T00:00:00.000Z`) - chinaOffsetMs;
      const extent = core.extent(camera);
      if (!extent) throw new ServerRefusal('recorder/not-found', { what: camera });
      const fromMs = Math.max(startMs, extent.fromMs);
      const toMs = Math.min(startMs + dayMs, extent.toMs);
      if (fromMs >= toMs) throw new ServerRefusal('recorder/no-footage', { camera });
      return completenessOf(context, camera, fromMs, toMs);
    },
  });
}

async function completenessOf({ core }: ServerContext, camera: string, fromMs: number, toMs: number) {
  const { note, size } = await core.checkpoint();
  const head = parseCheckpoint(new TextEncoder().encode(note));
  if (!head) throw new ServerRefusal('recorder/export-failed', { reason: 'checkpoint' });
  const segments = core.segments({ camera, fromMs, toMs, includeDeleted: true });
  const rows = [...segments, ...core.gaps({ camera, fromMs, toMs })].sort((a, b) => a.n - b.n);
  const proven = async (index: number) =>
    toProvenEntry(index, await core.log.entryBytes(index), await core.log.inclusionPath(index, size));
  const tombstones = [...new Set(segments.flatMap(({ tombstone }) => tombstone ?? []))];
  const statement = {
    v: 1 as const,
    camera,
    from: formatTime(fromMs),
    to: formatTime(toMs),
    checkpoint: note,
    entries: await Promise.all(rows.map(({ logIndex }) => proven(logIndex))),
    ...(tombstones.length > 0 && { tombstones: await Promise.all(tombstones.map(proven)) }),
  };
  return { statement, verdict: { ...verifyCompleteness(core.algorithms, statement, head) } };
}

const keysOf = (core: ServerContext['core']) => core.logKeys();

async function factsOf({ core, settings }: ServerContext): Promise<RecorderFacts> {
  const { unit } = settings.read();
  const retention = await core.retention();
  const oldest = new Map(retention.cameras.map(({ camera, oldestMs }) => [camera, oldestMs]));
  return {
    v: 1,
    origin: core.log.origin,
    recorderId: core.recorderId,
    at: formatTime(Math.round(core.nowMs())),
    unit: { name: unit.name, creditCode: unit.creditCode },
    cameras: core.cameras.status().map(({ id, codec, width, height }) => {
      const oldestMs = oldest.get(id);
      return {
        id,
        name: core.cameras.find(id)?.name ?? id,
        codec: codec ?? '',
        width: width ?? 0,
        height: height ?? 0,
        oldest: oldestMs === undefined ? null : formatTime(oldestMs),
      };
    }),
    requiredDays: retention.requiredDays,
  };
}

export function keyRoutes(app: App, context: ServerContext): void {
  const { core, settings, verifyPageSha256, madeAtMs } = context;
  const key = core.signer.key;
  const fingerprint = fingerprintOfKey(nodeAlgorithms, key);
  app.route({
    ...row('GET /api/keys'),
    schema: {
      summary: '公钥和指纹 public key and fingerprint',
      response: {
        200: z.object({
          origin: z.string(),
          algorithms: z.string(),
          vkey: z.string(),
          fingerprint: z.string(),
          verifyPageSha256: z.string().optional(),
          checkpoint: z.object({ size: z.number(), note: z.string() }).optional(),
        }),
      },
    },
    handler: () => {
      const checkpoint = core.log.checkpoint();
      return Promise.resolve({
        origin: core.log.origin,
        algorithms: core.algorithms.suite,
        vkey: encodeVkey(key),
        fingerprint,
        ...(verifyPageSha256 !== undefined && { verifyPageSha256 }),
        ...(checkpoint && { checkpoint: { size: checkpoint.size, note: checkpoint.note } }),
      });
    },
  });
  app.route({
    ...row('GET /api/facts.json'),
    schema: { summary: '录像机事实（签名，备案用） signed facts of this recorder, to hand in with a filing' },
    handler: async (_request, reply) => {
      const facts = await factsOf(context);
      const bytes = signRecorderFacts(core.algorithms, facts, core.signer, await keysOf(core));
      return reply
        .type('application/json')
        .header('content-disposition', 'attachment; filename="recorder-facts.json"')
        .send(Buffer.from(bytes));
    },
  });
  app.route({
    ...row('GET /api/keys/sheet.pdf'),
    schema: { summary: '指纹单 fingerprint sheet' },
    handler: (_request, reply) => {
      const printedAt = formatTime(Math.round(core.nowMs()));
      const unitName = settings.read().unit.name;
      const paper = fingerprintSheet({
        unitName: unitName === '' ? '（未填写）' : unitName,
        recorderId: core.recorderId,
        origin: core.log.origin,
        algorithms: core.algorithms.suite === 'sm3-sm2' ? 'SM3、SM2' : 'SHA-256、Ed25519',
        fingerprint,
        verifierKey: encodeVkey(key),
        madeAt: formatTime(madeAtMs),
        verifyPageSha256: verifyPageSha256 ?? '（尚未构建 verify.html）',
        printedAt,
      });
      const pdf = renderPdf(paper, { issuedAt: printedAt });
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="fingerprint.pdf"')
        .send(Buffer.from(pdf));
    },
  });
  app.route({
    ...row('GET /api/checkpoint'),
    schema: { summary: '最新检查点 signed checkpoint (C2SP)' },
    handler: (_request, reply) => {
      const checkpoint = core.log.checkpoint();
      if (!checkpoint) throw new ServerRefusal('recorder/not-found', { what: 'checkpoint' });
      return reply.type('text/plain; charset=utf-8').send(checkpoint.note);
    },
  });
}
