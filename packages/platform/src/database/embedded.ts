// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded PostgreSQL server: made on first use, durable (fsync on), stopped with the program.
 *
 *   DIRECTORY/in-use.json     which process has it
 *   DIRECTORY/secrets.json    passwords of the three database roles, readable by us alone
 *   DIRECTORY/postgres/       the cluster, owned by the database account
 *   DIRECTORY/postgres.log    what the server said
 *
 * The cluster is reached through /proc/self/cwd: we enter the folder, the server inherits it as working
 * directory and never needs to walk the path to it. So the data may lie below a folder only root may enter.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PlatformError } from '../errors.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { lockDirectory } from './directory-lock.ts';
import { type DatabaseSecrets, readSecrets } from './secrets.ts';
import { stopStalePostmaster } from './stale-postmaster.ts';
import { databaseAccount, type RunAs } from './unprivileged-user.ts';

export interface EmbeddedServer {
  readonly port: number;
  readonly secrets: DatabaseSecrets;
  /** Connection string of a role on the `mingjing` database (`postgres` before it exists). */
  readonly urlOf: (role: keyof DatabaseSecrets, database?: string) => string;
  readonly postgresDirectory: string;
  /** Fast shutdown; resolves when the server is gone and the directory free. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the server in a directory, creating it if need be.
 *
 * @param options.port loopback port; absent = any free one
 * @throws PlatformError `platform/directory-taken`, `platform/database-port-taken`, `platform/database-version`,
 *   `platform/database-start-failed`
 */
export async function startEmbedded(options: {
  readonly directory: string;
  readonly port?: number;
}): Promise<EmbeddedServer> {
  const { directory } = options;
  makeDirectory(directory);
  const lock = lockDirectory(directory);
  try {
    const postgresDirectory = join(directory, 'postgres');
    const account = databaseAccount(postgresDirectory);
    const binaries = findBinaries(account, join(directory, 'programs'));
    const secrets = readSecrets(join(directory, 'secrets.json'));
    await stopStalePostmaster(postgresDirectory);
    if (!existsSync(join(postgresDirectory, 'PG_VERSION')))
      initialise(binaries, postgresDirectory, account, secrets);
    checkVersion(binaries, postgresDirectory);

    const log = join(directory, 'postgres.log');
    for (let attempt = 0; ; attempt++) {
      const port = options.port ?? (await freePort());
      try {
        const server = await launch(binaries, postgresDirectory, account, port, secrets, log);
        return {
          port,
          secrets,
          postgresDirectory,
          urlOf: (role, database = 'mingjing') => urlOf(port, role, secrets[role], database),
          stop: async () => {
            await server.stop();
            lock.release();
          },
        };
      } catch (error) {
        // Somebody took the free port between our look and the server's.
        const taken = error instanceof PlatformError && error.code === 'platform/database-port-taken';
        if (!taken || options.port !== undefined || attempt === 3) throw error;
      }
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

const roleNames: Readonly<Record<keyof DatabaseSecrets, string>> = {
  superuser: 'postgres',
  owner: 'mingjing_owner',
  application: 'mingjing_app',
};

function urlOf(port: number, role: keyof DatabaseSecrets, password: string, database: string): string {
  return `postgres://${roleNames[role]}:${password}@127.0.0.1:${port}/${database}`;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o750 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new PlatformError('platform/directory-unusable', { directory, reason }, error);
  }
}

const hasProc = existsSync('/proc/self/cwd');
const dataArgument = (directory: string) => (hasProc ? '/proc/self/cwd' : directory);

function initialise(binaries: Binaries, directory: string, account: RunAs, secrets: DatabaseSecrets): void {
  // Made under another name and renamed when whole: a crash in between leaves nothing that looks like data.
  const making = `${directory}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  own(making, account);
  const scratch = mkdtempSync(join(tmpdir(), 'mingjing-init-'));
  try {
    const passwordFile = join(scratch, 'password');
    writeFileSync(passwordFile, `${secrets.superuser}\n`, { mode: 0o600 });
    own(scratch, account);
    own(passwordFile, account);
    const made = spawnSync(
      binaries.initdb,
      [
        ...['-D', dataArgument(making), '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      ],
      { ...account, cwd: making, encoding: 'utf8', env: { LC_ALL: 'C' } },
    );
    if (made.status !== 0) {
      rmSync(making, { recursive: true, force: true });
      throw new PlatformError('platform/database-start-failed', {
        reason: lastLine(made.stderr),
        log: directory,
      });
    }
    renameSync(making, directory);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function own(path: string, account: RunAs): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

function checkVersion(binaries: Binaries, directory: string): void {
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  const expected = binaries.version.split('.')[0] ?? '';
  if (found !== expected) throw new PlatformError('platform/database-version', { found, expected });
}

interface Running {
  readonly stop: () => Promise<void>;
}

async function launch(
  binaries: Binaries,
  directory: string,
  account: RunAs,
  port: number,
  secrets: DatabaseSecrets,
  log: string,
): Promise<Running> {
  const logFile = openSync(log, 'a', 0o600);
  const logStart = readFileSync(log).length;
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    random_page_cost: 1.1,
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Parameters carry names and telephone numbers; they stay out of the log.
    log_parameter_max_length_on_error: 0,
    log_min_error_statement: 'panic',
  };
  const server = spawn(
    binaries.postgres,
    [
      '-D',
      dataArgument(directory),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...account, cwd: directory, stdio: ['ignore', logFile, logFile], detached: true, env: { LC_ALL: 'C' } },
  );
  closeSync(logFile);
  const watchdog = watch(server, account);
  let exited = false;
  const gone = new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.once('exit', () => resolve());
  }).then(() => {
    exited = true;
  });
  const stop = async () => {
    watchdog?.kill('SIGKILL');
    if (!exited) server.kill('SIGINT');
    const timer = setTimeout(() => server.kill('SIGQUIT'), 30_000);
    await gone;
    clearTimeout(timer);
  };
  for (;;) {
    if (exited) {
      watchdog?.kill('SIGKILL');
      throw startFailure(readFileSync(log, 'utf8').slice(logStart), port, directory, log);
    }
    const answer = await ask(urlOf(port, 'superuser', secrets.superuser, 'postgres'));
    if (answer === 'ready') return { stop };
    if (answer === 'foreign') {
      await stop();
      throw new PlatformError('platform/database-port-taken', { port });
    }
    await sleep(40);
  }
}

/** When we die by any signal the pipe closes, and the watchdog asks the server for a fast shutdown. */
function watch(server: ChildProcess, account: RunAs): ChildProcess | undefined {
  if (process.platform === 'win32' || server.pid === undefined) return undefined;
  const watchdog = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$0"', String(server.pid)], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
}

async function ask(url: string): Promise<'ready' | 'not-yet' | 'foreign'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    // 28P01: a server answers, and it does not know our password: it is not ours.
    return (error as { code?: string }).code === '28P01' ? 'foreign' : 'not-yet';
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startFailure(said: string, port: number, directory: string, log: string): PlatformError {
  if (/Address already in use|could not create any TCP\/IP sockets/.test(said))
    return new PlatformError('platform/database-port-taken', { port });
  const pid = /\(PID (\d+)\) running in data directory/.exec(said)?.[1];
  if (pid !== undefined)
    return new PlatformError('platform/directory-taken', { directory, pid: Number(pid) });
  return new PlatformError('platform/database-start-failed', { reason: lastLine(said), log });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
