// SPDX-License-Identifier: Apache-2.0
/** An account in distress, in a browser: a backup code instead of the phone, a reset by two administrators, a handed out password. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openCounty } from '../packages/platform/test/county-people.ts';
import { password, totp, Visitor } from '../packages/platform/test/platform-world.ts';
import { openPage, widths } from './browser.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

let world: DeskWorld;
let people: County;
let first: Visitor;
let second: Visitor;
let oneTime = '';

beforeAll(async () => {
  world = await openDesk();
  people = await openCounty(world);
  for (const [user, role] of [
    ['first', 'administrator'],
    ['second', 'administrator'],
    ['phoneless', 'supervisionOfficer'],
  ] as const)
    await people.add(user, role);
  [first, second] = [new Visitor(world.running.url), new Visitor(world.running.url)];
  await first.signInWithSecondFactor('first');
  await second.signInWithSecondFactor('second');
});
afterAll(() => world?.close());

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const typeIn = async (page: Page, secret: string) => {
  await page.getByLabel('用户名或邮箱').fill('phoneless');
  await page.getByLabel('密码').fill(secret);
  await press(page, /^登\s?录$/);
};

describe('an account in distress', () => {
  it('opens with a backup code, says how many are left, and moves to another phone', async () => {
    const visitor = new Visitor(world.running.url);
    await visitor.signIn('phoneless');
    const { json } = await visitor.call('POST', '/api/auth/two-factor/enable', { password });
    const key = new URL(json.totpURI).searchParams.get('secret') ?? '';
    await visitor.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(key) });
    const { page, complaints } = await openPage(world.browser, `${world.running.url}/desk/`, widths.phone);
    await typeIn(page, password);
    await press(page, '手机不在身边？用备用码');
    await page.getByLabel('备用码').fill(json.backupCodes[0]);
    await fitsTheScreen(page);
    await checkAccessibility(page);
    await press(page, /^登\s?录$/);
    await page.getByRole('button', { name: '菜单' }).waitFor();
    await page.goto(`${world.running.url}/desk/sessions`);
    await page.getByText('备用码还剩 9 个').waitFor();
    await press(page, '换验证器');
    await page.getByLabel('为确认是本人，请输入密码').fill(password);
    await press(page, '开始登记');
    const secret = ((await page.getByTestId('secret').textContent()) ?? '').trim();
    expect(await page.getByTestId('backup-codes').locator('code').count()).toBe(10);
    await fitsTheScreen(page);
    await page.getByLabel('动态验证码').fill(totp(secret));
    await press(page, /^确\s?认$/);
    await page.getByText('备用码还剩 10 个').waitFor();
    await checkAccessibility(page);
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  it('is reset when one administrator asks and another approves', async () => {
    const asks = await world.openAs(first, '/people', 'desk');
    await press(asks.page, '更多 演示 phoneless');
    await asks.page.getByRole('menuitem', { name: '重置密码' }).click();
    await asks.page.getByLabel('理由（至少 4 个字）').fill('手机和密码都丢了，当面核对过证件');
    await asks.page.getByRole('dialog').getByRole('button', { name: '重置密码' }).click();
    await asks.page.getByText('已提出，等待另一名管理员批准').first().waitFor();
    await checkAccessibility(asks.page);
    const decides = await world.openAs(second, '/people', 'phone');
    await press(decides.page, /^批\s?准$/);
    await decides.page
      .getByRole('dialog')
      .getByRole('button', { name: /^批\s?准$/ })
      .click();
    oneTime = ((await decides.page.getByTestId('one-time').textContent()) ?? '').trim();
    await fitsTheScreen(decides.page);
    expect([...asks.complaints, ...decides.complaints]).toEqual([]);
  });

  it('with the handed out password opens the page that changes it and nothing else', async () => {
    const other = await first.call('GET', '/api/members');
    const { userId } = other.json.find(({ email }: { email: string }) => email.startsWith('phoneless@'));
    const factor = await first.call('POST', `/api/members/${userId}/resets`, {
      what: 'second-factor',
      reason: '手机丢失',
    });
    await second.call('POST', `/api/account-resets/${factor.json.id}/approval`);
    const { page, complaints } = await openPage(
      world.browser,
      `${world.running.url}/desk/units`,
      widths.desk,
    );
    await typeIn(page, oneTime);
    await page.getByRole('heading', { name: '先修改密码' }).waitFor();
    await checkAccessibility(page);
    await page.getByLabel('当前密码').fill(oneTime);
    await page.getByLabel('新密码（至少 12 个字符）').fill('my own words here');
    await page.getByLabel('再输入一次新密码').fill('my own words here');
    await press(page, '修改密码');
    await page.getByRole('heading', { name: '登记第二因素' }).waitFor();
    await page.context().close();
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
  });

  it('says in whose hands a filing is, and lets a colleague take it over', async () => {
    const { database } = world.running.platform;
    const { rows } = await database.owner.query<{ id: string }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, submitted_at)
       SELECT id, coalesce(organisation_id, $1), jurisdiction, 'first', 'submitted',
              jsonb_build_object('name', name, 'placeKind', place_kind, 'address', address, 'people',
                jsonb_build_array(jsonb_build_object('name', '演示人员', 'duty', '负责人', 'phone', '13800001200'))), now()
         FROM unit WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = unit.id) LIMIT 1 RETURNING id`,
      [people.organ],
    );
    const id = rows[0]?.id ?? '';
    await people.add('away', 'supervisionOfficer');
    await people.add('here', 'supervisionOfficer');
    const [away, here] = [new Visitor(world.running.url), new Visitor(world.running.url)];
    await away.signInWithSecondFactor('away');
    await here.signInWithSecondFactor('here');
    const { version } = (await away.call('GET', `/api/filings/${id}`)).json;
    await away.call('POST', `/api/filings/${id}/acceptance`, { version });
    const { page, complaints } = await world.openAs(here, `/review?id=${id}`, 'desk');
    await page.getByText('演示 away 正在办理').waitFor();
    await page.getByText('138****00').waitFor();
    await checkAccessibility(page);
    await press(page, '接手办理');
    await page.getByLabel('理由（写入备案的经过）').fill('办理人外出培训');
    await page.getByRole('dialog').getByRole('button', { name: '接手办理' }).click();
    await page.getByText('由你办理').waitFor();
    const phone = await world.openAs(here, `/review?id=${id}`, 'phone');
    await phone.page.getByText('由你办理').waitFor();
    await fitsTheScreen(phone.page);
    expect([...complaints, ...phone.complaints]).toEqual([]);
    const suspends = await world.openAs(first, '/people', 'desk');
    await press(suspends.page, '更多 演示 here');
    await suspends.page.getByRole('menuitem', { name: /^停\s?用$/ }).click();
    await suspends.page.getByText('手上有 1 份办理中的备案').waitFor();
    await checkAccessibility(suspends.page);
  });

  it('whose session ends while somebody types offers to sign in on the spot, and what was typed is still there', async () => {
    const { page } = await openPage(world.browser, `${world.running.url}/desk/`, widths.phone);
    await page.getByLabel('用户名或邮箱').fill('hotel');
    await page.getByLabel('密码').fill(password);
    await press(page, /^登\s?录$/);
    await page.getByRole('button', { name: '菜单' }).waitFor();
    await page.goto(`${world.running.url}/desk/sessions`);
    await page.getByLabel('新密码（至少 12 个字符）').fill('typed before it ended');
    await page.getByLabel('再输入一次新密码').fill('typed before it ended');
    await page.getByLabel('当前密码').fill(password);
    await world.running.platform.database.owner.query('DELETE FROM auth.session');
    await press(page, '修改密码');
    await page.getByRole('dialog').getByText('登录已结束').waitFor();
    await fitsTheScreen(page);
    await page.getByRole('dialog').getByLabel('用户名或邮箱').fill('hotel');
    await page.getByRole('dialog').getByLabel('密码').fill(password);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^登\s?录$/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('新密码（至少 12 个字符）').inputValue()).toBe('typed before it ended');

    // Leaving asks: "stay" keeps the page, "leave" leaves it.
    await page.getByLabel('当前密码').pressSequentially('x');
    const asked: string[] = [];
    let stays = true;
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (stays ? dialog.dismiss() : dialog.accept());
    });
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '法规' }).click();
    expect(asked.join()).toContain('还没有保存');
    expect(new URL(page.url()).pathname).toBe('/desk/sessions');
    stays = false;
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '法规' }).click();
    await page.waitForURL(/\/desk\/law/);
    await page.context().close();
  });
});
