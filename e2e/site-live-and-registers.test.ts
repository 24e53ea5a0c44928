// SPDX-License-Identifier: Apache-2.0
/** The duty room's screen: what is called live, and the registers beside it, in a real browser. */
import { startOnvifDevice } from '@mingjing/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../packages/recorder/test/server-world.ts';
import { launchBrowser, openPage } from './browser.ts';
import { expectWellMadeOnBoth } from './up-world.ts';

/** The last midnight in Beijing: what is recorded here spans it. */
const midnightMs = Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000;
let world: World;
let browser: Browser;
let page: Page;

/** Signs in with a one-time password and chooses an own one. */
async function enter(where: Page, user: string, password: string): Promise<void> {
  const own = '演示密码 demo 1';
  await where.getByLabel('用户名').fill(user);
  await where.getByLabel('密码', { exact: true }).fill(password);
  await where.getByRole('button', { name: /登\s*录/ }).click();
  await where.getByLabel('当前密码').fill(password);
  await where.getByLabel('新密码').fill(own);
  await where.getByLabel('再输一次').fill(own);
  await where.getByRole('button', { name: '修改密码' }).click();
  await where.getByRole('menuitem', { name: '概况' }).waitFor();
}

beforeAll(async () => {
  [world, browser] = await Promise.all([
    makeWorld({ cameras: 2, beginsAtMs: midnightMs - 12_000 }),
    launchBrowser(),
  ]);
  page = (await openPage(browser, world.running.url)).page;
  const { people } = (await world.people.administrator.call('GET', '/api/people')).json;
  const operator = people.find(({ user }: { user: string }) => user === 'operator');
  const reset = await world.people.administrator.call('POST', `/api/people/${operator.id}/password`, {});
  await enter(page, 'operator', reset.json.password);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && process.env['MINGJING_SHOTS'])
    await page.screenshot({ path: `${process.env['MINGJING_SHOTS']}/${task.name.slice(0, 20)}.png` });
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

describe('playback', () => {
  afterAll(async () => {
    const camera = { id: 'cam-2', name: '演示 2', url: world.cameras.urls[1] };
    await world.people.administrator.call('POST', '/api/cameras', camera);
  });
  const shown = (where: Page) =>
    where
      .locator('[data-position]')
      .getAttribute('data-position')
      .then((text) => Number(text));

  it('finds a removed camera’s footage of last night across midnight at 16×', async () => {
    const { core } = world.running;
    await expect
      .poll(() => core.extent('cam-2')?.toMs ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(midnightMs + 10_000);
    for (const who of [world.people.administrator, world.people.manager])
      await who.call('POST', '/api/cameras/cam-2/removal', { confirm: 'cam-2', reason: '演示：拆除' });
    await page.goto(`${world.running.url}/playback`);
    await page.getByRole('button', { name: /昨\s*夜/ }).click();
    await page.getByLabel(/选摄像机/).click();
    await page.locator('.ant-select-dropdown:visible').getByText('演示 2（已移除）').click();
    // The first camera was chosen by the page; not this time.
    await page.locator('.ant-select-dropdown:visible').getByText('演示 1', { exact: true }).click();

    await page.keyboard.press('Escape');
    await page.getByLabel('说明').fill('演示：核对昨夜');
    await expectWellMadeOnBoth(page, '回放（登记前）');
    await page.getByRole('button', { name: '登记并查看' }).click();
    await page.getByText('16×').click();
    await expect.poll(() => shown(page), { timeout: 30_000 }).toBeGreaterThan(midnightMs + 3000);
    await page.getByText('16 倍速：只放关键帧').waitFor();
    expect(
      await page.locator('video[data-camera="cam-2"]').evaluate((v: HTMLVideoElement) => v.videoWidth),
    ).toBe(640);
    await page.getByText('已到本次登记范围内录像的末尾').waitFor({ timeout: 30_000 });
    await expectWellMadeOnBoth(page, '回放');
  });

  it('comes back with camera, time and speed after a reload; a colleague registers first', async () => {
    await page.locator('[data-row="cam-2"]').waitFor();
    const before = page.url();
    expect(before).toMatch(/speed=16/);
    await page.reload();
    await page.getByText('16 倍速：只放关键帧').waitFor({ timeout: 30_000 });
    const manager = (await openPage(browser, before)).page;
    const { people } = (await world.people.administrator.call('GET', '/api/people')).json;
    const second = people.find(({ user }: { user: string }) => user === 'second');
    const reset = await world.people.administrator.call('POST', `/api/people/${second.id}/password`, {});
    await enter(manager, 'second', reset.json.password);
    await manager.goto(before);
    await manager.getByText('请先登记再看').waitFor();
    await manager.getByText('演示 2（已移除）').first().waitFor();
    // Stills in the list of cameras are a look as well: part of a watch that is registered.
    await manager.goto(`${world.running.url}/cameras`);
    await manager.getByRole('button', { name: '显示缩略图' }).click();
    const still = manager.getByRole('img', { name: '演示 1 现在的画面' });
    await expect
      .poll(() => still.evaluate((picture: HTMLImageElement) => picture.naturalWidth), { timeout: 30_000 })
      .toBe(640);
    await manager.context().close();
  });

  it('says outside of what is not registered, steps by one picture, and is worked by keys', async () => {
    await page.getByText('1×', { exact: true }).click();
    await page.keyboard.press('Escape');
    const timeline = page.getByRole('slider', { name: /时间轴/ });
    await timeline.click({ position: { x: 3, y: 8 } });
    await page
      .getByText(/不在本次登记的范围/)
      .first()
      .waitFor();
    await timeline.press('ArrowLeft');
    const video = page.locator('video[data-camera="cam-2"]');
    await expect
      .poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState), { timeout: 30_000 })
      .toBeGreaterThan(2);
    await page.getByRole('button', { name: '暂停' }).click();
    // The picture under a pointer that rests, through the same gate as the film.
    const [fromMs, toMs, nowMs] = await timeline.evaluate((bar) =>
      ['min', 'max', 'now'].map((name) => Number(bar.getAttribute(`aria-value${name}`))),
    );
    const { width } = (await timeline.boundingBox())!;
    await timeline.hover({ position: { x: ((nowMs! - fromMs!) / (toMs! - fromMs!)) * width, y: 8 } });
    const preview = page.getByRole('img', { name: '指针处的画面' });
    await expect
      .poll(() => preview.evaluate((picture: HTMLImageElement) => picture.naturalWidth), { timeout: 20_000 })
      .toBeGreaterThan(0);
    const at = () => video.evaluate((v: HTMLVideoElement) => v.currentTime);
    // It stood somewhere within a picture: the first step goes to the next one's beginning, the second is a whole one.
    await page.getByRole('button', { name: '下一帧' }).click();
    const first = await at();
    await page.getByRole('button', { name: '下一帧' }).click();
    const stepS = (await at()) - first;
    expect(stepS).toBeGreaterThan(0.01);
    expect(stepS).toBeLessThan(0.2);
    await page.locator('h1').click();
    await page.keyboard.press('i');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('o');
    await page.getByRole('button', { name: '导出这一段' }).waitFor();
    await page.keyboard.press('z');
    await page.getByRole('button', { name: '放大（2 倍）' }).waitFor();
    await page.getByRole('button', { name: '结束查看' }).click();
    await page.getByRole('button', { name: '登记并查看' }).waitFor();
  });
});

