// SPDX-License-Identifier: Apache-2.0
// Writes src/corpus/calendar-days.ts from the npm package chinese-days (MIT), which follows the yearly
// notices of the State Council. Run after upgrading that package: node packages/law/scripts/update-calendar.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const source = join(require.resolve('chinese-days'), '..', 'chinese-days.json');
const days = JSON.parse(readFileSync(source, 'utf8')) as Record<
  'holidays' | 'workdays',
  Record<string, string>
>;

function perYear(kind: 'holidays' | 'workdays'): ReadonlyMap<string, string> {
  const years = new Map<string, string>();
  for (const day of Object.keys(days[kind]).sort()) {
    const year = day.slice(0, 4);
    years.set(year, `${years.get(year) ?? ''} ${day.slice(5).replace('-', '')}`.trim());
  }
  return years;
}

const off = perYear('holidays');
const worked = perYear('workdays');
const rows = [...off].map(([year, list]) => `  ['${year}', '${list}', '${worked.get(year) ?? ''}'],`);
const text = `// SPDX-License-Identifier: Apache-2.0
// Written by scripts/update-calendar.ts from chinese-days (MIT). Do not edit.
// biome-ignore-all format: one year a row
/** Year, days off (MMDD; public holidays and the days moved next to them), weekend days worked instead. */
export const CHINA_DAYS: readonly (readonly [year: string, daysOff: string, daysWorked: string])[] = [
${rows.join('\n')}
];
`;
writeFileSync(new URL('../src/corpus/calendar-days.ts', import.meta.url), text);
