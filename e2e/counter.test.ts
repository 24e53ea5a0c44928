// SPDX-License-Identifier: Apache-2.0
/** At the counter of a duty room: officers ask to look, a copy is approved by a second person and verified offline. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth, type Up, UpWorld } from './up-world.ts';

const world = new UpWorld();
const cli = join(import.meta.dirname, '../packages/cli/bin/mingjing.mjs');
const ownPassword = '演示密码 demo 1';
let up: Up;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [up, browser] = await Promise.all([world.start(), launchBrowser()]);
  page = await signedIn('admin', up.admin?.password ?? '');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && process.env['MINGJING_SHOTS'])
    await page.screenshot({ path: join(process.env['MINGJING_SHOTS'], `${task.name.slice(0, 20)}.png`) });
});

afterAll(async () => {
  await browser?.close();
  await world.close();
});

async function signedIn(user: string, oneTime: string): Promise<Page> {
  const opened = (await openPage(browser, up.recorder)).page;
  await opened.getByLabel('用户名').fill(user);
  await opened.getByLabel('密码', { exact: true }).fill(oneTime);
  await opened.getByRole('button', { name: /登\s*录/ }).click();
  await opened.getByLabel('当前密码').fill(oneTime);
  await opened.getByLabel('新密码').fill(ownPassword);
  await opened.getByLabel('再输一次').fill(ownPassword);
  await opened.getByRole('button', { name: '修改密码' }).click();
  await opened.getByRole('heading', { name: '概况' }).waitFor();
  return opened;
}

const goTo = (where: Page, name: string) => where.getByRole('menuitem', { name }).click();
const face = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Types a range into the two fields of a picker that shows Beijing time. */
async function fillRange(where: Page, label: RegExp, fromMs: number, toMs: number): Promise<void> {
  const item = where.locator('.ant-form-item').filter({ hasText: label });
  await item.locator('input').nth(0).click();
  await item.locator('input').nth(0).fill(face(fromMs));
  await where.keyboard.press('Enter');
  await item.locator('input').nth(1).fill(face(toMs));
  await where.keyboard.press('Enter');
}

async function choose(where: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  await where.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(option).first().click();
}

