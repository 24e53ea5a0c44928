// SPDX-License-Identifier: Apache-2.0
/** The table of allowed steps as the database checks it; written at every start from the law package. */
import { processes } from '@mingjing/law';
import type pg from 'pg';

export const processRows = processes.flatMap(({ process, transitions }) =>
  transitions.flatMap(({ action, from, to, by }) =>
    from.map((state) => ({ process, action, from: state, to, roles: by })),
  ),
);

export async function writeProcessRows(owner: pg.Pool): Promise<void> {
  await owner.query(
    `WITH printed AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(process text, action text, "from" text, "to" text, roles jsonb)),
     gone AS (
       DELETE FROM process_row r WHERE NOT EXISTS (SELECT 1 FROM printed p
         WHERE p.process = r.process AND p.action = r.action AND p."from" = r.from_state))
     INSERT INTO process_row (process, action, from_state, to_state, roles)
       SELECT process, action, "from", "to", ARRAY(SELECT jsonb_array_elements_text(roles)) FROM printed
     ON CONFLICT (process, action, from_state) DO UPDATE SET to_state = excluded.to_state, roles = excluded.roles`,
    [JSON.stringify(processRows)],
  );
}
