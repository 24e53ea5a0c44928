// SPDX-License-Identifier: Apache-2.0
/** The platform as a whole: database, sign-in, routes, background work; opened and closed together. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BehindProxy } from '@mingjing/web';
import type { FastifyBaseLogger } from 'fastify';
import { openFootageDesk } from './access/index.ts';
import { AuditLog } from './audit/index.ts';
import { type Database, openDatabase } from './database/database.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { type Clock, environment, randomCode, systemClock } from './edge.ts';
import { PlatformError } from './errors.ts';
import { scannerOf } from './files/index.ts';
import { buildServer } from './http/server.ts';
import { startJobs } from './jobs.ts';
import { gatewayOf, openLetterBox, tellDeadlines } from './notification/index.ts';
import {
  accountsOf,
  makeFirstAdministrator,
  makeSignIn,
  type OidcProvider,
  openSignInDoor,
  readSecret,
  type SignIn,
  SignInActs,
  SignInGuard,
} from './people/index.ts';
import { processRules } from './process-rules.ts';
import type { Services } from './services.ts';
import { openSimulations } from './simulation/index.ts';
import { noteSilence, openCalls, openRecorderDesk } from './uplink/index.ts';
import { runClocks, writeProcessRows } from './workflow/index.ts';

/** The parts of a running platform, for its owner: commands, tests, benches. Handlers get `Services`. */
export interface Platform {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly services: Services;
}

export interface PlatformOptions {
  readonly directory: string;
  /** 8430 when absent; 0 picks a free one. */
  readonly port?: number;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** How people reach it; absent: the address it listens on. */
  readonly publicUrl?: string;
  /** Proxies in front by address or network, `true`: one on this machine; from all others X-Forwarded-For says nothing. */
  readonly behindProxy?: BehindProxy;
  /** `DATABASE_URL`: owner of the tables on an outside server, with `DATABASE_APP_URL` beside it. */
  readonly databaseUrl?: string;
  readonly databaseApplicationUrl?: string;
  readonly databasePort?: number;
  readonly consoleDirectory?: string;
  readonly oidc?: readonly OidcProvider[];
  /** Tile address template of the map; absent: the built-in base. */
  readonly mapTiles?: string;
  /** Program that looks at files from outside, as `clamdscan -` does; also `MINGJING_SCAN_COMMAND`. */
  readonly scanCommand?: string;
  /** smtp:// address; absent: letters lie as files in `outbox/`. */
  readonly smtpUrl?: string;
  /** Gateway for short messages, also `MINGJING_SMS_URL`, signed with `MINGJING_SMS_SECRET`; absent: none are sent. */
  readonly shortMessageUrl?: string;
  /** Fills an empty register with plainly demo units. */
  readonly demo?: boolean;
  /** Takes counties of simulated recorders with a clock of their own; so does a demo. Not for a platform in use. */
  readonly simulation?: boolean;
  /** Name and password of the administrator the first start makes; absent: made here. */
  readonly firstAdministrator?: { readonly user: string; readonly password: string };
  readonly rateLimited?: boolean;
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
}

export interface RunningPlatform {
  /** How people reach it. */
  readonly url: string;
  /** Where this process listens: what a proxy in front is told. */
  readonly listening: string;
  readonly platform: Platform;
  /** Made at the very first start; the password is nowhere else. */
  readonly admin?: { readonly user: string; readonly password: string };
  readonly close: () => Promise<void>;
}

const defaultPort = 8430;

