// SPDX-License-Identifier: Apache-2.0
/** The database and its roles, made once by somebody who may. */
import pg from 'pg';
import { PlatformError } from '../errors.ts';

/** Roles a request's transaction may take (`SET LOCAL ROLE`); none of them can sign in. */
export const audiences = ['official', 'unit', 'public'] as const;
export type Audience = (typeof audiences)[number];

/**
 * Makes the roles and, on the embedded server, the database. Repeating it changes nothing but passwords.
 *
 * @param passwords absent members: the role signs in some other way and is left as it is
 */
export async function prepareRoles(
  superuserUrl: string,
  passwords: { readonly owner?: string; readonly application?: string },
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [name, password] of [
      ['mingjing_owner', passwords.owner],
      ['mingjing_app', passwords.application],
    ] as const) {
      await ensureRole(client, name, 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT');
      if (password !== undefined)
        await client.query(`ALTER ROLE ${name} PASSWORD ${client.escapeLiteral(password)}`);
    }
    for (const audience of audiences) {
      await ensureRole(client, `mingjing_${audience}`, 'NOLOGIN NOSUPERUSER NOBYPASSRLS');
      await client.query(`GRANT mingjing_${audience} TO mingjing_app`);
    }
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'mingjing'`);
    if (rowCount === 0) await client.query('CREATE DATABASE mingjing OWNER mingjing_owner');
  });
}

async function ensureRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${name} ${attributes}`);
}

/**
 * Refuses to run as a role that row policies do not bind.
 *
 * @throws PlatformError `platform/role-bypasses-policies`
 */
export async function checkApplicationRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; bypasses: boolean }>(
    `SELECT current_user AS role, r.rolsuper OR r.rolbypassrls
       OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')) AS bypasses
       FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const [row] = rows;
  if (!row || row.bypasses)
    throw new PlatformError('platform/role-bypasses-policies', { role: row?.role ?? '?' });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
