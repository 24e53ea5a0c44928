// SPDX-License-Identifier: Apache-2.0
/** verify.html in a real browser, opened as a file, as somebody with a USB stick would. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOfKey } from '../packages/evidence/src/checkpoint/vkey.ts';
import { suites, testSigner } from '../packages/evidence/test/node-crypto.ts';
import { buildSampleBundle } from '../packages/evidence/test/sample-bundle.ts';
import { launchBrowser, openPage, widths } from './browser.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'mingjing-verify-'));
const witness = testSigner('cosignature-v1', 'police.example/witness');
let browser: Browser;
let url: string;

beforeAll(async () => {
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      ...['build', '--config', 'vite.verify.config.ts', '--outDir', folder, '--logLevel', 'error'],
    ],
    { cwd: join(root, 'packages/console'), stdio: 'inherit' },
  );
  expect(status).toBe(0);
  url = pathToFileURL(join(folder, 'verify.html')).href;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function give(
  page: Page,
  ...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
): Promise<void> {
  await page.setInputFiles(
    '#file',
    files.map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
  await page.waitForSelector('.verdict');
}

describe('verify.html', () => {
  it('opens from a file, asks the network for nothing, and says what a bundle proves', async () => {
    const { bytes, store } = await buildSampleBundle();
    const { page, complaints } = await openPage(browser, url);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.context().setOffline(true);
    await give(page, { name: 'bundle.zip', bytes });
    expect(await page.locator('.sentence').textContent()).toContain('公钥只来自材料本身');
    expect(await page.locator('.ladder .reached').count()).toBe(1);
    await page.locator('.known summary').click();
    await page.locator('textarea').fill(fingerprintOfKey(suites, store.signer.key));
    await page.locator('textarea').blur();
    await page.waitForSelector('.verdict.known-recorder');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('.sentence').textContent()).toContain('signed by a known recorder');
    expect(await page.locator('.findings').textContent()).toContain(
      'Segment 4 of camera gate-1 was deleted; the ground stands in its tombstone',
    );
    expect(asked.filter((request) => !request.startsWith('blob:') && !request.startsWith('data:'))).toEqual(
      [],
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes the policy dropped beside the bundle, and names the witness', async () => {
    const { bytes, plan } = await buildSampleBundle({ witness });
    const policy = plan.files.find(({ path }) => path === 'policy.txt')!;
    const { page } = await openPage(browser, url);
    await give(
      page,
      {
        name: 'police-policy.txt',
        bytes: policy.source.kind === 'memory' ? policy.source.bytes : new Uint8Array(0),
      },
      { name: 'bundle.zip', bytes },
    );
    await page.waitForSelector('.verdict.witnessed');
    expect(await page.locator('.sentence').textContent()).toContain('见证：police.example/witness 于 ');
    await page.context().close();
  });

  it('of the national algorithms says the same, and a changed byte is named with its place', async () => {
    const { bytes, plan } = await buildSampleBundle({ suite: 'sm3-sm2' });
    const { page } = await openPage(browser, url, widths.phone);
    await give(page, { name: 'national.zip', bytes });
    expect(await page.locator('.verdict.self-consistent').count()).toBe(1);
    const changed = Uint8Array.from(bytes);
    const part = plan.files.findIndex(({ path }) => path === 'parts/gate-1/1-1');
    expect(part).toBeGreaterThan(0);
    // The part's own bytes are the only ones of this seed in the archive's second half of the footage.
    changed[Math.floor(bytes.length * 0.55)]! ^= 1;
    await give(page, { name: 'changed.zip', bytes: changed });
    await page.waitForSelector('.verdict.bad');
    expect(await page.locator('.findings .broken').first().textContent()).toMatch(/parts\/|video\//);
    await page.context().close();
  });

  it('fits a desk and a phone, and can be used by everybody', async () => {
    const { bytes } = await buildSampleBundle();
    for (const size of Object.values(widths)) {
      const { page } = await openPage(browser, url, size);
      await give(page, { name: 'bundle.zip', bytes });
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      const shots = process.env['MINGJING_SHOTS'];
      if (shots) await page.screenshot({ path: join(shots, `verify-${size.width}.png`), fullPage: true });
      await page.context().close();
    }
  });

  it('tells rubbish and a cut archive apart', async () => {
    const { bytes } = await buildSampleBundle();
    const { page } = await openPage(browser, url);
    await give(page, { name: 'cut.zip', bytes: bytes.subarray(0, bytes.length - 10) });
    expect(await page.locator('.sentence').textContent()).toContain('结尾缺失');
    await page.context().close();
  });
});
