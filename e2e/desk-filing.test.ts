// SPDX-License-Identifier: Apache-2.0
/**
 * One unit from nowhere to its receipt: it registers itself on a phone, files, is returned after the last day, mends, is
 * verified, changes a camera; anybody checks, a neighbour sees nothing, and every page and paper says the true days.
 */
import { spawnSync } from 'node:child_process';
import { encodeVkey, signRecorderFacts } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testSigner } from '../packages/evidence/test/node-crypto.ts';
import { password, Visitor } from '../packages/platform/test/platform-world.ts';
import { openPage, widths } from './browser.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

let world: DeskWorld;
let officer: Visitor;
/** The unit's own telephone, which nobody signs in but by its pages. */
let telephone: Page;
let complaints: string[];
/** The desk's days go on; the machine's clock, which sessions live by, does not. */
let aheadMs = 0;
const dayMs = 86_400_000;
const dayOf = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 10);
/** In use for twenty days on the day it is handed in, so ten are left; what follows happens after them. */
const [usedOn, handedInOn, mendedOn] = [dayOf(-20), dayOf(0), dayOf(12)];
const unitName = '演示山茶花・旅舍';

async function signedIn(user: string): Promise<Visitor> {
  const visitor = new Visitor(world.running.url);
  await visitor.signInWithSecondFactor(user);
  return visitor;
}

