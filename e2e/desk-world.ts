// SPDX-License-Identifier: Apache-2.0
/** A real platform with the demo county and a browser in front of it, for the tests of the desk's pages. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type PlatformOptions, type RunningPlatform, startPlatform } from '../packages/platform/src/index.ts';
import type { Visitor } from '../packages/platform/test/platform-world.ts';
import { fillFromTemplate } from '../packages/platform/test/template.ts';
import { launchBrowser, openPage, widths } from './browser.ts';

export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

export interface DeskWorld {
  readonly running: RunningPlatform;
  readonly directory: string;
  readonly browser: Browser;
  /** One window for each width and visitor: what it has loaded once stays loaded, as for a person at work. */
  readonly openAs: (
    visitor: Visitor | undefined,
    path: string,
    width: keyof typeof widths,
  ) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

export async function openDesk(options: Partial<PlatformOptions> = {}): Promise<DeskWorld> {
  // Builds the pages only when they are older than their sources.
  const builder = join(import.meta.dirname, '..', 'scripts/build-console.ts');
  expect(spawnSync(process.execPath, [builder], { stdio: 'inherit' }).status).toBe(0);
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-desk-'));
  await fillFromTemplate(join(directory, 'platform'), 'today', options.clock);
  const running = await startPlatform({
    directory: join(directory, 'platform'),
    port: 0,
    demo: true,
    rateLimited: false,
    ...options,
  });
  const browser = await launchBrowser();
  const windows = new Map<Visitor | undefined, Map<string, Promise<Opened>>>();
  return {
    running,
    directory,
    browser,
    openAs: async (visitor, path, width) => {
      const mine = windows.get(visitor) ?? new Map<string, Promise<Opened>>();
      windows.set(visitor, mine);
      const window = mine.get(width) ?? openPage(browser, 'about:blank', widths[width]);
      mine.set(width, window);
      const { page, complaints } = await window;
      if (visitor) await page.context().addCookies([...visitor.cookies]);
      complaints.length = 0;
      await page.goto(`${running.url}/desk${path}`);
      return { page, complaints };
    },
    close: async () => {
      await browser.close();
      await running.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Ant Design's tab bar keeps its "more" button inside the tablist; everything else counts. */
export async function checkAccessibility(page: Page): Promise<void> {
  // Nothing under the pointer, and no button on its way from one colour to the next: that has no contrast of its own.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(350);
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).disableRules(['aria-required-children']).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n')}`),
  ).toEqual([]);
}

export async function fitsTheScreen(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(1);
}
