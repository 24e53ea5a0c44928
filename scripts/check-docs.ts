// SPDX-License-Identifier: Apache-2.0
/** Documents and sizes: no dead relative link in any Markdown file, no source file past 400 lines without a reason on the list. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ignore = ['**/node_modules/**', '**/dist/**', '**/fixtures/**'];
const found: string[] = [];

/** Files that are clearer whole, each with its reason. Data tables are named as data and do not count. */
const allowedLong: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'scripts/long-files.json'), 'utf8'),
);
const isData = (path: string): boolean =>
  /\/(corpus\/instruments|migrations|i18n|clips|schedules)\//.test(path) ||
  /\.(data|generated)\.ts$/.test(path);

for (const path of globSync('**/*.md', { cwd: root, exclude: ignore })) {
  const text = readFileSync(join(root, path), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const file = (target ?? '').split('#')[0] ?? '';
    if (file === '' || /^[a-z]+:/.test(file)) continue;
    if (!existsSync(join(root, dirname(path), decodeURIComponent(file))))
      found.push(`${path}: dead link ${target}`);
  }
}

for (const path of globSync('{packages,scripts,e2e,bench}/**/*.{ts,tsx}', { cwd: root, exclude: ignore })) {
  if (isData(path) || path in allowedLong) continue;
  const lines = readFileSync(join(root, path), 'utf8').split('\n').length;
  if (lines > 400)
    found.push(
      `${path}: ${lines} lines (limit 400; split by meaning, or name the reason in scripts/long-files.json)`,
    );
}

for (const line of found) console.error(line);
process.exit(found.length > 0 ? 1 : 0);