describe('a camera that can be turned', () => {
  it('turns while a button is held, says what the law says, and goes to its presets', async () => {
    const uri = world.cameras.urls[1]!;
    const profile = { token: 'main', encoding: 'H264', width: 640, height: 360, uri };
    const device = await startOnvifDevice({ profiles: [profile] });
    try {
      const { administrator, manager } = world.people;
      const onvif = { service: device.service, profile: 'main' };
      await administrator.call('POST', '/api/cameras', { id: 'dome', name: '球机', url: uri, onvif });
      await manager.call('POST', '/api/cameras/dome/presets', {
        act: 'set',
        name: '大门',
        reason: '备案角度',
      });
      await page.goto(`${world.running.url}/live`);
      const tile = page.locator('figure', { hasText: '球机' });
      await tile.getByRole('button', { name: '放大这一路' }).click();
      await page.getByText(/不得擅自改变系统的用途和摄像设备的位置/).waitFor();
      await page.getByRole('button', { name: '向右' }).hover();
      await page.mouse.down();
      await expect.poll(() => device.movements).toEqual(['move 0.4 0 0']);
      await page.mouse.up();
      await expect.poll(() => device.movements.at(-1)).toBe('stop');
      await page.getByLabel('预置位').click();
      await page.locator('.ant-select-dropdown:visible').getByText('大门').click();
      await page.getByRole('button', { name: /转\s*到/ }).click();
      await expect.poll(() => device.movements.at(-1)).toBe('go p1');
      await expect(page.getByRole('button', { name: '存为预置位' }).count()).resolves.toBe(0);
      await expectWellMadeOnBoth(page, '云台');
      for (const who of [administrator, manager])
        await who.call('POST', '/api/cameras/dome/removal', { confirm: 'dome', reason: '演示：拆除' });
    } finally {
      await device.close();
    }
  });
});

describe('an address', () => {
  it('that is nothing, or somebody else’s work, is answered by a page with a way back', async () => {
    for (const [address, title] of [
      ['/nothing-here', '没有这个页面'],
      ['/people', '这个页面不属于你的角色'],
    ] as const) {
      await page.goto(`${world.running.url}${address}`);
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByRole('link', { name: '回到首页' }).click();
      await page.waitForURL(`${world.running.url}/`);
    }
  });
});

