// SPDX-License-Identifier: Apache-2.0
/** The gate of the desk in a browser: second factor set up at first sign-in, then a passkey, then an identity provider. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityProvider, startIdentityProvider } from '../packages/platform/test/identity-provider.ts';
import { password, totp } from '../packages/platform/test/platform-world.ts';
import { openPage, widths } from './browser.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, freePort, openDesk } from './desk-world.ts';

let world: DeskWorld;
let provider: IdentityProvider;
let page: Page;
let complaints: string[];
let key = '';
beforeAll(async () => {
  const port = await freePort();
  provider = await startIdentityProvider();
  const { discoveryUrl, clientId, clientSecret } = provider;
  world = await openDesk({
    port,
    // Passkeys belong to names, not to addresses.
    publicUrl: `http://localhost:${port}`,
    oidc: [{ id: 'yanshi-idp', discoveryUrl, clientId, clientSecret, secondFactor: false }],
  });
  ({ page, complaints } = await openPage(world.browser, 'about:blank', widths.desk));
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});
afterAll(async () => {
  await world?.close();
  await provider?.close();
});

const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const signOut = async () => {
  await page.context().clearCookies();
  await page.goto(`${world.running.url}/desk/`);
  await page.getByLabel('用户名或邮箱').waitFor();
};
const methods = () =>
  page.evaluate(async () => (await (await fetch('/api/session')).json()).assurance?.methods as string[]);

describe('an official at the gate', () => {
  it('sets up the second factor at the first sign-in', async () => {
    await page.goto(`${world.running.url}/desk/`);
    await page.getByLabel('用户名或邮箱').fill('officer');
    await checkAccessibility(page);
    await page.getByLabel('密码').fill(password);
    await press(/^登\s?录$/);
    await page.getByRole('heading', { name: '登记第二因素' }).waitFor();
    await page.getByLabel('密码').fill(password);
    await press('开始登记');
    key = (await page.getByTestId('secret').textContent()) ?? '';
    await page.getByLabel('动态验证码').fill(totp(key.trim()));
    await press(/^确\s?认$/);
    await page.getByRole('menuitem', { name: '单位' }).first().waitFor();
    expect(await methods()).toEqual(['password', 'totp']);
  });

  it('adds a passkey and signs in with nothing else', async () => {
    await page.goto(`${world.running.url}/desk/sessions`);
    await press('添加通行密钥');
    await page
      .getByText(/\d{4}-\d\d-\d\d 添加/)
      .first()
      .waitFor();
    await checkAccessibility(page);
    await signOut();
    await press('用通行密钥登录');
    await page.getByRole('menuitem', { name: '单位' }).first().waitFor();
    expect(await methods()).toEqual(['passkey']);
    await page.goto(`${world.running.url}/desk/units`);
    await page.getByText('演示住宅小区').first().waitFor();
  });

  it('ties the organisation’s identity provider, which still asks for our second factor', async () => {
    await page.goto(`${world.running.url}/desk/sessions`);
    await press(/^关\s?联$/);
    await page.getByText('已关联').waitFor();
    await signOut();
    await press('用单位身份源 yanshi-idp 登录');
    // The one that confirmed the enrolment may still be shown, and opens nothing any more.
    await page.getByLabel('动态验证码').fill(totp(key.trim(), Date.now() + 30_000));
    await press(/^登\s?录$/);
    await page.getByRole('menuitem', { name: '单位' }).first().waitFor();
    expect(await methods()).toEqual(['oidc', 'totp']);
    await signOut();
    provider.become('stranger');
    await press('用单位身份源 yanshi-idp 登录');
    await page.getByText('这个身份源账号还没有与本系统的用户关联').waitFor();
    await page.setViewportSize(widths.phone);
    await fitsTheScreen(page);
    await checkAccessibility(page);
    expect(complaints).toEqual([]);
  });
});
