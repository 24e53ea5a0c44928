// SPDX-License-Identifier: Apache-2.0
/** Databases without a platform around them: one real server, as many empty databases as a test wants. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/database/embedded.ts';
import { migrate } from '../src/database/migrate.ts';
import { prepareRoles } from '../src/database/roles.ts';

export interface DatabaseWorld {
  /** Nothing in it yet. */
  readonly empty: (name: string) => Promise<pg.Pool>;
  /** At this program's version. */
  readonly migrated: (name: string) => Promise<pg.Pool>;
  /** A pool of its own on the same database, as a second process has. */
  readonly another: (name: string) => pg.Pool;
  /** For programs that connect by themselves: an empty database, as its owner and as the application. */
  readonly urls: (name: string) => Promise<{ readonly owner: string; readonly application: string }>;
  readonly close: () => Promise<void>;
}

export const application = 'mingjing_app';

export async function openDatabaseWorld(): Promise<DatabaseWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-database-'));
  const server = await startEmbedded({ directory });
  const pools: pg.Pool[] = [];
  const poolOf = (connectionString: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString, max: 3 });
    // The server ends first when a test has failed; what is idle then is nobody's loss.
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  const superuserUrl = server.urlOf('superuser', 'postgres');
  await prepareRoles(superuserUrl, server.secrets);
  const superuser = poolOf(superuserUrl);
  const another = (name: string): pg.Pool => poolOf(server.urlOf('owner', name));
  const empty = async (name: string): Promise<pg.Pool> => {
    await superuser.query(`CREATE DATABASE ${name} OWNER mingjing_owner TEMPLATE template0 ENCODING 'UTF8'`);
    return another(name);
  };
  return {
    empty,
    another,
    urls: async (name) => {
      await empty(name);
      return { owner: server.urlOf('owner', name), application: server.urlOf('application', name) };
    },
    migrated: async (name) => {
      const pool = await empty(name);
      await migrate(pool, 2026, application);
      return pool;
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