describe('registers of the unit', () => {
  it('are written, found, corrected with a reason and withdrawn, on desk and phone', async () => {
    await page.goto(`${world.running.url}/registers/visitors`);
    const form = page.getByRole('dialog');
    await page.getByRole('heading', { name: '监控室出入' }).waitFor();
    await page.getByRole('button', { name: /登\s*记/ }).click();
    await form.getByLabel('姓名').fill('阿依古丽');
    await form.getByLabel('单位').fill('某维护公司');
    await form.getByLabel('事由').fill('更换硬盘');
    await form.getByLabel('陪同人员').fill('王宁');
    const left = form.getByLabel('离开时间');
    await left.fill('2026-11-28 08:00');
    await page.keyboard.press('Enter');
    const entered = form.getByLabel('进入时间');
    await entered.fill('2026-11-28 09:00');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByText('离开不能早于进入').first().waitFor();
    await left.fill('2026-11-28 10:30');
    // Takes the time, and sends the form as Enter does.
    await page.keyboard.press('Enter');
    const cell = page.getByRole('cell', { name: '阿依古丽' });
    await cell.waitFor();
    await page.getByRole('cell', { name: '2026-11-28 10:30' }).waitFor();
    await page.getByRole('searchbox', { name: '查找' }).fill('硬盘 王宁');
    await page.keyboard.press('Enter');
    await cell.click();
    await page.getByRole('button', { name: /更\s*正/ }).click();
    await form.getByLabel('事由').fill('更换两块硬盘');
    await form.getByLabel('更正理由').fill('写漏了数量');
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByRole('cell', { name: '更换两块硬盘' }).click();
    await page.getByText('写漏了数量').waitFor();
    await page
      .getByText(/证据日志第 \d+ 项/)
      .first()
      .waitFor();
    await page.locator('.ant-drawer-close').click();
    await expectWellMadeOnBoth(page, '监控室出入');
  });
});

describe('the live wall', () => {
  it('takes the smaller stream of a camera for the wall, the main one where it is alone', async () => {
    const set = (wallUrl: string) =>
      world.people.administrator.call('PATCH', '/api/cameras/cam-1', { wallUrl });
    await set(world.cameras.urls[1]!);
    const asked: string[] = [];
    page.on('websocket', (socket) => asked.push(socket.url().replace(/.*\/live\//, '')));
    await page.goto(`${world.running.url}/live`);
    const tile = page.locator('figure', { hasText: '演示 1' });
    await tile.getByText('● 实时').waitFor();
    await tile.getByRole('button', { name: '放大这一路' }).click();
    await page.getByRole('button', { name: '回到多画面' }).first().waitFor();
    await tile.getByText('● 实时').waitFor();
    expect(asked.filter((address) => address.startsWith('cam-1'))).toEqual(['cam-1?stream=wall', 'cam-1']);
    await set('');
  });

  it('says live of moving pictures, and of a camera that is gone since when it is', async () => {
    await page.goto(`${world.running.url}/live`);
    await page.getByText('● 实时').first().waitFor({ timeout: 60_000 });
    await world.cameras.close();
    await page
      .getByText(/最后一帧：\d\d:\d\d:\d\d/)
      .first()
      .waitFor({ timeout: 30_000 });
    await page.getByText('非实时画面').first().waitFor();
    await page.waitForFunction(() => !document.body.textContent.includes('● 实时'), undefined, {
      timeout: 30_000,
    });
    // It stays so: nothing says live again while no frame comes.
    await page.waitForTimeout(5000);
    expect(await page.getByText('● 实时').count()).toBe(0);
  });

  it('raises an alarm for each camera that is gone, on every page, until somebody takes note', async () => {
    await page.getByRole('menuitem', { name: '概况' }).click();
    await page.getByRole('button', { name: '告警：2 条未确认' }).click({ timeout: 60_000 });
    await page
      .getByText(/演示 1：没有图像/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '知道了' }).first().click();
    await page.getByRole('button', { name: '告警：1 条未确认' }).waitFor();
    await page.getByText(/演示operator 已确认/).waitFor();
    await page.goto(`${world.running.url}/live`);
    await page
      .getByText(/非实时画面|没有收到新的图像/)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  it('stops and says so when the person is signed out elsewhere', async () => {
    const { id } = (await world.people.administrator.call('GET', '/api/people')).json.people.find(
      ({ user }: { user: string }) => user === 'operator',
    );
    await world.people.administrator.call('DELETE', `/api/people/${id}/sign-ins`);
    await page
      .getByText(/登录已结束|本次查看已结束/)
      .first()
      .waitFor({ timeout: 30_000 });
    expect(await page.getByText('● 实时').count()).toBe(0);
  });
});
