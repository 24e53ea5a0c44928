// SPDX-License-Identifier: Apache-2.0
/** The demo recorder belongs to the demo hotel: its code comes without a filing, which stays for a person to try. */
import { randomCode } from '../edge.ts';
import type { Platform } from '../platform.ts';
import { hashOfCode } from '../uplink/index.ts';
import { demoJurisdiction } from './seed-demo.ts';

/** @returns a code of one day; undefined when the hotel has its recorder already */
export async function demoEnrolmentCode({
  database: { owner },
  clock,
}: Pick<Platform, 'database' | 'clock'>): Promise<string | undefined> {
  const code = randomCode(12);
  const { rowCount } = await owner.query(
    `INSERT INTO enrolment_code (hash, unit_id, jurisdiction, issued_by, issued_at, expires_at)
     SELECT $2, u.id, u.jurisdiction, 'demo', $3, $3::timestamptz + interval '1 day' FROM unit u
      WHERE u.jurisdiction = $1 AND u.name = '演示宾馆'
        AND NOT EXISTS (SELECT 1 FROM recorder r WHERE r.unit_id = u.id AND r.revoked_at IS NULL) LIMIT 1`,
    [demoJurisdiction, hashOfCode(code), new Date(clock())],
  );
  return rowCount ? code : undefined;
}