describe('the counter', () => {
  let managerPassword = '';
  const fromMs = Date.now();

  it('has a second person', async () => {
    await goTo(page, '人员');
    await page.getByRole('button', { name: '添加人员' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('姓名').fill('演示安全负责人');
    await form.getByLabel('用户名').fill('manager');
    await choose(form, '角色', '安全负责人');
    await form.getByRole('button', { name: /^(添\s*加|确\s*定|保\s*存)/ }).click();
    const shown = page.locator('.ant-modal-confirm code');
    await shown.waitFor();
    managerPassword = ((await shown.textContent()) ?? '').trim();
    await page.locator('.ant-modal-confirm').getByRole('button').last().click();
  });

  it('says what is missing with its article, keeps what was typed, and holds the footage at once', async () => {
    await expect
      .poll(() =>
        page.evaluate(() =>
          fetch('/api/timeline?camera=demo-1&fromMs=0&toMs=30000000000').then(({ status }) => status),
        ),
      )
      .toBe(200);
    await goTo(page, '查看登记');
    await page.getByRole('button', { name: '办理查看、调取' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('用途').click();
    await page
      .locator('.ant-select-dropdown:visible')
      .getByText(/侦查、调查案件/)
      .click();
    await form.getByLabel('说明').fill('演示案件');
    await form.getByLabel('摄像机', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('演示·大门').click();
    await page.keyboard.press('Escape');
    await fillRange(page, /时间范围/, fromMs - 5000, Date.now() + 20_000);
    await form.getByLabel('姓名 1').fill('演示民警甲');
    await form.getByLabel('单位 1').fill('演示派出所');
    await form.getByLabel('工作证件号 1').fill('演示000001');
    await form.getByRole('button', { name: /登\s*记/ }).click();
    await form.getByText('录像已从这一刻起保全').waitFor();
    expect(await form.getByRole('alert').first().textContent()).toMatch(/第.*条/);
    await form.getByLabel('姓名 2').fill('演示民警乙');
    await form.getByLabel('单位 2').fill('演示派出所');
    await form.getByLabel('工作证件号 2').fill('演示000002');
    await form.getByLabel('证明文件、文书文号').fill('演示调证〔2026〕1号');
    await form.getByText('已告知并承担保密义务').click();
    await form.locator('input[type=file]').setInputFiles({
      name: '证明.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%演示\n'),
    });
    await page.waitForTimeout(500);
    if (await form.getByRole('button', { name: '补正后再提交' }).count())
      await form.getByRole('button', { name: '补正后再提交' }).click();
    await form.getByText(/可以查看|等待另一名/).waitFor();
    await page.keyboard.press('Escape');
    await goTo(page, '保全');
    await page.getByText('保全中', { exact: true }).first().waitFor();
    await expectWellMadeOnBoth(page, 'holds with one');
  });

  it('gives a copy only after a second person agreed, and the copy proves itself', async () => {
    await goTo(page, '导出');
    await page.getByLabel('摄像机', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('演示·大门').click();
    await page.keyboard.press('Escape');
    await fillRange(page, /时间范围/, fromMs - 5000, Date.now());
    await page.getByLabel('用途').click();
    await page
      .locator('.ant-select-dropdown:visible')
      .getByText(/处置本单位安全事件/)
      .click();
    await page.getByLabel('说明').fill('演示：核对包裹');
    await page.getByLabel('接收人姓名').fill('演示接收人');
    await page.getByLabel('接收人单位').fill('演示保险公司');
    await page.getByText(/估计大小/).waitFor();
    await page.getByRole('button', { name: /提交，等待第二人同意/ }).click();
    await page.getByText('等待第二人决定').first().waitFor();

    const manager = await signedIn('manager', managerPassword);
    await goTo(manager, '查看登记');
    await manager
      .getByRole('listitem')
      .filter({ hasText: '复制导出' })
      .getByRole('button', { name: '同意或不同意' })
      .click();
    await manager.getByLabel('理由（写入登记）').fill('演示：属实');
    await manager.getByRole('button', { name: /^同\s*意$/ }).click();
    await manager.close();

    const link = page.getByRole('link', { name: /下载录像包/ });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const file = join(world.data, 'bundle.zip');
    await download.saveAs(file);
    const verified = spawnSync(process.execPath, [cli, 'verify', file, '--json'], { encoding: 'utf8' });
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const store = spawnSync(process.execPath, [cli, 'verify', join(world.data, 'recorder')], {
      encoding: 'utf8',
    });
    expect(store.status, store.stdout + store.stderr).toBe(0);
    await expectWellMadeOnBoth(page, 'exports with one');
  });

  it('offers a citizen no copy, and shows who decides relation, reason and what is asked', async () => {
    await goTo(page, '查看登记');
    await page.getByRole('button', { name: '办理查看、调取' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('个人、单位申请').click();
    await form.getByText(/不提供复制/).waitFor();
    expect(await form.getByText('复制导出').count()).toBe(0);
    await form.getByLabel('用途').click();
    await page
      .locator('.ant-select-dropdown:visible')
      .getByText(/与自己有关/)
      .click();
    await form.getByLabel('摄像机', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('演示·大门').click();
    await page.keyboard.press('Escape');
    await fillRange(page, /时间范围/, fromMs - 5000, Date.now());
    await form.getByLabel('申请人姓名').fill('演示市民');
    await form.getByLabel('证件号码').fill('演示证件');
    await form.getByLabel('与画面中人的关系').click();
    await page.locator('.ant-select-dropdown:visible').getByText('监护人').click();
    await form.getByLabel('原因').fill('孩子走失');
    await form.getByText(/涉及自身合法权益/).click();
    await form.getByRole('button', { name: /登\s*记/ }).click();
    await form.getByText(/等待另一名/).waitFor();
    await page.keyboard.press('Escape');
    const manager = (await openPage(browser, up.recorder)).page;
    await manager.getByLabel('用户名').fill('manager');
    await manager.getByLabel('密码', { exact: true }).fill(ownPassword);
    await manager.getByRole('button', { name: /登\s*录/ }).click();
    await manager.getByRole('heading', { name: '概况' }).waitFor();
    await goTo(manager, '查看登记');
    await manager
      .getByRole('listitem')
      .filter({ hasText: '演示市民' })
      .getByRole('button', { name: '同意或不同意' })
      .click();
    const dialog = manager.getByRole('dialog');
    for (const words of ['监护人', '孩子走失', '演示·大门', '演示证件'])
      await dialog.getByText(words).waitFor();
    await dialog.getByLabel('理由（写入登记）').fill('演示：属实');
    await dialog.getByRole('button', { name: /^同\s*意$/ }).click();
    expect(await dialog.getByText('请填写').count()).toBe(3);
    await expectWellMadeOnBoth(manager, 'decision of a citizen’s request');
    for (const answer of await dialog.getByText('不涉及').all()) await answer.click();
    await dialog.getByRole('button', { name: /^同\s*意$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await manager.context().close();
  });
});
