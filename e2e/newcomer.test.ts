// SPDX-License-Identifier: Apache-2.0
/** A newcomer's first minutes: start, sign in, live pictures, a growing timeline, a look back, the register of it all. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth, type Up, UpWorld } from './up-world.ts';

const world = new UpWorld();
const newPassword = '演示密码 demo 1';
let up: Up;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [up, browser] = await Promise.all([world.start(), launchBrowser()]);
  ({ page, complaints } = await openPage(browser, up.recorder));
});

afterAll(async () => {
  await browser?.close();
  await world.close();
});

const goTo = (name: string) => page.getByRole('menuitem', { name }).click();
const pictures = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('video')].map((video) => ({
      camera: video.dataset['camera'],
      width: video.videoWidth,
      at: video.currentTime,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
    })),
  );

describe('the recorder for a newcomer', () => {
  it('is entered with the printed password, which is replaced at once', async () => {
    await page.getByLabel('用户名').fill(up.admin?.user ?? '');
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: /登\s*录/ }).click();
    await page.getByText('用户名或密码不对').waitFor();
    await page.getByLabel('密码', { exact: true }).fill(up.admin?.password ?? '');
    await page.getByRole('button', { name: /登\s*录/ }).click();
    await page.getByRole('heading', { name: '请先修改密码' }).waitFor();
    await page.getByLabel('当前密码').fill(up.admin?.password ?? '');
    await page.getByLabel('新密码').fill(newPassword);
    await page.getByLabel('再输一次').fill(newPassword);
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.getByRole('heading', { name: '概况' }).waitFor();
    await page.getByText('演示·大门').waitFor();
    await expectWellMadeOnBoth(page, 'overview');
  });

  it('shows live pictures of all four cameras, also beside sound the browser cannot play', async () => {
    await goTo('实时监看');
    await expect
      .poll(async () => (await pictures()).filter(({ frames }) => frames > 5).length, { timeout: 30_000 })
      .toBe(4);
    const before = await pictures();
    await expect
      .poll(async () => (await pictures()).every(({ at }, i) => at > (before[i]?.at ?? 0)), {
        timeout: 10_000,
      })
      .toBe(true);
    await page.getByText('值班监看已登记').waitFor();
    await expectWellMadeOnBoth(page, 'live');
  });

  it('says why a camera cannot be added', async () => {
    await goTo('摄像机');
    await page.getByRole('button', { name: '添加摄像机' }).click();
    await page.getByText('自己填写地址').click();
    await page.getByLabel('码流地址', { exact: true }).fill('rtsp://127.0.0.1:9/nothing');
    await page.getByRole('button', { name: '测试连接' }).click();
    await page.getByText('连不上摄像机').waitFor();
    await page.getByRole('button', { name: /取\s*消/ }).click();
    await expectWellMadeOnBoth(page, 'cameras');
  });

  it('plays back what was recorded after the look is registered, and seeks in it', async () => {
    await goTo('回放');
    const timeline = page.getByRole('slider', { name: /时间轴/ });
    await timeline.waitFor();
    await expect
      .poll(() => page.locator('[data-span="footage"]').count(), { timeout: 20_000 })
      .toBeGreaterThan(0);
    expect(await page.locator('video').count()).toBe(0);
    await page.getByLabel('说明').fill('演示：核对画面');
    await page.getByRole('button', { name: '登记并查看' }).click();
    await expect.poll(async () => (await pictures())[0]?.frames ?? 0, { timeout: 20_000 }).toBeGreaterThan(5);
    await page.getByRole('button', { name: '退 10 秒' }).click();
    await expect.poll(async () => (await pictures())[0]?.width ?? 0, { timeout: 10_000 }).toBe(1280);
    await page.getByText('16×').click();
    await page.getByRole('button', { name: '暂停' }).click();
    await expectWellMadeOnBoth(page, 'playback');
    await page.getByRole('button', { name: '结束查看' }).click();
    await page.getByRole('button', { name: '登记并查看' }).waitFor();
  });

  it('has every look in the register, with what was really shown', async () => {
    await goTo('查看登记');
    await page.getByText('系统巡检和维护 · 演示：核对画面').waitFor();
    await page.getByRole('button', { name: '2', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('实际看到的').waitFor();
    await expect.poll(() => drawer.getByText(/演示·大门：/).count(), { timeout: 5000 }).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.waitForTimeout(400);
    await expectWellMadeOnBoth(page, 'register');
  });

  it.each([
    ['导出', 'exports'],
    ['保全', 'holds'],
    ['守法自查', 'duties'],
    ['人员', 'people'],
    ['设置', 'settings'],
  ])('%s is well made', async (name, where) => {
    await goTo(name);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await expectWellMadeOnBoth(page, where);
  });

  it('speaks English as well', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/settings\.\w+|common\.\w+/);
    await page.getByRole('button', { name: '中文' }).click();
  });

  it('complains about nothing but the questions it asked before the sign-in', () => {
    expect(complaints.filter((text) => !/401/.test(text))).toEqual([]);
  });

  it('stops cleanly and is there again with everything', async () => {
    expect(await world.stop()).toBe(0);
    up = await world.start();
    expect(up.admin).toBeUndefined();
    const again = await openPage(browser, up.recorder);
    await again.page.getByLabel('用户名').fill('admin');
    await again.page.getByLabel('密码', { exact: true }).fill(newPassword);
    await again.page.getByRole('button', { name: /登\s*录/ }).click();
    await again.page.getByText('演示·大门').waitFor();
    await again.page.close();
  });
});
