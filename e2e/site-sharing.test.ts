// SPDX-License-Identifier: Apache-2.0
/**
 * Cameras found and added without typing an address; the page of GB/T 28181: what it says when nothing is configured,
 * and of a platform that has this recorder registered.
 */
import { type OnvifDeviceSimulator, startOnvifDevice } from '@mingjing/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GbWorld, localId, makeGbWorld, platformId } from '../packages/recorder/test/gb28181-world.ts';
import { makeWorld, type World } from '../packages/recorder/test/server-world.ts';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth } from './up-world.ts';

let browser: Browser;
let bare: World;
let joined: GbWorld;
let camera: OnvifDeviceSimulator;
beforeAll(async () => {
  [browser, bare, joined] = await Promise.all([launchBrowser(), makeWorld({ cameras: 1 }), makeGbWorld()]);
  await joined.platform.whenOnline(localId);
  camera = await startOnvifDevice({
    profiles: [{ token: 'main', encoding: 'H264', width: 640, height: 360, uri: bare.cameras.urls[0]! }],
    account: { user: 'admin', password: 'secret', by: 'ws-security' },
    clockOffsetMs: 3_600_000,
    hasMedia2: true,
  });
});
afterAll(async () => {
  await browser?.close();
  await bare?.end();
  await joined?.end();
  await camera?.close();
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
  return page;
}

async function enterSharing(...given: Parameters<typeof enter>): Promise<Page> {
  const page = await enter(...given);
  await page.goto(`${given[0]}/sharing`);
  await page.getByRole('heading', { name: '联网（GB/T 28181）' }).waitFor();
  return page;
}

it('adds a camera that was found, its clock set and no address typed', async () => {
  const wish = { user: 'chief', name: '演示主管', role: 'administrator' };
  const { json } = await bare.people.administrator.call('POST', '/api/people', wish);
  const page = await enter(bare.running.url, 'chief', json.password);
  await page.goto(`${bare.running.url}/cameras`);
  await page.getByRole('button', { name: '添加摄像机' }).click();
  const { host, port } = camera.discovery;
  await page.getByLabel('只问这个地址').fill(`${host}:${port}`);
  await page.getByRole('button', { name: '查找摄像机' }).click();
  await page.getByText('设备要求用户名和密码').waitFor();
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill('secret');
  await page.getByRole('button', { name: '查找摄像机' }).click();
  await page.getByText('设备时钟快 3600 秒').waitFor();
  await page.getByRole('button', { name: '对准录像机时钟' }).click();
  await page.getByText('时钟与录像机一致').waitFor();
  await expectWellMadeOnBoth(page, 'cameras, found');
  await page.getByRole('button', { name: /选用 main/ }).click();
  await page.getByText('已选用 Simulated Camera').waitFor();
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('cell', { name: /Simulated Camera/ }).waitFor();
});

it('says how to configure it when nothing is', async () => {
  const { people } = (await bare.people.administrator.call('GET', '/api/people')).json;
  const manager = people.find(({ user }: { user: string }) => user === 'manager');
  const reset = await bare.people.administrator.call('POST', `/api/people/${manager.id}/password`, {});
  const page = await enterSharing(bare.running.url, 'manager', reset.json.password);
  await page.getByText('还没有配置 GB/T 28181').waitFor();
  await expectWellMadeOnBoth(page, 'sharing, empty');
});

it('shows the platform that has it registered', async () => {
  const { url, admin } = joined.recorder;
  const page = await enterSharing(url, admin!.user, admin!.password);
  await page.getByText(platformId).waitFor();
  await page.getByText('已注册').waitFor();
  expect(await page.getByText(localId).count()).toBeGreaterThan(0);
  await page.getByText('没有允许注册的设备').waitFor();
  await page.getByRole('button', { name: '自检和试发' }).click();
  await page.getByRole('button', { name: '开始自检' }).click();
  await page.getByText('试发的画面完整收到').waitFor();
  await expectWellMadeOnBoth(page, 'sharing, tested');
});