/**
 * @throws PlatformError `platform/port-taken`, `platform/directory-unusable` and what `openDatabase` throws
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const clock = options.clock ?? systemClock;
  const host = options.host ?? '127.0.0.1';
  const port = await freePort(options.port ?? defaultPort, host);
  const publicUrl = options.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  makeDirectory(options.directory);
  const ownerUrl = options.databaseUrl ?? environment('DATABASE_URL');
  const applicationUrl = options.databaseApplicationUrl ?? environment('DATABASE_APP_URL');
  const database = await openDatabase({
    directory: join(options.directory, 'database'),
    thisYear: new Date(clock()).getUTCFullYear(),
    ...(options.databasePort !== undefined && { port: options.databasePort }),
    ...(ownerUrl !== undefined && { ownerUrl }),
    ...(applicationUrl !== undefined && { applicationUrl }),
  });
  const stops: (() => Promise<void>)[] = [() => database.close()];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const signIn = makeSignIn({
      applicationUrl: database.applicationUrl,
      pool: database.application,
      secret: readSecret(options.directory),
      publicUrl,
      oidc: options.oidc ?? [],
      clock,
    });
    stops.push(() => signIn.close());
    const pool = database.application;
    const guard = new SignInGuard(pool, clock);
    const acts = new SignInActs(pool, clock);
    const failed = (what: string) => (error: unknown) => options.logger?.error({ err: error }, what);
    const gateway = gatewayOf(
      options.shortMessageUrl ?? environment('MINGJING_SMS_URL'),
      environment('MINGJING_SMS_SECRET'),
    );
    const letters = openLetterBox(
      database.owner,
      { outbox: join(options.directory, 'outbox'), smtpUrl: options.smtpUrl, gateway, publicUrl },
      clock,
      failed('letters'),
    );
    stops.push(() => letters.close());
    const audit = await AuditLog.open(
      database.owner,
      join(options.directory, 'keys'),
      clock,
      failed('audit log'),
    );
    stops.push(() => audit.close());
    const calls = openCalls(database.ownerUrl, failed('calls to recorders'));
    stops.push(() => calls.close());
    const simulations =
      options.simulation || options.demo ? openSimulations(database.owner, signIn.secret, clock) : undefined;
    const services: Services = {
      accounts: accountsOf({ signIn, pool, guard, acts, clock }),
      recorders: await openRecorderDesk({
        owner: database.owner,
        keys: join(options.directory, 'keys'),
        audit,
        calls,
        clock,
        simulations,
      }),
      footage: openFootageDesk({ owner: database.owner, rules: processRules, publicUrl, clock }),
      simulations,
      publicUrl,
      demo: options.demo ?? false,
      oidcIds: (options.oidc ?? []).map(({ id }) => id),
      mapTiles: options.mapTiles,
      scanFile: scannerOf(options.scanCommand ?? environment('MINGJING_SCAN_COMMAND')),
      sendsShortMessages: gateway !== undefined,
      logKey: audit.vkey,
    };
    const platform: Platform = { database, signIn, clock, audit, services };
    // Of several processes that start on an empty database, one makes the administrator and the others find him.
    const admin = await oneAtATime(database.owner, async () => {
      await writeProcessRows(database.owner);
      const made = await makeFirstAdministrator(
        platform,
        options.firstAdministrator ?? { user: 'admin', password: firstPassword() },
      );
      if (options.demo) await seedDemo(platform);
      return made;
    });
    const jobs = await startJobs(
      database.ownerUrl,
      {
        'process-clocks': () => runClocks(database.owner, clock(), processRules, publicUrl),
        reminders: () => tellDeadlines(database.owner, clock(), gateway !== undefined),
        silence: () => noteSilence(database.owner, clock()),
        'sign-in-guard': () => guard.sweep(),
      },
      failed('jobs'),
    );
    stops.push(() => jobs.close());
    const server = await buildServer(
      {
        application: pool,
        clock,
        services,
        door: openSignInDoor({ signIn, guard, acts }),
        secret: signIn.secret,
      },
      {
        consoleDirectory:
          options.consoleDirectory ?? join(import.meta.dirname, '..', '..', 'console', 'dist'),
        ...(options.logger && { logger: options.logger }),
        ...(options.rateLimited !== undefined && { rateLimited: options.rateLimited }),
        ...(options.behindProxy !== undefined && { behindProxy: options.behindProxy }),
      },
    );
    // Open lines are let go first, or the server would wait for them.
    stops.push(
      () => server.close(),
      () => calls.close(),
    );
    await listen(server, host, port);
    return { url: publicUrl, listening: `http://${host}:${port}`, platform, ...(admin && { admin }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

const firstStartLock = 7_990_004;

/** Across all processes of the database. */
async function oneAtATime<T>(owner: Database['owner'], work: () => Promise<T>): Promise<T> {
  const client = await owner.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [firstStartLock]);
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [firstStartLock]).catch(() => undefined);
    client.release();
  }
}

const firstPassword = (): string => [4, 4, 4, 4].map((length) => randomCode(length).toLowerCase()).join('-');

async function listen(
  server: { listen: (at: { host: string; port: number }) => Promise<string> },
  host: string,
  port: number,
) {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new PlatformError('platform/port-taken', { port }, error);
    throw error;
  }
}

/** The sign-in library wants the address before anything listens. */
function freePort(wanted: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PlatformError('platform/port-taken', { port: wanted }, error)
          : error,
      ),
    );
    probe.listen(wanted, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new PlatformError('platform/directory-unusable', { directory, reason }, error);
  }
}
