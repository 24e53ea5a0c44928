// SPDX-License-Identifier: Apache-2.0
/** Counties of simulated recorders: units with verified filings, codes for them, an organ that approves challenges, a clock. */
import { createHmac, randomBytes } from 'node:crypto';
import type { SimulationResults } from '@mingjing/contracts/desk';
import type pg from 'pg';
import { type Clock, randomCode } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import type { Simulations } from '../services.ts';
import { hashOfCode, noteSilence } from '../uplink/index.ts';

/** A place that no organ has: who is responsible for a real county sees nothing of it. */
const jurisdiction = '110197';
const idBytes = 12;
const sealHex = 16;

export const simulatedOrigin = (id: string): string => `mingjing/sim-${id}-`;

/** @param secret of this installation: an id of a simulation is known by its seal, without asking the database */
export function openSimulations(owner: pg.Pool, secret: string, clock: Clock): Simulations {
  const sealOf = (nonce: string): string =>
    createHmac('sha256', secret).update(`simulation ${nonce}`).digest('hex').slice(0, sealHex);
  const isSealed = (id: string): boolean => id.slice(idBytes * 2) === sealOf(id.slice(0, idBytes * 2));
  const nowOf = async (id: string): Promise<number | undefined> => {
    if (!isSealed(id)) return undefined;
    const { rows } = await owner.query<{ now_at: Date }>('SELECT now_at FROM simulation WHERE id = $1', [id]);
    return rows[0]?.now_at.getTime();
  };
  return {
    open: async (recorders, nowMs) => {
      const nonce = randomBytes(idBytes).toString('hex');
      const id = `${nonce}${sealOf(nonce)}`;
      await owner.query('INSERT INTO simulation (id, now_at, opened_at) VALUES ($1, $2, $3)', [
        id,
        new Date(nowMs),
        new Date(clock()),
      ]);
      const codes = await makeUnits(owner, recorders, nowMs);
      return { id, originPrefix: simulatedOrigin(id), codes };
    },
    move: async (id, { nowMs, orderChallenges, lookForSilence }) => {
      if ((await nowOf(id)) === undefined) throw new PlatformError('platform/not-found');
      await owner.query('UPDATE simulation SET now_at = $2 WHERE id = $1', [id, new Date(nowMs)]);
      if (orderChallenges) await challengeAll(owner, id, nowMs);
      if (lookForSilence) await noteSilence(owner, nowMs, simulatedOrigin(id));
    },
    results: async (id) => {
      const nowMs = await nowOf(id);
      if (nowMs === undefined) throw new PlatformError('platform/not-found');
      return await resultsOf(owner, id, nowMs);
    },
    nowOfOrigin: async (origin) => {
      const id = /^mingjing\/sim-([0-9a-f]{40})-\d+$/.exec(origin)?.[1];
      return id === undefined ? undefined : await nowOf(id);
    },
    callerOf: (header) => {
      const [id = ''] = header.split('/');
      return header.length < 60 && isSealed(id) ? `simulated:${header}` : undefined;
    },
  };
}

async function makeUnits(owner: pg.Pool, units: number, nowMs: number): Promise<readonly string[]> {
  const codes = Array.from({ length: units }, () => randomCode(12));
  await owner.query(
    `WITH organisations AS (
       INSERT INTO organisation (kind, name, jurisdiction)
         SELECT 'unit', '模拟单位 ' || n, $1 FROM generate_series(1, $2::int) AS n RETURNING id, name
     ), units AS (
       INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address, organisation_id)
         SELECT $1, name, '宾馆', 'art7-2', '{"because":"simulated"}', '模拟路', id FROM organisations RETURNING id, organisation_id
     ), filings AS (
       INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, verified_at)
         SELECT id, organisation_id, $1, 'first', 'verified', '{}', $4::timestamptz FROM units
     )
     INSERT INTO enrolment_code (hash, unit_id, jurisdiction, issued_by, issued_at, expires_at)
       -- One code beside one unit, in one pass: a join over numbers would compare each with each.
       SELECT c.hash, c.unit_id, $1, 'simulation', $4::timestamptz, $4::timestamptz + interval '7 days'
         FROM (SELECT array_agg(id) AS ids FROM units) AS made, unnest($3::text[], made.ids) AS c (hash, unit_id)`,
    [jurisdiction, units, codes.map(hashOfCode), new Date(nowMs)],
  );
  return codes;
}

async function challengeAll(owner: pg.Pool, id: string, nowMs: number): Promise<void> {
  await owner.query(
    `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state)
     SELECT id, unit_id, jurisdiction, 'simulation', '模拟抽验', $2, 24, 'ordered' FROM recorder
      WHERE starts_with(origin, $1) AND revoked_at IS NULL`,
    [simulatedOrigin(id), new Date(nowMs)],
  );
}

async function resultsOf(owner: pg.Pool, id: string, nowMs: number): Promise<SimulationResults> {
  const prefix = simulatedOrigin(id);
  const { rows: findings } = await owner.query<SimulationResults['findings'][number]>(
    `SELECT r.origin, f.kind, f.noticed_by AS by, f.weight
       FROM recorder r JOIN recorder_finding f ON f.recorder_id = r.id WHERE starts_with(r.origin, $1)`,
    [prefix],
  );
  const { rows: recorders } = await owner.query<SimulationResults['recorders'][number]>(
    `SELECT origin, sequence::int, (SELECT count(*)::int FROM recorder_report WHERE recorder_id = r.id) AS reports,
            (SELECT count(*)::int FROM recorder_challenge c WHERE c.recorder_id = r.id
               AND (c.state = 'contained' OR (c.state = 'open' AND c.due_at < $2))) AS unanswered
       FROM recorder r WHERE starts_with(origin, $1)`,
    [prefix, new Date(nowMs)],
  );
  return { findings, recorders };
}
