// SPDX-License-Identifier: Apache-2.0
/** One filing from a phone to its receipt: the unit files, the officer returns and then verifies, anybody checks, a neighbour sees nothing. */
import { encodeVkey, signRecorderFacts } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testSigner } from '../packages/evidence/test/node-crypto.ts';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

let world: DeskWorld;
let hotel: Visitor;
let officer: Visitor;
let neighbour: Visitor;
beforeAll(async () => {
  world = await openDesk();
  [hotel, officer, neighbour] = [0, 1, 2].map(() => new Visitor(world.running.url)) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await hotel.signIn('hotel');
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
});
afterAll(() => world?.close());

function recorderFacts(): Buffer {
  const origin = 'mingjing/demo';
  const signer = testSigner('ed25519', origin);
  const camera = { id: 'C1', name: '', codec: '', width: 0, height: 0, oldest: null };
  const facts = {
    v: 1 as const,
    origin,
    recorderId: 'demo',
    at: '2026-11-20T02:00:00.000Z',
    unit: { name: '演示宾馆', creditCode: '' },
    cameras: [camera],
    requiredDays: 30,
  };
  const ring = { v: 1 as const, keys: [{ role: 'log' as const, vkey: encodeVkey(signer.key) }] };
  return Buffer.from(signRecorderFacts(nodeAlgorithms['sha256-ed25519'], facts, signer, ring));
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const next = (page: Page) => press(page, '下一步');
const shown = (page: Page, name: string) => page.getByLabel(name, { exact: true });

describe('a filing', () => {
  afterEach(async ({ task }) => {
    const folder = process.env['MINGJING_SHOTS'];
    if (folder === undefined || task.result?.state !== 'fail') return;
    for (const [at, page] of world.browser
      .contexts()
      .flatMap((context) => context.pages())
      .entries())
      await page.screenshot({ path: `${folder}/filing-${at}.png`, fullPage: true });
  });

  it('is filled in on a phone, saved as it goes, and says what is missing before it is handed in', async () => {
    const { page, complaints } = await world.openAs(hotel, '/own', 'phone');
    await page.getByRole('heading', { name: '本单位备案' }).waitFor();
    await fitsTheScreen(page);
    await checkAccessibility(page);
    await press(page, '开始备案');
    // What the register knows is filled in and not asked again.
    await shown(page, '单位名称').waitFor();
    expect(await shown(page, '单位名称').inputValue()).toBe('演示宾馆');
    expect(await shown(page, '场所类型').inputValue()).toBe('宾馆');
    await page
      .getByText(/已填好：单位登记/)
      .first()
      .waitFor();
    await shown(page, '姓名').first().fill('演示负责人');
    await shown(page, '职责').first().fill('管理责任人');
    await shown(page, '联系电话').first().fill('010-00000000');
    await page.getByText('已自动保存').waitFor();
    await fitsTheScreen(page);
    await next(page);
    // What is no number is kept as it was typed, and the field says what is.
    await shown(page, '视频图像信息存储期限（日）').fill('一个月');
    await page.getByText(/“一个月”不能用：写整数天数/).waitFor();
    await shown(page, '视频图像信息存储期限（日）').fill('30天');
    await next(page);
    // The recorder's own account fills in the cameras.
    await page.setInputFiles('input[type=file] >> nth=0', {
      name: 'recorder-facts.json',
      mimeType: 'application/json',
      buffer: recorderFacts(),
    });
    await page.getByText('已附上：1 台设备').waitFor();
    expect(await shown(page, '编号').inputValue()).toBe('C1');
    await fitsTheScreen(page);
    await next(page);
    await page.getByText('请先改正下面的问题：').waitFor();
    expect(await page.getByRole('button', { name: '提交备案' }).isDisabled()).toBe(true);
    await page.setInputFiles('.ant-upload input[type=file] >> nth=-2', {
      name: '门厅.png',
      mimeType: 'image/png',
      buffer: await page.screenshot(),
    });
    await page.getByRole('img', { name: '门厅.png' }).waitFor();
    await fitsTheScreen(page);
    await checkAccessibility(page);
    // The page is closed and opened again: it shows the same form, and nothing typed is lost.
    await page.reload();
    await shown(page, '姓名').first().waitFor();
    expect(await shown(page, '姓名').first().inputValue()).toBe('演示负责人');
    await next(page);
    await next(page);
    expect(await shown(page, '编号').inputValue()).toBe('C1');
    await shown(page, '安装位置').fill('门厅');
    await shown(page, '类型').click();
    await page.getByTitle('半球').click();
    await page.getByLabel('不拍摄客房、浴室、卫生间等禁止区域').check();
    await next(page);
    await page.getByText('将要提交的内容').waitFor();
    await page.getByLabel(/我声明以上内容真实/).check();
    await page.getByRole('button', { name: '提交备案', disabled: false }).waitFor();
    await fitsTheScreen(page);
    await press(page, '提交备案');
    await page.getByText('已提交，等待公安机关受理。').waitFor();
    // What was handed in stays to be seen, and can be taken back until it is accepted.
    await press(page, '查看提交的内容');
    await page.getByRole('img', { name: '门厅.png' }).waitFor();
    await page.getByRole('button', { name: /撤\s?回/ }).waitFor();
    await checkAccessibility(page);
    await fitsTheScreen(page);
    expect(complaints).toEqual([]);
  });

  it('is returned with a reason at the field, which the unit sees there, corrects and hands in again', async () => {
    const { page: desk, complaints } = await world.openAs(officer, '/', 'desk');
    await desk.getByRole('link', { name: '演示宾馆' }).first().click();
    await desk.getByRole('heading', { name: '演示宾馆' }).waitFor();
    await desk.getByRole('img', { name: '门厅.png' }).waitFor();
    await checkAccessibility(desk);
    await press(desk, /^受\s?理$/);
    await press(desk, /核验通过，出具回执/).catch(() => undefined);
    await desk.getByRole('button', { name: /取\s?消/ }).click();
    await desk.getByLabel('系统建设位置 这一项的问题（退回时写明）').fill('请写到门牌号和楼层');
    await press(desk, '退回补正');
    await desk.getByText('待补正').first().waitFor();
    expect(complaints).toEqual([]);

    const { page } = await world.openAs(hotel, '/own', 'phone');
    await press(page, '继续填写');
    await page.getByText('系统建设位置：请写到门牌号和楼层').waitFor();
    await page.locator('.ant-form-item-explain').filter({ hasText: '请写到门牌号和楼层' }).waitFor();
    await shown(page, '系统建设位置').fill('演示区演示路 1 号一层');
    await next(page);
    await next(page);
    await next(page);
    await page.getByLabel(/我声明以上内容真实/).check();
    await press(page, '提交备案');
    await page.getByText('已提交，等待公安机关受理。').waitFor();
  });

  it('is verified with a receipt that anybody can check on a phone', async () => {
    const { page: desk } = await world.openAs(officer, '/', 'desk');
    await desk.getByRole('link', { name: '演示宾馆' }).first().click();
    await press(desk, /^受\s?理$/);
    await press(desk, /核验通过，出具回执/);
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /核验通过，出具回执/ })
      .click();
    const code = await desk.locator('span').filter({ hasText: '核验码' }).locator('code').textContent();
    expect(code).toMatch(/^[0-9A-Z]{16}$/);
    const { page } = await world.openAs(undefined, `/public/receipt?code=${code}`, 'phone');
    await page.getByText('演示宾馆').first().waitFor();
    await checkAccessibility(page);
    await fitsTheScreen(page);
    const { page: own } = await world.openAs(hotel, '/own', 'phone');
    await own.getByText('下载备案回执（PDF）').waitFor();
    await fitsTheScreen(own);
  });

  it('changes a camera on the phone, which the officer sees as a change; back leads out of the form', async () => {
    const { page } = await world.openAs(hotel, '/own', 'phone');
    await press(page, '办理变更');
    await shown(page, '单位名称').waitFor();
    await page.goBack();
    await press(page, '继续填写');
    await next(page);
    await next(page);
    await shown(page, '安装位置').fill('收银台');
    await next(page);
    await page.getByLabel(/我声明以上内容真实/).check();
    await page.getByRole('button', { name: '提交备案', disabled: false }).waitFor();
    await press(page, '提交备案');
    await page.getByText('已提交，等待公安机关受理。').waitFor();
    // The bell leads to the filing it tells of.
    const { page: desk } = await world.openAs(officer, '/units', 'desk');
    await desk.getByRole('button', { name: /^通知/ }).click();
    await desk
      .getByRole('link', { name: /演示宾馆提交了备案/ })
      .first()
      .click();
    await desk.waitForURL(/review\?id=/);
    await desk.getByText('收银台').first().waitFor();
    await desk.getByText('门厅').first().waitFor();
  });

  it('is nothing an officer of another county sees', async () => {
    const { page } = await world.openAs(neighbour, '/filings', 'desk');
    await page.getByRole('heading', { name: '备案', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('演示宾馆').count()).toBe(0);
    const id = (await officer.call('GET', '/api/filings')).json.filings[0].id;
    await page.goto(`${world.running.url}/desk/review?id=${id}`);
    await page.getByText('platform/not-found').waitFor();
  });
});
