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
 * The folders of one program, without tests. Files beside the folders (its door, its errors) are not drawn. What speaks
 * HTTP in the recorder's rooms (`routes.ts`) is drawn apart: it sees all rooms at once, and no room sees it.
 *
 * @param sources path under `src` → text
 */
export function structureOf(sources: ReadonlyMap<string, string>, isApart = false): Structure {
  const folderOf = (path: string): string =>
    isApart && path.endsWith('routes.ts') ? 'routes' : dirname(path);
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

export const programs = {
  recorder: { isApart: true },
  platform: { isApart: false },
} as const;

export const names = Object.keys(programs) as readonly (keyof typeof programs)[];

export function readStructure(name: keyof typeof programs): Structure {
  const src = join(root, 'packages', name, 'src');
  const paths = globSync('**/*.ts', { cwd: src }).filter((path) => !path.endsWith('.test.ts'));
  const sources = new Map(paths.map((path) => [path, readFileSync(join(src, path), 'utf8')]));
  return structureOf(sources, programs[name].isApart);
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
export function wrongInDrawing(page: string, name: keyof typeof programs): readonly string[] {
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
