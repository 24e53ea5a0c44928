// SPDX-License-Identifier: Apache-2.0
/** The platform's database: embedded by default, an outside server by its address. */
import pg from 'pg';
import { PlatformError } from '../errors.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { checkOutsideServer, roleOf } from './outside-server.ts';
import { checkApplicationRole, prepareRoles } from './roles.ts';

export interface Database {
  /** What requests run as. */
  readonly application: pg.Pool;
  /** Owner of the tables: migrations and the background work that serves nobody in particular. */
  readonly owner: pg.Pool;
  /** Connection string of the application role, for the sign-in library. */
  readonly applicationUrl: string;
  readonly ownerUrl: string;
  readonly embedded: boolean;
  readonly postgresDirectory: string | undefined;
  readonly superuserUrl: string | undefined;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly directory: string;
  readonly port?: number;
  /** `DATABASE_URL`: role that owns the tables, on an outside server. */
  readonly ownerUrl?: string;
  /** `DATABASE_APP_URL`: role that requests run as; must be a member of the three audience roles. */
  readonly applicationUrl?: string;
  readonly thisYear: number;
}

/**
 * Opens, and if need be creates and migrates, the database.
 *
 * @throws PlatformError `platform/role-bypasses-policies` and everything `startEmbedded` and `migrate` throw
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const outside = options.ownerUrl !== undefined;
  const server = outside
    ? undefined
    : await startEmbedded({ directory: options.directory, ...(options.port ? { port: options.port } : {}) });
  const pools: pg.Pool[] = [];
  const close = async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server?.stop();
  };
  try {
    const ownerUrl = options.ownerUrl ?? server?.urlOf('owner') ?? '';
    const applicationUrl = options.applicationUrl ?? server?.urlOf('application') ?? '';
    if (server) await prepareRoles(server.urlOf('superuser', 'postgres'), server.secrets);
    else if (options.applicationUrl === undefined)
      throw new PlatformError('platform/database-application-missing');
    const owner = makePool(ownerUrl, 6);
    const application = makePool(applicationUrl, 30);
    pools.push(owner, application);
    if (outside) await checkOutsideServer(owner, application);
    await migrate(owner, options.thisYear, await roleOf(application));
    await owner.query('SELECT mj_compact_counts()');
    await checkApplicationRole(application);
    return {
      application,
      owner,
      applicationUrl,
      ownerUrl,
      embedded: !outside,
      postgresDirectory: server?.postgresDirectory,
      superuserUrl: server?.urlOf('superuser'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function makePool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
