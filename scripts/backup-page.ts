// SPDX-License-Identifier: Apache-2.0
/** The backup list of docs/operations.md from the store's own declarations. `node scripts/backup-page.ts` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StorePart, storeParts } from '../packages/recorder/src/recording/store/store-parts.ts';

const path = join(import.meta.dirname, '..', 'docs', 'operations.md');
const [begin, end] = [
  '<!-- backup list: made by scripts/backup-page.ts -->',
  '<!-- end of the backup list -->',
];

const kinds: Readonly<Record<StorePart['kind'], string>> = {
  whole: '备份 yes',
  database: '备份 yes, as of one moment',
  footage: '另行安排 by its own schedule',
  derived: '不必 no: made anew',
  passing: '不必 no',
};

/** The list as it has to be. */
export function renderBackupList(): string {
  const rows = storeParts.map(
    ({ path: part, kind, zh, en }) => `| \`${part}\` | ${kinds[kind]} | ${zh} · ${en} |`,
  );
  return [begin, '', '| in the data directory | backup | what |', '|---|---|---|', ...rows, '', end].join(
    '\n',
  );
}

/** The list as it stands; undefined when the page has none. */
export function readBackupList(): string | undefined {
  const page = readFileSync(path, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  return from < 0 || to < from ? undefined : page.slice(from, to + end.length);
}

if (import.meta.main) {
  const before = readBackupList();
  if (before === undefined) throw new Error('docs/operations.md has no place for the backup list');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(before, () => renderBackupList()),
  );
}
