// SPDX-License-Identifier: Apache-2.0
/** From one release to the next: checked, backed up, brought forward, and back again if the new one does not become ready. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../command.ts';
import { nameOf, type Program } from '../service/unit-file.ts';
import { checkArchive } from './archive.ts';
import { bringBack, type Kept, keepData } from './data-backup.ts';
import { ProgramHome } from './home.ts';
import { runRelease, tryStart } from './trial.ts';

export interface UpgradeOrder {
  readonly archive: string;
  readonly home: string;
  /** Absent: a first installation, or programs alone. */
  readonly data: string | undefined;
  /** A key, or a file with one; absent: the one of the first installation. */
  readonly key: string | undefined;
  /** Stops and starts the systemd service of the program. */
  readonly service: boolean;
  readonly args: readonly string[];
  readonly waitMs: number;
  readonly nowMs: number;
}

export type UpgradeOutcome =
  | {
      readonly outcome: 'installed' | 'upgraded' | 'unchanged';
      readonly release: string;
      readonly backup?: string;
    }
  /** The release before is in use again, with its data. */
  | { readonly outcome: 'rolled-back'; readonly release: string; readonly why: string };

/** @param say one line for each step */
export async function upgrade(order: UpgradeOrder, say: (line: string) => void): Promise<UpgradeOutcome> {
  const home = new ProgramHome(order.home);
  const key = home.keyOf(order.key);
  await checkArchive(order.archive, key);
  say('签名相符 · signature holds');
  const { folder, release } = home.unpack(order.archive);
  const before = home.current;
  if (before !== undefined && !before.startsWith(`mingjing-${release.program}-`))
    throw new UsageError(`${order.home} 里是另一种程序 · another program lives in ${order.home}: ${before}`);
  if (before === release.name) return { outcome: 'unchanged', release: release.name };
  const works = await runRelease(folder, ['--help']);
  if (works.status !== 0) throw new UsageError(`新程序在本机不能运行 · it does not run here: ${works.said}`);
  home.keepKey(key);
  if (before === undefined || order.data === undefined || !existsSync(order.data)) {
    home.use(release.name);
    return { outcome: before === undefined ? 'installed' : 'upgraded', release: release.name };
  }
  return await withData(
    home,
    before,
    { ...order, data: order.data, folder, name: release.name },
    release.program,
    say,
  );
}

async function withData(
  home: ProgramHome,
  before: string,
  order: UpgradeOrder & { readonly data: string; readonly folder: string; readonly name: string },
  program: Program,
  say: (line: string) => void,
): Promise<UpgradeOutcome> {
  const service = (action: 'stop' | 'start'): string | undefined =>
    order.service ? systemctl(action, nameOf(program)) : undefined;
  const refused = service('stop');
  if (refused !== undefined) throw new UsageError(`systemctl stop: ${refused}`);
  const at = join(
    order.home,
    'backups',
    `${before}-${new Date(order.nowMs).toISOString().replaceAll(':', '')}`,
  );
  let kept: Kept;
  try {
    kept = await keepData(home.folderOf(before), program, order.data, at);
  } catch (error) {
    service('start');
    throw error;
  }
  say(`已备份 · backed up: ${at}`);
  const back = async (why: string): Promise<UpgradeOutcome> => {
    await bringBack(home.folderOf(before), kept);
    home.use(before);
    service('start');
    return { outcome: 'rolled-back', release: before, why };
  };
  const why = await tryStart({ ...order, program });
  if (why !== undefined) return await back(why);
  say('新版本已就绪一次，数据已升级 · the new one became ready once, the data is brought forward');
  home.use(order.name);
  const notStarted = service('start');
  if (notStarted !== undefined) return await back(`systemctl start: ${notStarted}`);
  return { outcome: 'upgraded', release: order.name, backup: at };
}

/** @returns what systemd says when it refuses */
function systemctl(action: 'stop' | 'start', unit: string): string | undefined {
  const { status, stderr, error } = spawnSync('systemctl', [action, unit], { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
