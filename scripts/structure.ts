// SPDX-License-Identifier: Apache-2.0
/**
 * Draws which folder of a program stands on which, floor over floor, into docs/architecture.md: `node
 * scripts/structure.ts` after a folder moved. A test compares, and asks that no folders close a circle.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Folder → the folders it imports from. */
export type Structure = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The folders of one package, without tests. Files beside the folders (its door, its errors) are not drawn.
 *
 * @param sources path under `src` → text
 * @param apart what puts the rooms together: it sees all of them at once, and none sees it
 */
export function structureOf(
  sources: ReadonlyMap<string, string>,
  apart?: { readonly name: string; readonly files: RegExp },
): Structure {
  const folderOf = (path: string): string => (apart?.files.test(path) ? apart.name : dirname(path));
  const structure = new Map<string, Set<string>>();
  for (const [path, text] of sources) {
    const folder = folderOf(path);
    if (folder === '.') continue;
    const below = structure.get(folder) ?? new Set();
    structure.set(folder, below);
    for (const [, from] of text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const other = folderOf(normalize(join(dirname(path), from!)));
      if (other !== folder && other !== '.') below.add(other);
    }
  }
  return structure;
}

/** Lowest first; a floor stands on the ones under it only. What is left over closes circles. */
export function floorsOf(structure: Structure): {
  readonly floors: readonly (readonly string[])[];
  readonly circle: readonly string[];
} {
  const floors: string[][] = [];
  const placed = new Set<string>();
  const open = new Set([...structure.keys(), ...[...structure.values()].flatMap((below) => [...below])]);
  while (open.size > 0) {
    const floor = [...open].filter((one) => [...(structure.get(one) ?? [])].every((at) => placed.has(at)));
    if (floor.length === 0) break;
    for (const one of floor) {
      placed.add(one);
      open.delete(one);
    }
    floors.push(floor.sort());
  }
  return { floors, circle: [...open].sort() };
}

/** What speaks HTTP in the recorder's rooms; what makes one page frame, one menu and one book of words of many pages. */
const apart: Readonly<Record<string, { readonly name: string; readonly files: RegExp }>> = {
  recorder: { name: 'routes', files: /routes\.ts$/ },
  console: { name: 'app', files: /^(desk|site)\/(main|app|texts|first-texts|\w+-frame)\.tsx?$/ },
};

export const packages = globSync('*/src', { cwd: join(root, 'packages') })
  .map(dirname)
  .toSorted();
/** The two whose floors stand in the page. */
export const names = ['recorder', 'platform'] as const;
type Drawn = (typeof names)[number];

export function readStructure(name: string): Structure {
  const src = join(root, 'packages', name, 'src');
  const paths = globSync('**/*.{ts,tsx}', { cwd: src }).filter((path) => !/\.test\.tsx?$/.test(path));
  const sources = new Map(paths.map((path) => [path, readFileSync(join(src, path), 'utf8')]));
  return structureOf(sources, apart[name]);
}

export const pagePath = join(root, 'docs/architecture.md');
const marks = /(<!-- structure -->\n)([\s\S]*?)(<!-- \/structure -->)/;

/** The page with its drawing made anew. */
export function withDrawing(page: string): string {
  const drawing = names.map((name) => {
    const lines = floorsOf(readStructure(name)).floors.map((floor) => `  ${floor.join('  ')}`);
    return `${name}\n${lines.reverse().join('\n')}\n`;
  });
  return page.replace(marks, `$1\n\`\`\`\n${drawing.join('\n')}\`\`\`\n\n$3`);
}

/**
 * What the drawing in the page says otherwise than the folders: one that is not drawn, one that is gone, one that
 * stands on what is beside or above it.
 */
export function wrongInDrawing(page: string, name: Drawn): readonly string[] {
  const drawn = (marks.exec(page)?.[2] ?? '').split(/^(?=\w)/m).find((part) => part.startsWith(`${name}\n`));
  const lines = (drawn ?? '').split('\n').filter((line) => line.startsWith('  '));
  const floorOf = new Map(
    lines.reverse().flatMap((line, floor) =>
      line
        .trim()
        .split(/ +/)
        .map((one) => [one, floor] as const),
    ),
  );
  const structure = readStructure(name);
  return [
    ...[...structure.keys()].filter((one) => !floorOf.has(one)).map((one) => `${one} is not drawn`),
    ...[...floorOf.keys()].filter((one) => !structure.has(one)).map((one) => `${one} is gone`),
    ...[...structure].flatMap(([one, below]) =>
      [...below]
        .filter((other) => (floorOf.get(other) ?? 0) >= (floorOf.get(one) ?? Number.POSITIVE_INFINITY))
        .map((other) => `${one} stands on ${other}, which is not under it`),
    ),
  ];
}

if (import.meta.main) writeFileSync(pagePath, withDrawing(readFileSync(pagePath, 'utf8')));
