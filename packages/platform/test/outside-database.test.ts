// SPDX-License-Identifier: Apache-2.0
/** An office's own PostgreSQL, older than the embedded one, with roles named by the office. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlatform } from '../src/index.ts';
import { Visitor } from './platform-world.ts';

const installed = '/usr/lib/postgresql';
const version = existsSync(installed) ? readdirSync(installed).sort()[0] : undefined;
const bin = join(installed, version ?? '', 'bin');
const base = mkdtempSync(join(tmpdir(), 'mingjing-outside-'));
const data = join(base, 'data');
let port = 0;

const idOf = (flag: string): number =>
  Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
/** PostgreSQL refuses to run as root; its package brings an account. */
function asPostgres(program: string, args: readonly string[]): SpawnSyncReturns<string> {
  const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const done = spawnSync(join(bin, program), args, {
    encoding: 'utf8',
    cwd: base,
    env: { ...process.env, PGPASSWORD: 'first' },
    stdio: 'pipe',
    ...account,
  });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  return done;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const sql = (text: string): void =>
  void asPostgres('psql', [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'postgres',
    '-v',
    'ON_ERROR_STOP=1',
    '-c',
    text,
  ]);
const urlOf = (user: string, password: string, database = 'police'): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

const start = (databaseUrl: string, databaseApplicationUrl?: string) =>
  startPlatform({
    directory: join(base, 'platform'),
    port: 0,
    demo: true,
    databaseUrl,
    ...(databaseApplicationUrl !== undefined && { databaseApplicationUrl }),
  });

describe.skipIf(version === undefined)(
  "an outside PostgreSQL (skipped where Debian's package is not installed)",
  () => {
    beforeAll(async () => {
      port = await freePort();
      if (process.getuid?.() === 0) chownSync(base, idOf('-u'), idOf('-g'));
      writeFileSync(join(base, 'first'), 'first');
      asPostgres('initdb', [
        '-D',
        data,
        '-A',
        'scram-sha-256',
        '-U',
        'postgres',
        '-E',
        'UTF8',
        '--locale=C',
        `--pwfile=${join(base, 'first')}`,
      ]);
      asPostgres('pg_ctl', [
        '-D',
        data,
        '-o',
        `-p ${port} -k ${base} -c listen_addresses=127.0.0.1`,
        '-l',
        join(base, 'log'),
        '-w',
        'start',
      ]);
      for (const text of [
        `CREATE ROLE "Amt-Besitzer" LOGIN PASSWORD 'x'`,
        `CREATE ROLE buero_app LOGIN NOINHERIT PASSWORD 'x'`,
        'CREATE ROLE mingjing_official; CREATE ROLE mingjing_unit; CREATE ROLE mingjing_public',
        'CREATE DATABASE police OWNER "Amt-Besitzer"',
      ])
        sql(text);
    });
    afterAll(() => {
      if (version !== undefined) asPostgres('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(base, { recursive: true, force: true });
    });

    const owner = () => urlOf('Amt-Besitzer', 'x');
    const application = () => urlOf('buero_app', 'x');

    it('says what is missing before it writes anything', async () => {
      await expect(start(owner())).rejects.toMatchObject({ code: 'platform/database-application-missing' });
      await expect(start(urlOf('nobody', 'x'), application())).rejects.toMatchObject({
        code: 'platform/database-refused',
        facts: { reason: expect.stringContaining('nobody') },
      });
      await expect(start(owner(), application())).rejects.toMatchObject({
        code: 'platform/database-roles-missing',
        facts: { role: 'buero_app', missing: expect.stringContaining('mingjing_unit') },
      });
    });

    it('serves, with roles of any name, and again after a restart', async () => {
      sql('GRANT mingjing_official, mingjing_unit, mingjing_public TO buero_app');
      for (let round = 0; round < 2; round += 1) {
        const running = await start(owner(), application());
        try {
          const officer = new Visitor(running.url);
          if (round === 0) {
            await officer.signInWithSecondFactor('officer');
            const { json } = await officer.call('GET', '/api/units?words=%E5%AE%BE%E9%A6%86');
            expect(json.units.length).toBeGreaterThan(0);
          } else expect((await officer.signIn('officer')).status).toBe(200);
        } finally {
          await running.close();
        }
      }
    });
  },
);
