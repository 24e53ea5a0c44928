// SPDX-License-Identifier: Apache-2.0
/**
 * Where programs are kept side by side:
 *
 *     HOME/releases/NAME/     one unpacked archive each
 *     HOME/current            leads to the one in use; a service starts from here
 *     HOME/previous           leads to the one before
 *     HOME/release.vkey       the key that signs: kept at the first installation
 *     HOME/backups/           made before each upgrade
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../command.ts';
import { type Release, readRelease } from './release.ts';

const spot = { current: 'current', previous: 'previous' } as const;

export class ProgramHome {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(join(directory, 'releases'), { recursive: true });
  }

  /** The key of earlier installations, or the one given: a home keeps to one. */
  keyOf(given: string | undefined): string {
    const file = join(this.directory, 'release.vkey');
    const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
    const named =
      given !== undefined && existsSync(given) ? readFileSync(given, 'utf8').trim() : given?.trim();
    const key = kept ?? named;
    if (key === undefined)
      throw new UsageError(
        '第一次安装须用 --key 给出发布公钥 · the first installation needs the release key: --key',
      );
    if (named !== undefined && named !== key)
      throw new UsageError(`--key 与 ${file} 不同 · --key differs from the key kept in ${file}`);
    return key;
  }

  keepKey(key: string): void {
    writeFileSync(join(this.directory, 'release.vkey'), `${key}\n`);
  }

  /** Unpacked whole or not at all; one that lies there already is used. */
  unpack(archive: string): { readonly folder: string; readonly release: Release } {
    const name = basename(archive).replace(/\.tar\.gz$/, '');
    const folder = join(this.directory, 'releases', name);
    if (!existsSync(folder)) {
      const part = join(this.directory, 'releases', '.part');
      rmSync(part, { recursive: true, force: true });
      mkdirSync(part);
      const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', part, '--no-same-owner'], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new UsageError(`无法解开 · cannot unpack ${archive}: ${stderr.trim()}`);
      const found = readRelease(join(part, name));
      if (found?.name !== name) throw new UsageError(`不是明镜的安装包 · not a release archive: ${archive}`);
      renameSync(join(part, name), folder);
      rmSync(part, { recursive: true });
    }
    const release = readRelease(folder);
    if (!release) throw new UsageError(`不是明镜的安装包 · not a release archive: ${folder}`);
    if (release.platform !== process.platform || release.arch !== process.arch)
      throw new UsageError(
        `安装包用于 ${release.platform} ${release.arch}，本机是 ${process.platform} ${process.arch} · made for another machine`,
      );
    return { folder, release };
  }

  /** Name of the release in use. */
  get current(): string | undefined {
    return this.#leads(spot.current);
  }

  get previous(): string | undefined {
    return this.#leads(spot.previous);
  }

  folderOf(name: string): string {
    return join(this.directory, 'releases', name);
  }

  /** In one step: a service that starts at this moment starts the one or the other. */
  use(name: string): void {
    const { current } = this;
    if (current === name) return;
    if (current !== undefined) this.#lead(spot.previous, current);
    this.#lead(spot.current, name);
  }

  #leads(from: string): string | undefined {
    try {
      return basename(readlinkSync(join(this.directory, from)));
    } catch {
      return undefined;
    }
  }

  #lead(from: string, name: string): void {
    const link = join(this.directory, `.${from}`);
    rmSync(link, { force: true });
    symlinkSync(join('releases', name), link);
    renameSync(link, join(this.directory, from));
  }
}
