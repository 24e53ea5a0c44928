// SPDX-License-Identifier: Apache-2.0
/**
 * The desk at the size of a city, as an officer meets it: the list and the duplicates in a browser and over HTTP, the
 * whole register exported, a sheet of 20,000 rows looked at and written. See bench/README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, widths } from '../../e2e/browser.ts';
import { seedUnits } from '../../packages/platform/src/demo/seed-units.ts';
import { startPlatform } from '../../packages/platform/src/index.ts';
import { Visitor } from '../../packages/platform/test/platform-world.ts';
import { spreadsheetOf } from '../../packages/platform/test/spreadsheet.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '200000' },
    rows: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '10' },
  },
});
const units = Number(values.units);
const importRows = Number(values.rows);
const rounds = Number(values.rounds);
const lines: string[] = [];
const note = (what: string, ...numbers: readonly string[]): void => {
  lines.push(`| ${what} | ${numbers.join(' | ')} |`);
  console.error(lines.at(-1));
};

async function took(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Median and largest of several, in milliseconds. */
async function several(work: () => Promise<unknown>, times = rounds): Promise<readonly [string, string]> {
  const all: number[] = [];
  for (let i = 0; i < times; i += 1) all.push(await took(work));
  all.sort((a, b) => a - b);
  return [(all[Math.floor(all.length / 2)] ?? 0).toFixed(0), (all.at(-1) ?? 0).toFixed(0)];
}

const menu = (page: Page, name: RegExp) => page.getByRole('menuitem').filter({ hasText: name }).click();

const directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-desk-'));
const running = await startPlatform({ directory, port: 0, demo: true, rateLimited: false });
const browser = await launchBrowser();
try {
  const { owner } = running.platform.database;
  const seeded = await took(() => seedUnits(owner, units, 1));
  note(`seed ${units} units, duplicates compared, s`, (seeded / 1000).toFixed(0), '');
  // The officer of the demo county becomes one of the city above it, so that every unit is in range.
  await owner.query(
    `WITH city AS (INSERT INTO organisation (kind, name, jurisdiction) VALUES ('police', '演示市公安局', '1101') RETURNING id)
     UPDATE member SET jurisdiction = '1101', organisation_id = (SELECT id FROM city) WHERE email LIKE 'officer@%'`,
  );
  const officer = new Visitor(running.url);
  await officer.signInWithSecondFactor('officer');
  const ask = (path: string) => async () => {
    const { status } = await officer.call('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  note('list, HTTP, ms', ...(await several(ask('/api/units'))));
  note('list of those without an account, HTTP, ms', ...(await several(ask('/api/units?account=none'))));
  note('list by days kept, HTTP, ms', ...(await several(ask('/api/units?sort=storage'))));
  note('duplicates, HTTP, ms', ...(await several(ask('/api/units/duplicates'))));
  note('workbench, HTTP, ms', ...(await several(ask('/api/workbench'))));

  /** From the address to the first row: `cold` loads the bundles too. */
  const firstList = async (kind: 'cold' | 'warm') => {
    const context = await browser.newContext({ viewport: widths.desk, locale: 'zh-CN' });
    await context.addCookies([...officer.cookies]);
    const page = await context.newPage();
    if (kind === 'warm') {
      await page.goto(`${running.url}/desk/sessions`);
      await page.waitForLoadState('networkidle');
    }
    const ms = await took(async () => {
      await page.goto(`${running.url}/desk/units`);
      await page.locator('tbody tr[data-row-key]').first().waitFor();
    });
    const inside = await took(async () => {
      await menu(page, /^系统$/);
      await page.waitForURL(/systems/);
      await menu(page, /^单位$/);
      await page.locator('tbody tr[data-row-key]').first().waitFor();
    });
    const pairs = await took(async () => {
      await page.getByRole('button', { name: /查\s*重/ }).click();
      await page.locator('.ant-drawer-body .ant-spin').waitFor({ state: 'detached' });
      await page.locator('.ant-drawer-body').waitFor();
    });
    await context.close();
    return { ms, inside, pairs };
  };
  for (const kind of ['cold', 'warm'] as const) {
    const all: Awaited<ReturnType<typeof firstList>>[] = [];
    for (let i = 0; i < 5; i += 1) all.push(await firstList(kind));
    const of = (pick: (one: (typeof all)[number]) => number): readonly [string, string] => {
      const sorted = all.map(pick).sort((a, b) => a - b);
      return [(sorted[2] ?? 0).toFixed(0), (sorted[4] ?? 0).toFixed(0)];
    };
    note(`first list in the browser, ${kind}, ms`, ...of(({ ms }) => ms));
    note(`another page and back to the list, ${kind}, ms`, ...of(({ inside }) => inside));
    note(`duplicates opened, ${kind}, ms`, ...of(({ pairs }) => pairs));
  }

  let bytes = 0;
  const exported = await took(async () => {
    bytes = (await officer.call('GET', '/api/units.xlsx')).bytes.length;
  });
  note(`export of all, s (${(bytes / 1e6).toFixed(1)} MB)`, (exported / 1000).toFixed(1), '');

  const heads = [
    '单位名称',
    '统一社会信用代码',
    '场所类型',
    '地址',
    '行政区划代码',
    '投入使用日期',
    '存储天数',
  ];
  const table = Array.from({ length: importRows }, (_, i) => [
    `演示导入店${i}`,
    '',
    '商场',
    `演示导入路 ${i} 号`,
    '110199',
    '2026/1/5',
    '30天',
  ]);
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(await spreadsheetOf(heads, ...table))]), '两万行.xlsx');
  let id = '';
  const previewed = await took(async () => {
    const { status, json } = await officer.call('POST', '/api/imports', body);
    if (status !== 201 || json.rows.length !== importRows) throw new Error(`import answered ${status}`);
    id = json.id;
  });
  note(`${importRows} rows looked at, s`, (previewed / 1000).toFixed(1), '');
  const written = await took(async () => {
    const { status, json } = await officer.call('POST', `/api/imports/${id}/confirmation`);
    if (status !== 200 || json.written !== importRows) throw new Error(`confirmation answered ${status}`);
  });
  note(`${importRows} rows written, s`, (written / 1000).toFixed(1), '');
} finally {
  await browser.close();
  await running.close();
  rmSync(directory, { recursive: true, force: true });
}
const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
console.log(['| | median or once | largest |', '|---|---:|---:|', ...lines].join('\n'));
