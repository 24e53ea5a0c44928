// SPDX-License-Identifier: Apache-2.0
/** Holds, completeness, retention self-audit, keys: what others can check us by. */
import {
  listHolds,
  placeHold,
  readCheckpoint,
  readCompleteness,
  readKeySheet,
  readKeys,
  readRecorderFacts,
  releaseHold,
} from '@mingjing/contracts/site';
import { fingerprintSheet, renderPdf } from '@mingjing/documents';
import {
  encodeVkey,
  fingerprintOfKey,
  formatTime,
  type RecorderFacts,
  signRecorderFacts,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { ServerRefusal } from '../../terms/refusal.ts';
import { heldRanges } from '../access/held-ranges.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { stateCompleteness } from './completeness-statement.ts';

const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;

function present<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export function servedHolds({ core }: ServerContext): readonly Served[] {
  return [
    serve(listHolds, () =>
      Promise.resolve({
        holds: core.holds.list().map((hold) => ({ ...present(hold), cameras: [...hold.cameras] })),
      }),
    ),
    serve(placeHold, async ({ body, person }) => {
      const { untilMs, ...rest } = body;
      const hold = await core.holds.place({ ...rest, untilMs, by: person.user });
      const cameras = hold.cameras.length > 0 ? hold.cameras : core.cameras.list().map(({ id }) => id);
      const found = heldRanges(core, { ...hold, cameras });
      return { ...present(hold), cameras: [...hold.cameras], found };
    }),
    serve(releaseHold, async ({ params, person }) => {
      const hold = await core.holds.release(params.id, person.user);
      return { ...present(hold), cameras: [...hold.cameras] };
    }),
  ];
}

export function servedProofs(context: ServerContext): readonly Served[] {
  const { core } = context;
  return [
    serve(readCompleteness, async ({ query }) => {
      const { camera, day } = query;
      const startMs = Date.parse(`${day}T00:00:00.000Z`) - chinaOffsetMs;
      const extent = core.extent(camera);
      if (!extent) throw new ServerRefusal('recorder/not-found', { what: camera });
      const fromMs = Math.max(startMs, extent.fromMs);
      const toMs = Math.min(startMs + dayMs, extent.toMs);
      if (fromMs >= toMs) throw new ServerRefusal('recorder/no-footage', { camera });
      const { statement, verdict } = await stateCompleteness(core, await core.checkpoint(), {
        camera,
        fromMs,
        toMs,
      });
      return { statement: { ...statement }, verdict: { ...verdict } };
    }),
  ];
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

export function servedKeys(context: ServerContext): readonly Served[] {
  const { core, settings, verifyPageSha256, madeAtMs } = context;
  const key = core.signer.key;
  const fingerprint = fingerprintOfKey(nodeAlgorithms, key);
  return [
    serve(readKeys, () => {
      const checkpoint = core.log.checkpoint();
      return Promise.resolve({
        origin: core.log.origin,
        algorithms: core.algorithms.suite,
        vkey: encodeVkey(key),
        fingerprint,
        ...(verifyPageSha256 !== undefined && { verifyPageSha256 }),
        ...(checkpoint && { checkpoint: { size: checkpoint.size, note: checkpoint.note } }),
      });
    }),
    serve(readRecorderFacts, async ({ reply }) => {
      const facts = await factsOf(context);
      const bytes = signRecorderFacts(core.algorithms, facts, core.signer, await keysOf(core));
      return reply
        .type('application/json')
        .header('content-disposition', 'attachment; filename="recorder-facts.json"')
        .send(Buffer.from(bytes));
    }),
    serve(readKeySheet, ({ reply }) => {
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
    }),
    serve(readCheckpoint, ({ reply }) => {
      const checkpoint = core.log.checkpoint();
      if (!checkpoint) throw new ServerRefusal('recorder/not-found', { what: 'checkpoint' });
      return reply.type('text/plain; charset=utf-8').send(checkpoint.note);
    }),
  ];
}
