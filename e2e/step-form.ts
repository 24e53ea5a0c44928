// SPDX-License-Identifier: Apache-2.0
/** Hands for the steps of a process on its page: opening one, filling it, taking it. */
import type { Locator, Page } from 'playwright-core';

export async function choose(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  // A long list shows only a part of itself; who looks for something types it.
  if (typeof option === 'string') await page.keyboard.type(option);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option })
    .first()
    .click();
  // Escape would close the drawer behind a list that has closed by itself already.
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

/** Everybody whom a field offers, once they are there. */
export async function chooseAll(page: Page, field: Locator): Promise<void> {
  await field.click();
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
  await options.nth(1).waitFor();
  for (const option of await options.all()) await option.click();
  await page.keyboard.press('Escape');
}

async function sayTheRest(form: Locator): Promise<void> {
  for (const area of await form.locator('.ant-form-item:has(.ant-form-item-required) textarea').all())
    if ((await area.inputValue()) === '') await area.fill('演示：已核对属实');
}

/** Opens a step, fills what is its own, says of the rest that it is so, and takes it. */
export async function take(
  page: Page,
  title: string,
  fill?: (form: Locator) => Promise<void>,
): Promise<void> {
  await page.locator('.ant-collapse-header', { hasText: title }).first().click();
  const form = page.locator('.ant-collapse-item-active form');
  await form.waitFor();
  await fill?.(form);
  await sayTheRest(form);
  // By key: what opens above it on a busy machine moves the button away from under a pointer.
  await form.locator('button[type=submit]').press('Enter');
  await form.waitFor({ state: 'detached' }).catch(async (cause: unknown) => {
    // What the form says of why it is still there.
    throw new Error(`${title}: ${await form.textContent()}`, { cause });
  });
}

/** The page reads the thing again; then somebody else takes a step, and this one is refused because of it. */
export async function whileOthersWork(page: Page, form: Locator, others: () => Promise<void>): Promise<void> {
  await page.locator('.ant-upload input').setInputFiles({
    name: '照片.png',
    mimeType: 'image/png',
    buffer: await page.screenshot(),
  });
  await page.getByText('照片.png').first().waitFor();
  await others();
  await sayTheRest(form);
  await form.locator('button[type=submit]').press('Enter');
  await form.getByText('platform/state-conflict').waitFor();
  await form.getByText('填写期间这件事有了变化').waitFor();
}
