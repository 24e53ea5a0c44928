// SPDX-License-Identifier: Apache-2.0
/** The units as systemd reads them: `systemd-analyze verify` takes each, `security` finds little open. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../commands/service.ts';
import { main } from '../main.ts';
import { nameOf, programs, unitFile } from './unit-file.ts';

const root = mkdtempSync(join(tmpdir(), 'mingjing-service-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function mingjing(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    readStdin: async () => '',
    signal: new AbortController().signal,
    interactive: false,
  });
  return { status, stdout, stderr };
}

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('mingjing service', () => {
  it.each(programs)('writes %s with its account and its folder, and takes it away again', async (program) => {
    const made = await mingjing('service', 'install', program, '--root', root, '--', '--port', '8555');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const unit = readFileSync(join(root, 'etc/systemd/system', nameOf(program)), 'utf8');
    expect(unit).toContain(`ReadWritePaths=/var/lib/mingjing/${program}\n`);
    expect(unit).toMatch(/\nExecStart=\/.*mingjing\.mjs .*--port 8555\n/);
    expect(unit.includes('Nice=-5')).toBe(program === 'recorder');
    expect(readFileSync(join(root, 'etc/sysusers.d/mingjing.conf'), 'utf8')).toMatch(/^u mingjing /m);
    expect((await mingjing('service', 'remove', program, '--root', root)).status).toBe(0);
    expect(existsSync(join(root, 'etc/systemd/system', nameOf(program)))).toBe(false);
    expect((await mingjing('service', 'remove', program, '--root', root)).status).toBe(2);
  });

  it('keeps words whole that systemd would read otherwise', () => {
    const unit = unitFile({
      program: 'recorder',
      node: '/opt/my node/node',
      entry: '/opt/mingjing.mjs',
      data: '/srv/100%/a b',
      user: 'mingjing',
      args: ['--host', '$HOME'],
      alsoWrites: ['/mnt/盘2'],
    });
    expect(unit).toContain(
      'ExecStart="/opt/my node/node" /opt/mingjing.mjs recorder --data "/srv/100%%/a b" --host "$$HOME"\n',
    );
    expect(unit).toContain('RequiresMountsFor="/srv/100%%/a b" /mnt/盘2\n');
  });

  it('gives a port below 1024 the one capability it needs, and others none', () => {
    const at = (...args: string[]) =>
      unitFile({ program: 'recorder', node: '/n', entry: '/m', data: '/d', user: 'u', args, alsoWrites: [] });
    expect(at('--port', '443')).toContain('AmbientCapabilities=CAP_NET_BIND_SERVICE');
    expect(at('--config', '/etc/mingjing/recorder.json')).toContain('CAP_NET_BIND_SERVICE');
    expect(at('--port', '8420')).toContain('CapabilityBoundingSet=\n');
  });

  it.each([
    [['start', 'recorder']],
    [['install']],
    [['install', 'camera']],
    [['install', 'recorder', '--user', 'a b']],
    [['install', 'recorder', '--data', 'here', '--print']],
  ])('refuses %j in one line', async (args) => {
    const { status, stdout, stderr } = await mingjing('service', ...args);
    expect([status, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  it('says what it does', () => {
    expect(command.help).toContain('--also-writes');
  });

  it.runIf(systemd)(
    'is taken by systemd itself, which finds little exposed (needs the systemd package)',
    async () => {
      const folder = join(root, 'verify');
      mkdirSync(folder);
      for (const program of programs) {
        await mingjing('service', 'install', program, '--root', folder);
        const file = join(folder, 'etc/systemd/system', nameOf(program));
        const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
        const complaints = verified.stderr.split('\n').filter((line) => line.includes(nameOf(program)));
        expect(complaints).toEqual([]);
        const security = spawnSync('systemd-analyze', ['security', '--offline=yes', '--threshold=30', file], {
          encoding: 'utf8',
        });
        expect([security.status, security.stdout.slice(-400)]).toEqual([0, expect.anything()]);
      }
    },
  );
});
