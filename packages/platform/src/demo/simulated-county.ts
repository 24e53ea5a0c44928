// SPDX-License-Identifier: Apache-2.0
/** A county for simulated recorders: units with verified filings, codes for them, an organ that approves challenges. */
import { randomCode } from '../edge.ts';
import type { Platform } from '../platform.ts';
import { hashOfCode, noteSilence } from '../uplink/index.ts';

const jurisdiction = '110197';

export interface SimulatedCounty {
  readonly codes: readonly string[];
  readonly orderChallenges: () => Promise<void>;
  readonly lookForSilence: () => Promise<void>;
  readonly results: () => Promise<CountyResults>;
}

export interface CountyResults {
  readonly findings: readonly {
    readonly origin: string;
    readonly kind: string;
    readonly by: string;
    readonly weight: 'finding' | 'contained';
  }[];
  readonly recorders: readonly {
    readonly origin: string;
    /** Of the last report taken. */
    readonly sequence: number;
    /** Rows of reports: more than `sequence` would be a report taken twice. */
    readonly reports: number;
    /** Challenges that nobody answered in time. */
    readonly unanswered: number;
  }[];
}

export async function makeSimulatedCounty(
  { database: { owner }, clock }: Pick<Platform, 'database' | 'clock'>,
  units: number,
): Promise<SimulatedCounty> {
  const codes = Array.from({ length: units }, () => randomCode(12));
  await owner.query(
    `WITH made AS (
       INSERT INTO organisation (kind, name, jurisdiction)
         SELECT 'unit', '模拟单位 ' || n, $1 FROM generate_series(1, $2::int) AS n RETURNING id, name
     ), units AS (
       INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address, organisation_id)
         SELECT $1, name, '宾馆', 'art7-2', '{"because":"simulated"}', '模拟路', id FROM made RETURNING id, organisation_id
     )
     INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, verified_at)
       SELECT id, organisation_id, $1, 'first', 'verified', '{}', $3 FROM units`,
    [jurisdiction, units, new Date(clock())],
  );
  await owner.query(
    `INSERT INTO enrolment_code (hash, unit_id, jurisdiction, issued_by, issued_at, expires_at)
     SELECT c.hash, u.id, $1, 'simulation', $3, $3::timestamptz + interval '7 days'
       FROM unnest($2::text[]) WITH ORDINALITY AS c (hash, n)
       JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM unit WHERE jurisdiction = $1) AS u ON u.n = c.n`,
    [jurisdiction, codes.map(hashOfCode), new Date(clock())],
  );
  return {
    codes,
    orderChallenges: async () => {
      await owner.query(
        `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state)
         SELECT id, unit_id, jurisdiction, 'simulation', '模拟抽验', $2, 24, 'ordered' FROM recorder
          WHERE jurisdiction = $1 AND revoked_at IS NULL`,
        [jurisdiction, new Date(clock())],
      );
    },
    lookForSilence: () => noteSilence(owner, clock()),
    results: async () => {
      const { rows: findings } = await owner.query<CountyResults['findings'][number]>(
        `SELECT r.origin, f.kind, f.noticed_by AS by, f.weight FROM recorder_finding f JOIN recorder r ON r.id = f.recorder_id`,
      );
      const { rows: recorders } = await owner.query<CountyResults['recorders'][number]>(
        `SELECT origin, sequence::int, (SELECT count(*)::int FROM recorder_report WHERE recorder_id = r.id) AS reports,
                (SELECT count(*)::int FROM recorder_challenge c WHERE c.recorder_id = r.id
                   AND (c.state = 'contained' OR (c.state = 'open' AND c.due_at < $1))) AS unanswered
           FROM recorder r`,
        [new Date(clock())],
      );
      return { findings, recorders };
    },
  };
}
