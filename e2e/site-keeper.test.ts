// SPDX-License-Identifier: Apache-2.0
/** What the security manager does beside the pictures: plan of the day, inspection items, alarms, papers of a row. */
import { writeSheet } from '@mingjing/web';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../packages/recorder/test/server-world.ts';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth } from './up-world.ts';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([makeWorld({ cameras: 1 }), launchBrowser()]);
  page = (await openPage(browser, world.running.url)).page;
  const { people } = (await world.people.administrator.call('GET', '/api/people')).json;
  const manager = people.find(({ user }: { user: string }) => user === 'manager');
  const reset = await world.people.administrator.call('POST', `/api/people/${manager.id}/password`, {});
  const own = '演示密码 demo 1';
  await page.getByLabel('用户名').fill('manager');
  await page.getByLabel('密码', { exact: true }).fill(reset.json.password);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByLabel('当前密码').fill(reset.json.password);
  await page.getByLabel('新密码').fill(own);
  await page.getByLabel('再输一次').fill(own);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '概况' }).waitFor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && process.env['MINGJING_SHOTS'])
    await page.screenshot({ path: `${process.env['MINGJING_SHOTS']}/${task.name.slice(0, 20)}.png` });
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

describe('the plan of the day', () => {
  it('leads from what is due to the register where it is done', async () => {
    await page.goto(`${world.running.url}/plan`);
    await page.getByRole('heading', { name: '今日待办' }).waitFor();
    await page.getByText(/填写设备档案/).waitFor();
    await page
      .getByText(/第八条/)
      .first()
      .waitFor();
    await expectWellMadeOnBoth(page, '今日待办');
    await page.getByRole('button', { name: '去办理' }).first().click();
    await page.getByRole('heading', { name: '设备档案' }).waitFor();
  });
});

describe('a sign with its photo', () => {
  it('is written with the picture, which the row then names, and answers its item', async () => {
    await page.goto(`${world.running.url}/registers/signs`);
    await page.getByRole('button', { name: /登\s*记/ }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('位置').fill('大门右侧');
    await form.getByLabel('查看日').fill('2026-11-28');
    await page.keyboard.press('Tab');
    await form.getByLabel('状态').click();
    await page.getByTitle('完好、显著').click();
    await form.getByLabel('查看人').fill('王宁');
    const png = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1');
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '大门.png', mimeType: 'image/png', buffer: png });
    await form.getByText('大门.png').waitFor();
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByRole('cell', { name: '大门右侧' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '大门.png' }).click(),
    ]);
    expect(await download.failure()).toBeNull();
    await page.locator('.ant-drawer-close').click();

    await page.goto(`${world.running.url}/obligations`);
    const item = page.locator('section', { hasText: '第 2 项' });
    await item.getByText('已履行').waitFor();
    await item.getByRole('link', { name: '提示标识' }).waitFor();
    await page.locator('section', { hasText: '第 12 项' }).getByText('未知').waitFor();
    await expectWellMadeOnBoth(page, '守法自查');
  });
});

describe('a moment on the screen', () => {
  it('leads from its row to the pictures, and from the pictures to a new row that knows camera and time', async () => {
    const atMs = Date.now() - 5_000;
    const values = { happenedMs: atMs, event: 'burglary', camera: 'cam-1', place: '后门' };
    await world.people.operator.call('POST', '/api/registers/panel-events', { values });
    await page.goto(`${world.running.url}/registers/panel-events`);
    await page.getByRole('cell', { name: '后门' }).click();
    await page.getByRole('button', { name: '看当时的画面' }).click();
    await page.getByRole('heading', { name: '回放' }).waitFor();
    await page.getByText('演示 1').first().waitFor();
    await page.goto(`${world.running.url}/registers/suspicious-events?write=1&camera=cam-1&atMs=${atMs}`);
    const form = page.getByRole('dialog');
    await form.getByText('演示 1').waitFor();
    expect(await form.getByLabel('发现时间').inputValue()).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d$/);
  });
});

describe('the shifts of a month', () => {
  it('come in from a sheet: what is wrong is named with its row, nothing is written before all is right', async () => {
    const heads = ['值班人员', '上班', '下班'];
    const right = ['王宁', '2026-12-01 08:00', '2026-12-01 16:00'];
    const bring = async (...rows: readonly string[][]) => {
      const buffer = Buffer.from(await writeSheet({ name: '排班', heads, rows }));
      await page.locator('input[type=file]').setInputFiles({ name: '排班.xlsx', mimeType: '', buffer });
    };
    await page.goto(`${world.running.url}/registers/shift-plan`);
    await page.getByRole('button', { name: '导入表格' }).click();
    await bring(right, ['李勤', '2026-12-01 16:00', '明天']);
    await page.getByText('有 1 处要改').waitFor();
    await page.getByRole('cell', { name: '下班', exact: true }).waitFor();
    await expectWellMadeOnBoth(page, '排班表导入');
    await bring(right, ['李勤', '2026/12/1 16:00', '2026年12月2日0时00分']);
    await page.getByRole('button', { name: '写入 2 行' }).click();
    await page.getByText('已写入 2 行').waitFor();
    await page.getByRole('button', { name: /Close|关闭/ }).click();
    await page.getByRole('cell', { name: '李勤' }).waitFor();
  });
});

describe('an alarm', () => {
  it('is assigned to somebody, and nobody clears it while its cause is there', async () => {
    await world.cameras.close();
    await page.goto(`${world.running.url}/alarms`);
    await page.getByText(/演示 1：没有图像/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /指\s*派/ }).click();
    await page.getByLabel('由谁处理').fill('维护单位 李工');
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByText('由 维护单位 李工 处理').waitFor();
    await page.getByRole('button', { name: /解\s*除/ }).click();
    await page.getByLabel('为什么解除').fill('不想再看到');
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByText('告警的原因还在').waitFor();
    await expectWellMadeOnBoth(page, '告警');
  });
});
