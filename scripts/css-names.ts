// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the names of every style sheet of the console beside it, so that a name that is not there is a compile error.
 * `node scripts/css-names.ts` after a change; a test compares, and asks that each name is used.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../packages/console/src');

/** Sheets of one component or page, relative to the console's sources. */
export const sheets = (): readonly string[] => globSync('**/*.module.css', { cwd: root }).sort();

export const declarationOf = (sheet: string): string => join(root, sheet.replace(/\.css$/, '.d.css.ts'));

/** Names in the order of the sheet. */
export function namesIn(sheet: string): readonly string[] {
  const text = readFileSync(join(root, sheet), 'utf8').replaceAll(/\/\*.*?\*\/|\{[^}]*\}/gs, '');
  return [...new Set([...text.matchAll(/\.([a-zA-Z]\w*)/g)].map(([, name]) => name ?? ''))];
}

export const declare = (sheet: string): string => `// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
${namesIn(sheet)
  .map((name) => `  readonly ${name}: string;\n`)
  .join('')}};
export default names;
`;

if (import.meta.main) for (const sheet of sheets()) writeFileSync(declarationOf(sheet), declare(sheet));
