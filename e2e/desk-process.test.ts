// SPDX-License-Identifier: Apache-2.0
/** The pages of the processes: a case with facts and range, what is refused and why, a step taken, a unit's answer on a phone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';

let world: DeskWorld;
let caseOfficer: Visitor;
let hotel: Visitor;
beforeAll(async () => {
  world = await openDesk();
  caseOfficer = new Visitor(world.running.url);
  hotel = new Visitor(world.running.url);
  await caseOfficer.signInWithSecondFactor('case');
  await hotel.signIn('hotel');
});
afterAll(() => world?.close());

const shots = process.env['MINGJING_SHOTS'];

describe('the case page', () => {
  it('has facts beside the range, names what cannot be done and why, and takes a step', async () => {
    const { page } = await world.openAs(caseOfficer, '/cases', 'desk');
    await page.getByText('已受案').or(page.getByText('调查取证')).first().waitFor();
    await checkAccessibility(page);
    const { json } = await caseOfficer.call('GET', '/api/case?state=reviewed');
    await page.goto(`${world.running.url}/desk/thing?process=case&id=${json.things[0].id}`);
    await page.getByText('现在不能办理').waitFor();
    await page.getByText('裁量', { exact: true }).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/case.png`, fullPage: true });
    await checkAccessibility(page);
    await page.getByText('事实、依据改变或者拟加重').first().click();
    const form = page.locator('form').filter({ hasText: '写明改变了什么、为什么' });
    await form.getByLabel('写明改变了什么、为什么').fill('补充证据');
    await form.getByLabel(/新的事实或者依据不是因为当事人/).fill('现场复核');
    await form.getByRole('button', { name: '事实、依据改变或者拟加重' }).click();
    await page.getByText('调查取证', { exact: true }).first().waitFor();
    expect((await caseOfficer.call('GET', `/api/case/${json.things[0].id}`)).json.state).toBe(
      'investigating',
    );
  });
});

describe('on a phone', () => {
  it('a unit answers its order item by item', async () => {
    const { json } = await hotel.call('GET', '/api/rectification?state=ordered');
    const { page } = await world.openAs(
      hotel,
      `/thing?process=rectification&id=${json.things[0].id}`,
      'phone',
    );
    await page.getByText('可以办理').waitFor();
    await fitsTheScreen(page);
    await page.getByText('单位答复').first().click();
    await page.getByLabel(/大堂入口没有提示标识/).fill('已经设置');
    await page.getByLabel(/每项的整改情况/).fill('见照片');
    if (shots !== undefined) await page.screenshot({ path: `${shots}/answer.png`, fullPage: true });
    await page.getByRole('button', { name: '单位答复' }).last().click();
    await page.getByText('已答复，待复查').first().waitFor();
    await checkAccessibility(page);
  });
});
