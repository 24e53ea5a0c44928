// SPDX-License-Identifier: Apache-2.0
/** The register's pages in a real browser, at a desk and on a phone, against a real platform with the demo county. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { spreadsheetOf } from '../packages/platform/test/spreadsheet.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

let world: DeskWorld;
let officer: Visitor;
let supervisor: Visitor;
beforeAll(async () => {
  world = await openDesk();
  officer = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  supervisor = new Visitor(world.running.url);
  await supervisor.signInWithSecondFactor('supervisor');
});
afterAll(() => world?.close());

const idOf = async (words: string): Promise<string> =>
  (await officer.call('GET', `/api/units?words=${encodeURIComponent(words)}`)).json.units[0].id;

describe.each(['desk', 'phone'] as const)('at the width of a %s', (width) => {
  it.each([
    ['/law#versions', '对本辖区推演'],
    ['/units', '演示住宅小区'],
    ['/law#coverage', '已建模'],
    ['/systems', '演示住宅小区'],
    ['/import', '选择 XLSX 或 CSV 文件'],
    ['/map', '图中 8 个单位'],
    ['/law', '法规库'],
    ['/', '逾期未备案的单位'],
    ['/filings', '没有符合条件的内容'],
    ['/received', '查看申请'],
    ['/people', '演示监督民警'],
    ['/sessions', '登录方式'],
  ])('%s shows itself, without error, and is accessible', async (path, text) => {
    const { page, complaints } = await world.openAs(officer, path, width);
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState('networkidle');
    await checkAccessibility(page);
    await fitsTheScreen(page);
    expect(complaints).toEqual([]);
  });

  it('shows one unit with every tab', async () => {
    const { page, complaints } = await world.openAs(officer, `/unit?id=${await idOf('演示医院')}`, width);
    await page.getByRole('heading', { name: '演示医院' }).waitFor();
    await checkAccessibility(page);
    for (const tab of width === 'desk' ? ['系统', '摄像机', '修改历史'] : ['系统']) {
      await page.getByRole('tab', { name: tab }).click();
      await checkAccessibility(page);
    }
    await fitsTheScreen(page);
    expect(complaints).toEqual([]);
  });

  it('shows the supervisor who did what, in words', async () => {
    const { page, complaints } = await world.openAs(supervisor, '/audit', width);
    await page.getByText('单位列表：查找、筛选、排序、翻页').first().waitFor();
    await checkAccessibility(page);
    await fitsTheScreen(page);
    expect(complaints).toEqual([]);
  });

  it('shows the schedule to anybody, not signed in', async () => {
    const { page, complaints } = await world.openAs(undefined, '/public/schedule', width);
    await page.getByRole('heading', { name: '裁量基准' }).waitFor();
    await page.locator('tbody tr').nth(5).waitFor();
    await checkAccessibility(page);
    await fitsTheScreen(page);
    expect(complaints).toEqual([]);
  });
});

describe('the register at work', () => {
  it('finds by a word, filters, and keeps both in the address', async () => {
    const { page } = await world.openAs(officer, '/units', 'desk');
    await page.getByPlaceholder('名称、代码、地址的任何字').fill('网吧');
    await page.keyboard.press('Enter');
    await page.getByText('共 2 个').waitFor();
    await page.getByLabel('逾期未备案').check();
    await page.getByText('共 1 个').waitFor();
    expect(new URL(page.url()).searchParams.get('words')).toBe('网吧');
    await page.reload();
    await page.getByText('共 1 个').waitFor();
  });

  it('registers a unit, says at the field when the code is wrong, and keeps what was typed', async () => {
    const { page } = await world.openAs(officer, '/units', 'desk');
    await page.getByRole('button', { name: '登记单位' }).click();
    await page.getByLabel('单位名称').fill('演示<b>书店</b>');
    await page.getByLabel('统一社会信用代码').fill('92110199MA0000');
    await page.getByLabel('场所类型').fill('商场');
    await page.getByLabel('地址', { exact: true }).fill('演示路 99 号');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s?存/ })
      .click();
    await page.locator('.ant-form-item-explain-error').waitFor();
    expect(await page.getByLabel('单位名称').inputValue()).toBe('演示<b>书店</b>');
    await page.getByLabel('统一社会信用代码').fill('');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s?存/ })
      .click();
    await page.getByRole('heading', { name: '演示<b>书店</b>' }).waitFor();
  });

  it('sorts by a heading, hides a column, and invites and reminds the ticked units with a report per unit', async () => {
    const { page } = await world.openAs(officer, '/units', 'desk');
    await page.getByRole('columnheader', { name: '摄像机' }).click();
    await page.waitForURL(/sort=cameras/);
    await page.locator('tbody tr', { hasText: '演示' }).first().getByText('演示医院').waitFor();
    await page.getByRole('button', { name: '列' }).click();
    await page.getByRole('checkbox', { name: '信用代码' }).uncheck();
    await page.getByRole('columnheader', { name: '信用代码' }).waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: '信用代码' }).check();
    await page.keyboard.press('Escape');
    await page.getByLabel('选中 演示医院').check();
    await page.getByLabel('选中 演示宾馆').check();
    await page.getByRole('button', { name: '邀请所选' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('联系人 演示医院').fill('演示院长');
    await drawer.getByLabel('邮箱 演示医院').fill('hospital@mingjing.invalid');
    await drawer.getByRole('button', { name: '发出 1 份邀请' }).click();
    await drawer.getByText('已发出 1 份邀请').waitFor();
    await checkAccessibility(page);
    await drawer
      .getByRole('button', { name: 'Close' })
      .or(drawer.locator('.ant-drawer-close'))
      .first()
      .click();
    await page.getByRole('button', { name: '催办所选' }).click();
    await page.getByRole('button', { name: '催办 2 个单位' }).click();
    await page.getByText('已催办 2 个单位').waitFor();
    await page.getByText('邀请没有接受，附新链接').waitFor();
    await page.getByText('站内通知、邮件').waitFor();
  });

  it('imports a spreadsheet after showing which row is wrong', async () => {
    const heads = ['单位名称', '场所类型', '地址', '行政区划代码'];
    const good = ['演示茶馆', '商场', '演示路 3 号', '110199'];
    const bad = ['', '商场', '演示路 4 号', '110199'];
    const buffer = Buffer.from(await spreadsheetOf(heads, good, bad));
    const { page } = await world.openAs(officer, '/import', 'desk');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await page.setInputFiles('input[type=file]', { name: '单位.xlsx', mimeType: type, buffer });
    await page.getByText('共 2 行：1 行可以写入，1 行有问题').waitFor();
    await checkAccessibility(page);
    await page.getByRole('button', { name: '写入 1 行' }).click();
    await page.getByText('新登记 1 个，修改 0 个，跳过 1 行').waitFor();
    await page.setInputFiles('input[type=file]', {
      name: 'x.xlsx',
      mimeType: type,
      buffer: Buffer.from('no'),
    });
    await page.getByText('platform/malformed').waitFor();
  });
});
