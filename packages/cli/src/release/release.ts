// SPDX-License-Identifier: Apache-2.0
/**
 * What an unpacked release archive says of itself (`release.json`), and where it lies: `HOME/releases/NAME` with
 * `HOME/current` leading to the one that is in use. A checkout of the source has none.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Program, programs } from '../service/unit-file.ts';

export const releaseFile = 'release.json';

export interface Release {
  /** Of the archive and of its only folder: `mingjing-recorder-0.1.0-linux-x64`. */
  readonly name: string;
  readonly program: Program;
  readonly version: string;
  /** As `process.platform` and `process.arch` say it. */
  readonly platform: string;
  readonly arch: string;
  /** Commands of `mingjing` that this archive holds. */
  readonly commands: readonly string[];
}

/** @returns undefined when there is no such file, or one that is none of ours */
export function readRelease(folder: string): Release | undefined {
  const file = join(folder, releaseFile);
  if (!existsSync(file)) return undefined;
  const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Release>;
  // Read at every start of every command: no schema is loaded for it.
  const isOurs =
    typeof found.name === 'string' &&
    /^mingjing-[a-z]+-[0-9A-Za-z.+-]+$/.test(found.name) &&
    programs.some((program) => program === found.program) &&
    Array.isArray(found.commands);
  return isOurs ? (found as Release) : undefined;
}

/** The folder this program runs from. */
export const ownFolder: string = join(import.meta.dirname, '..', '..', '..', '..');

/** Where a service finds this program: by `current`, so that an upgrade needs no new unit. */
export function standingFolder(folder: string = ownFolder): string {
  const current = join(dirname(dirname(folder)), 'current');
  return existsSync(current) && realpathSync(current) === realpathSync(folder) ? current : folder;
}
