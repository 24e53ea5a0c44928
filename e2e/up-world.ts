// SPDX-License-Identifier: Apache-2.0
/** `mingjing up` as a newcomer starts it, and what every page is held to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { totp as codeAt } from '@mingjing/simulator';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { widths } from './browser.ts';

const cli = join(import.meta.dirname, '../packages/cli/bin/mingjing.mjs');

export interface Up {
  readonly platform: string;
  readonly recorder: string;
  readonly data: string;
  readonly admin?: { readonly user: string; readonly password: string };
}

export class UpWorld {
  readonly data = mkdtempSync(join(tmpdir(), 'mingjing-up-'));
  #child: ChildProcess | undefined;

  start(): Promise<Up> {
    const child = spawn(process.execPath, [
      cli,
      'up',
      '--data',
      this.data,
      '--recorder-port',
      '0',
      '--platform-port',
      '0',
      '--json',
    ]);
    this.#child = child;
    return new Promise((resolve, reject) => {
      let out = '';
      let errors = '';
      child.stderr.on('data', (piece) => (errors += piece));
      child.stdout.on('data', (piece) => {
        out += piece;
        if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0] ?? ''));
      });
      child.once('exit', (code) => reject(new Error(`mingjing up ended with ${code}: ${errors}`)));
    });
  }

  /** As Ctrl-C does. @returns the exit code */
  stop(): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return Promise.resolve(child?.exitCode ?? null);
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.kill('SIGINT');
    });
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Nothing wider than the screen, and nothing axe objects to. */
export async function expectWellMade(page: Page, where: string): Promise<void> {
  // Nothing under the pointer: a colour on its way to another is no colour.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(350);
  const [wide = 0, screen = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  expect(wide, `${where} is wider than the screen`).toBeLessThanOrEqual(screen);
  const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
}

/** Looks at the page as on a desk and as on a phone. */
export async function expectWellMadeOnBoth(page: Page, where: string): Promise<void> {
  for (const [name, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    await page.waitForTimeout(250);
    await expectWellMade(page, `${where} (${name})`);
  }
  await page.setViewportSize(widths.desk);
}

/** What this person's authenticator shows. */
export const totp = (secret: string, atMs = Date.now()): string => codeAt(secret, atMs);
