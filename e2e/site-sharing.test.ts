// SPDX-License-Identifier: Apache-2.0
/** The page of GB/T 28181: what it says when nothing is configured, and of a platform that has this recorder registered. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GbWorld, localId, makeGbWorld, platformId } from '../packages/recorder/test/gb28181-world.ts';
import { makeWorld, type World } from '../packages/recorder/test/server-world.ts';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth } from './up-world.ts';

let browser: Browser;
let bare: World;
let joined: GbWorld;
beforeAll(async () => {
  [browser, bare, joined] = await Promise.all([launchBrowser(), makeWorld({ cameras: 1 }), makeGbWorld()]);
  await joined.platform.whenOnline(localId);
});
afterAll(async () => {
  await browser?.close();
  await bare?.end();
  await joined?.end();
});

/** Signs in with a one-time password and chooses an own one. */
async function enter(url: string, user: string, password: string): Promise<Page> {
  const { page } = await openPage(browser, url);
  await page.getByLabel('用户名').fill(user);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByLabel('当前密码').fill(password);
  await page.getByLabel('新密码').fill('演示密码 demo 1');
  await page.getByLabel('再输一次').fill('演示密码 demo 1');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '概况' }).waitFor();
  await page.goto(`${url}/sharing`);
  await page.getByRole('heading', { name: '联网（GB/T 28181）' }).waitFor();
  return page;
}

it('says how to configure it when nothing is', async () => {
  const { people } = (await bare.people.administrator.call('GET', '/api/people')).json;
  const manager = people.find(({ user }: { user: string }) => user === 'manager');
  const reset = await bare.people.administrator.call('POST', `/api/people/${manager.id}/password`, {});
  const page = await enter(bare.running.url, 'manager', reset.json.password);
  await page.getByText('还没有配置 GB/T 28181').waitFor();
  await expectWellMadeOnBoth(page, 'sharing, empty');
});

it('shows the platform that has it registered', async () => {
  const { url, admin } = joined.recorder;
  const page = await enter(url, admin!.user, admin!.password);
  await page.getByText(platformId).waitFor();
  await page.getByText('已注册').waitFor();
  expect(await page.getByText(localId).count()).toBeGreaterThan(0);
  await page.getByText('没有允许注册的设备').waitFor();
  await expectWellMadeOnBoth(page, 'sharing');
});
