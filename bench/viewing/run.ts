// SPDX-License-Identifier: Apache-2.0
/**
 * From a click to the first new picture on the screen, in real Chromium: the live wall, the opening of playback, and
 * steps of ten seconds in it. Beside it a plain <video> that loads one of the same recorded files from a static server.
 * `npm run bench -- viewing [--rounds 10]`; results go into bench/README.md by hand.
 */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage, widths } from '../../e2e/browser.ts';
import { UpWorld } from '../../e2e/up-world.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const rounds = Number(values.rounds);
const recordMs = 75_000;

/** In the page: every picture any video shows, with when and what moment of the film it is. */
const watch = `
  window.shown = [];
  const follow = (video) => {
    const onFrame = (now, { mediaTime }) => {
      window.shown.push({ now: performance.now(), mediaTime, video });
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.querySelectorAll) for (const video of [node, ...node.querySelectorAll('video')]) if (video.tagName === 'VIDEO') follow(video);
  }).observe(document, { childList: true, subtree: true });
`;

/** Presses what matches and waits for the first picture that is not from before. @returns milliseconds */
const firstPicture = (page: Page, press: string): Promise<number> =>
  page.evaluate(async (text) => {
    const view = window as unknown as {
      shown: { now: number; mediaTime: number; video: HTMLVideoElement }[];
    };
    const target = [...document.querySelectorAll<HTMLElement>('a, button, [role=menuitem]')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').replaceAll(/\s/g, '') === text,
    );
    if (!target) throw new Error(`nothing says ${text}`);
    const before = view.shown.at(-1);
    view.shown.length = 0;
    const from = performance.now();
    target.click();
    for (;;) {
      // Only a jump is new: pictures that were under way go on for a moment.
      const found = view.shown.find(
        ({ mediaTime, video }) =>
          !before || video !== before.video || Math.abs(mediaTime - before.mediaTime) > 4,
      );
      if (found) return found.now - from;
      if (performance.now() - from > 20_000) throw new Error('no picture within 20 s');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, press);

const summary = (times: readonly number[]): string => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `${at(0.5).toFixed(0)} ms median, ${at(1).toFixed(0)} ms at most of ${times.length}`;
};

const world = new UpWorld();
const up = await world.start();
const browser = await launchBrowser();
try {
  console.log(`${cpus()[0]?.model ?? '?'} × ${cpus().length}, Node ${process.version}`);
  const { page } = await openPage(browser, 'about:blank', widths.desk);
  await page.addInitScript(watch);
  await page.goto(up.recorder);
  await signIn(page, up.admin?.password ?? '');
  await page.waitForTimeout(recordMs);

  const live: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.getByRole('menuitem', { name: '概况' }).click();
    await page.waitForTimeout(1500);
    live.push(await firstPicture(page, '实时监看'));
  }
  console.log(`live wall of four, first picture: ${summary(live)}`);

  const opened: number[] = [];
  const steps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.getByRole('menuitem', { name: '回放' }).click();
    await page.getByLabel('说明').fill('演示：测量');
    await page.waitForTimeout(1500);
    opened.push(await firstPicture(page, '登记并查看'));
    await page.waitForTimeout(1500);
    for (const step of ['退10秒', '退10秒', '进10秒']) {
      steps.push(await firstPicture(page, step));
      await page.waitForTimeout(800);
    }
    await page.getByRole('button', { name: '结束查看' }).click();
    await page.getByRole('button', { name: '登记并查看' }).waitFor();
  }
  console.log(`playback opened, first picture: ${summary(opened)}`);
  console.log(`steps of ten seconds, first picture: ${summary(steps)}`);
  console.log(`a recorded file in a plain <video>: ${summary(await plainVideo(page))}`);
} finally {
  await browser.close();
  await world.close();
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(up.admin?.user ?? '');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByLabel('当前密码').fill(password);
  for (const label of ['新密码', '再输一次']) await page.getByLabel(label).fill('bench-password-1');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '概况' }).waitFor();
}

async function plainVideo(page: Page): Promise<number[]> {
  const footage = join(world.data, 'recorder', 'footage', 'demo-1');
  const files = (await readdir(footage, { recursive: true })).filter((name) => name.endsWith('.mp4')).sort();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4', 'access-control-allow-origin': '*' });
    createReadStream(join(footage, files[0] ?? '')).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  // A page of its own: ours lets no foreign address in.
  await page.goto(`data:text/html,<body></body>`);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    times.push(
      await page.evaluate(async (source) => {
        const video = document.createElement('video');
        video.muted = true;
        video.autoplay = true;
        const from = performance.now();
        video.src = source;
        document.body.replaceChildren(video);
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        return performance.now() - from;
      }, `http://127.0.0.1:${port}/${round}.mp4`),
    );
  server.close();
  return times;
}
