// SPDX-License-Identifier: Apache-2.0
/** Real Chromium for the page tests: the one that comes inside an npm package, or the machine's by MINGJING_CHROMIUM. */
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Widths every page is looked at: a desk and a phone. */
export const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export async function launchBrowser(): Promise<Browser> {
  const own = process.env['MINGJING_CHROMIUM'];
  return await chromium.launch({
    executablePath: own ?? (await chromiumPackage.executablePath()),
    headless: true,
    args: [
      ...(own
        ? ['--no-sandbox']
        : chromiumPackage.args.filter((arg) => !arg.startsWith('--headless') && arg !== '--single-process')),
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A page that fails the test when it throws or logs an error. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number } = widths.desk,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  // What a page does not show in a minute on a busy machine it does not show.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}