beforeAll(async () => {
  world = await openDesk({ clock: () => Date.now() + aheadMs });
  officer = await signedIn('officer');
  ({ page: telephone, complaints } = await openPage(
    world.browser,
    `${world.running.url}/desk/public/register`,
    widths.phone,
  ));
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
    unit: { name: unitName, creditCode: '' },
    cameras: [camera],
    requiredDays: 30,
  };
  const ring = { v: 1 as const, keys: [{ role: 'log' as const, vkey: encodeVkey(signer.key) }] };
  return Buffer.from(signRecorderFacts(nodeAlgorithms['sha256-ed25519'], facts, signer, ring));
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const next = (page: Page) => press(page, '下一步');
const shown = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const own = async (): Promise<Page> => {
  await telephone.goto(`${world.running.url}/desk/own`);
  return telephone;
};
/** What a paper says, without the breaks of its lines. */
const textOf = (pdf: Uint8Array): string =>
  spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout.replaceAll(/\s/g, '');
const written = (day: string) => day.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日');
/** For looking at: every screen of the walk. */
async function look(page: Page, name: string): Promise<void> {
  await fitsTheScreen(page);
  const folder = process.env['MINGJING_WALK'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/walk-${name}.png`, fullPage: true });
}

describe('a unit that is registered nowhere', () => {
  afterEach(async ({ task }) => {
    const folder = process.env['MINGJING_SHOTS'];
    if (folder === undefined || task.result?.state !== 'fail') return;
    for (const [at, page] of world.browser
      .contexts()
      .flatMap((context) => context.pages())
      .entries())
      await page.screenshot({ path: `${folder}/filing-${at}.png`, fullPage: true });
  });

  let unitId = '';

  it('registers itself on a phone, is asked for its letter at the field, and is accepted by its county', async () => {
    const page = telephone;
    await press(page, /提\s*交/);
    await page.getByText('请附上盖章的说明').waitFor();
    await page.getByLabel('所在地公安机关').fill('110199');
    await page.getByTitle(/演示区公安分局/).click();
    for (const [label, value] of [
      ['单位名称', unitName],
      ['统一社会信用代码', '9111 0199 MA00 0000 1X'],
      ['场所类型', '旅馆'],
      ['系统建设位置', '演示区演示路 99 号'],
      ['联系人姓名', '演示店长'],
      ['联系电话', '13800000009'],
      ['联系人邮箱', 'inn@mingjing.invalid'],
    ] as const)
      await page.getByLabel(label).fill(value);
    await page.locator('input[type=file]').setInputFiles({
      name: '盖章说明.png',
      mimeType: 'image/png',
      buffer: await page.screenshot(),
    });
    await checkAccessibility(page);
    await look(page, '1-register');
    await press(page, /提\s*交/);
    await page.getByText(/已收到，编号 DJ/).waitFor();
    await look(page, '2-received');
    const { page: desk } = await world.openAs(officer, '/registrations', 'phone');
    await desk.getByText(unitName).first().waitFor();
    expect(await desk.getByText('13800000009').count()).toBe(0);
    await checkAccessibility(desk);
    await look(desk, '3-registrations');
    await press(desk, '通过并邀请');
    const link = (await desk.getByText(/desk\/invitation\//).textContent()) ?? '';
    await look(desk, '4-accepted');
    await page.goto(link.trim());
    await page.getByLabel('设置密码，至少 12 个字符').fill(password);
    await look(page, '5-invitation');
    await page.getByRole('button', { name: '接受邀请' }).click();
    await page.locator('.ant-alert-success').getByRole('link', { name: '登录' }).click();
    await page.getByLabel('用户名或邮箱').fill('inn@mingjing.invalid');
    await page.getByLabel('密码').fill(password);
    await press(page, /^登\s?录$/);
    await page.getByRole('heading', { name: '本单位备案' }).waitFor();
    await checkAccessibility(page);
    await look(page, '6-own');
    expect(complaints).toEqual([]);
  });

  it('fills in its filing, saved as it goes, and is told what is missing before it is handed in', async () => {
    const page = telephone;
    await press(page, '开始备案');
    // What the register knows is filled in and not asked again.
    await shown(page, '单位名称').waitFor();
    expect(await shown(page, '单位名称').inputValue()).toBe(unitName);
    expect(await shown(page, '场所类型').inputValue()).toBe('旅馆');
    await page
      .getByText(/已填好：单位登记/)
      .first()
      .waitFor();
    await shown(page, '姓名').first().fill('演示负责人');
    await shown(page, '职责').first().fill('管理责任人');
    await shown(page, '联系电话').first().fill('010-00000000');
    await page.getByText('已自动保存').waitFor();
    await fitsTheScreen(page);
    await look(page, '7-form-1');
    await next(page);
    await shown(page, '投入使用日期').click();
    await page.locator('.ant-picker-dropdown:visible td').first().waitFor();
    const day = page.locator(`.ant-picker-dropdown:visible td[title="${usedOn}"]`);
    if (!(await day.count()))
      await page.locator('.ant-picker-dropdown:visible .ant-picker-header-prev-btn').click();
    await day.click();
    // What is no number is kept as it was typed, and the field says what is.
    await shown(page, '视频图像信息存储期限（日）').fill('一个月');
    await page.getByText(/“一个月”不能用：写整数天数/).waitFor();
    await shown(page, '视频图像信息存储期限（日）').fill('30天');
    await look(page, '8-form-2');
    await next(page);
    // The recorder's own account fills in the cameras.
    await page.setInputFiles('input[type=file] >> nth=0', {
      name: 'recorder-facts.json',
      mimeType: 'application/json',
      buffer: recorderFacts(),
    });
    await page.getByText('已附上：1 台设备').waitFor();
    expect(await shown(page, '编号').inputValue()).toBe('C1');
    await look(page, '9-form-3');
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
    await look(page, '10-summary');
    await press(page, '提交备案');
    await page.getByText('已提交，等待公安机关受理。').waitFor();
    // What was handed in stays to be seen, and can be taken back until it is accepted.
    await press(page, '查看提交的内容');
    await page.getByRole('img', { name: '门厅.png' }).waitFor();
    await page.getByRole('button', { name: /撤\s?回/ }).waitFor();
    await checkAccessibility(page);
    await page.getByText(`交齐 ${handedInOn}`).waitFor();
    await look(page, '11-handed-in');
    expect(complaints).toEqual([]);
  });

  it('is returned with a reason at the field, which the unit sees there, corrects and hands in again', async () => {
    aheadMs = 12 * dayMs;
    officer = await signedIn('officer2');
    const { page: desk, complaints: said } = await world.openAs(officer, '/', 'desk');
    await desk.getByRole('link', { name: unitName }).first().click();
    await desk.getByRole('heading', { name: unitName }).waitFor();
    await desk.getByRole('img', { name: '门厅.png' }).waitFor();
    await checkAccessibility(desk);
    await press(desk, /^受\s?理$/);
    await desk.waitForLoadState('networkidle');
    await press(desk, /核验通过，出具回执/).catch(() => undefined);
    await desk.getByRole('button', { name: /取\s?消/ }).click();
    await desk.getByLabel('系统建设位置 这一项的问题（退回时写明）').fill('请写到门牌号和楼层');
    await press(desk, '退回补正');
    await desk.getByText('待补正').first().waitFor();
    await look(desk, '12-returned');
    expect(said).toEqual([]);

    const page = await own();
    await press(page, '继续填写');
    await page.getByText('系统建设位置：请写到门牌号和楼层').waitFor();
    await page.locator('.ant-form-item-explain').filter({ hasText: '请写到门牌号和楼层' }).waitFor();
    await look(page, '13-mend');
    await shown(page, '系统建设位置').fill('演示区演示路 1 号一层');
    await next(page);
    await next(page);
    await next(page);
    await page.getByLabel(/我声明以上内容真实/).check();
    await press(page, '提交备案');
    await page.getByText('已提交，等待公安机关受理。').waitFor();
  });

  it('is verified with a receipt that anybody can check on a phone', async () => {
    const { page: desk } = await world.openAs(officer, '/', 'phone');
    await desk.getByRole('link', { name: unitName }).first().click();
    await press(desk, /^受\s?理$/);
    await desk.waitForLoadState('networkidle');
    await press(desk, /核验通过，出具回执/);
    await look(desk, '14-verify');
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /核验通过，出具回执/ })
      .click();
    const code = await desk.locator('span').filter({ hasText: '核验码' }).locator('code').textContent();
    expect(code).toMatch(/^[0-9A-Z]{16}$/);
    const { page } = await world.openAs(undefined, `/public/receipt?code=${code}`, 'phone');
    await page.getByText(unitName).first().waitFor();
    await page.getByText(handedInOn).waitFor();
    await page.getByText(mendedOn).waitFor();
    await page.getByText('演示区公安分局（演示）').waitFor();
    await checkAccessibility(page);
    await look(page, '15-receipt');
    await (await own()).getByText('下载备案回执（PDF）').waitFor();
    await telephone.getByText(`交齐 ${handedInOn} · 核验 ${mendedOn}`).waitFor();
    await telephone.getByText('按期', { exact: true }).first().waitFor();
    await look(telephone, '16-own-filed');
  });

  it('was in time on every page and paper, although it was mended and verified after the last day', async () => {
    const [filing] = (await officer.call('GET', `/api/filings?words=${encodeURIComponent('山茶花')}`)).json
      .filings;
    ({ unitId } = filing);
    for (const paper of ['receipt.pdf', 'form.pdf']) {
      const { bytes } = await officer.call('GET', `/api/filings/${filing.id}/${paper}`);
      const text = textOf(bytes);
      expect(text.includes(handedInOn) || text.includes(written(handedInOn)), `${paper}: ${text}`).toBe(true);
      expect(text).not.toContain('13800000009');
    }
    const { json: unit } = await officer.call('GET', `/api/units/${unitId}`);
    expect([unit.filingState, unit.filedOn]).toEqual(['filed', handedInOn]);
    for (const width of ['desk', 'phone'] as const) {
      const { page } = await world.openAs(officer, `/unit?id=${unitId}`, width);
      await page.getByText('按期', { exact: true }).first().waitFor();
      expect(await page.getByText('逾期').count()).toBe(0);
      await look(page, `17-unit-${width}`);
      await page.getByRole('tab', { name: '备案', exact: true }).click();
      await page.getByRole('cell', { name: handedInOn }).waitFor();
      await look(page, `18-unit-filings-${width}`);
    }
    const { page } = await world.openAs(officer, `/units?words=${encodeURIComponent('山茶花·旅舍')}`, 'desk');
    await page.getByRole('row').filter({ hasText: unitName }).getByText('已备案').waitFor();
    expect(await page.getByText('逾期', { exact: true }).count()).toBe(0);
    await look(page, '19-units');
  });

  it('changes a camera on the phone, which the officer sees as a change; back leads out of the form', async () => {
    const page = await own();
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
      .getByRole('link', { name: new RegExp(`${unitName}提交了备案`) })
      .first()
      .click();
    await desk.waitForURL(/review\?id=/);
    await desk.getByText('收银台').first().waitFor();
    await desk.getByText('门厅').first().waitFor();
    await look(desk, '20-change');
    await press(desk, /^受\s?理$/);
    await desk.waitForLoadState('networkidle');
    await press(desk, /核验通过，出具回执/);
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /核验通过，出具回执/ })
      .click();
    await desk.locator('span').filter({ hasText: '核验码' }).locator('code').waitFor();
    const { json: unit } = await officer.call('GET', `/api/units/${unitId}`);
    expect([unit.filedOn, unit.cameras.map(({ place }: { place: string }) => place)]).toEqual([
      handedInOn,
      ['收银台'],
    ]);
    await (await own()).getByText(`交齐 ${mendedOn} · 核验 ${mendedOn}`).waitFor();
    await telephone.getByText(`交齐 ${handedInOn} · 核验 ${mendedOn}`).waitFor();
    await look(telephone, '21-own-changed');
    expect(complaints).toEqual([]);
  });

  it('is nothing an officer of another county sees', async () => {
    const { page } = await world.openAs(await signedIn('neighbour'), '/filings', 'desk');
    await page.getByRole('heading', { name: '备案', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText(unitName).count()).toBe(0);
    const id = (await officer.call('GET', '/api/filings')).json.filings[0].id;
    await page.goto(`${world.running.url}/desk/review?id=${id}`);
    await page.getByText('platform/not-found').waitFor();
  });
});
