// SPDX-License-Identifier: Apache-2.0
/** What belongs into a release: the packages of ours that a command reaches, and what npm installed for them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The relevant part of package-lock.json, version 3. */
export interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dependencies?: Readonly<Record<string, string>>;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
        readonly peerDependencies?: Readonly<Record<string, string>>;
        readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
        readonly link?: boolean;
      }
    >
  >;
}

/**
 * Our packages that some source files reach, by what they import, at once or later.
 *
 * @param root of the checkout
 * @param entries source files, relative
 */
export function ownPackages(root: string, entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const waiting = entries.map((entry) => join(root, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const [, own] = /packages\/([a-z0-9-]+)\//.exec(file.slice(root.length)) ?? [];
    if (own) packages.add(own);
    for (const named of importsOf(readFileSync(file, 'utf8'))) {
      if (named.startsWith('.')) waiting.push(resolve(dirname(file), named));
      const [, other, sub] = /^@mingjing\/([a-z0-9-]+)(\/.+)?$/.exec(named) ?? [];
      if (other) waiting.push(exported(root, other, sub));
    }
  }
  return packages;
}

/** Static, re-exported, dynamic, and workers by `new URL(…, import.meta.url)`; types cost nothing. */
function* importsOf(source: string): Iterable<string> {
  const patterns = [
    /^(?:import|export)\s(?!type\s)[^'"]*?from\s*['"]([^'"]+)['"]/gm,
    /^import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
    /new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g,
  ];
  for (const pattern of patterns) for (const [, named] of source.matchAll(pattern)) if (named) yield named;
}

function exported(root: string, name: string, sub: string | undefined): string {
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  return join(folder, exports[sub ? `.${sub}` : '.'] ?? '');
}

/**
 * Folders of what npm installed for some packages of ours, without what they need only to be built or tested.
 *
 * @param there whether a folder is installed: optional ones for other machines are not
 */
export function installedFor(
  lock: LockFile,
  ours: Iterable<string>,
  there: (folder: string) => boolean,
): readonly string[] {
  const found = new Set<string>();
  const waiting = [...ours].map((name) => `packages/${name}`);
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entry = lock.packages[folder];
    if (!entry) continue;
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (name) => entry.peerDependenciesMeta?.[name]?.optional !== true,
    );
    for (const name of [
      ...Object.keys(entry.dependencies ?? {}),
      ...Object.keys(entry.optionalDependencies ?? {}),
      ...peers,
    ]) {
      const place = placeOf(lock, folder, name);
      if (!place || found.has(place) || lock.packages[place]?.link || !there(place)) continue;
      found.add(place);
      waiting.push(place);
    }
  }
  return [...found].sort();
}

/** Where Node looks: beside, then further up. */
function placeOf(lock: LockFile, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (lock.packages[place]) return place;
    if (at === '') return undefined;
  }
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
