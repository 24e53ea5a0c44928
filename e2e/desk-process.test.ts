// SPDX-License-Identifier: Apache-2.0
/** From the draw to the served decision in the browser, each by whose step it is, the case on a page of a phone's size. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { checkAccessibility, type DeskWorld, fitsTheScreen, openDesk } from './desk-world.ts';
import { choose, chooseAll, take, whileOthersWork } from './step-form.ts';

const users = ['officer', 'officer2', 'case', 'reviewer', 'head'] as const;
type User = (typeof users)[number];

let world: DeskWorld;
let hotel: Visitor;
const visitors = new Map<User, Visitor>();
beforeAll(async () => {
  world = await openDesk();
  for (const user of users) {
    const visitor = new Visitor(world.running.url);
    await visitor.signInWithSecondFactor(user);
    visitors.set(user, visitor);
  }
  hotel = new Visitor(world.running.url);
  await hotel.signIn('hotel');
});
afterAll(() => world?.close());

const shots = process.env['MINGJING_SHOTS'];
const picture = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

const day = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

const openAs = async (user: User, path: string, width: 'desk' | 'phone' = 'desk') =>
  (await world.openAs(visitors.get(user), path, width)).page;
const idIn = (page: Page): string => new URL(page.url()).searchParams.get('id') ?? '';
const state = (page: Page, name: string) => page.locator('h1 .ant-tag', { hasText: name }).waitFor();

describe('from the draw to the served decision', () => {
  let inspection = '';
  let order = '';
  let caseId = '';

  it('a list is frozen, drawn, and its record downloaded', async () => {
    const page = await openAs('officer', '/draws');
    await page.getByRole('button', { name: '封存名单' }).click();
    const form = page.locator('.ant-drawer form');
    await form.getByLabel('名称').fill('年末抽查');
    // The draw is random; where it leads must be a place that has to file.
    await form.getByLabel('场所类别').fill('医院');
    await form.getByLabel('抽几户').fill('1');
    await form.getByText('名单共 1 户').waitFor();
    await chooseAll(page, form.getByLabel('参加抽取的监督民警'));
    // Retention alone is answered from afar: no visit may be planned for it.
    await form.getByText('视频图像信息的保存期限符合').click();
    await form.locator('button[type=submit]').click();
    await form.getByText('每一项都能用非现场方式查清').first().waitFor();
    await form.getByText('设置显著的提示标识').click();
    // What follows moves up when the sentence goes, and a press meets nothing.
    await form.getByText('每一项都能用非现场方式查清').waitFor({ state: 'detached' });
    await form.locator('button[type=submit]').click();
    await form.waitFor({ state: 'detached' });
    await checkAccessibility(page);
    await page.getByRole('button', { name: /抽\s*取/ }).click({ timeout: 60_000 });
    await page.getByRole('link', { name: /打\s*开/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('下载抽取记录').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^draw-.*\.json$/);
    await picture(page, 'draw');
    await page.getByRole('link', { name: /打\s*开/ }).click();
    await state(page, '已计划');
    inspection = idIn(page);
  });

  it('the head approves, two officers visit with a phone, and the breach pre-writes the order', async () => {
    const head = await openAs('head', `/thing?process=inspection&id=${inspection}`);
    // The officers whom the draw named need not be named again.
    await take(head, '负责人批准');
    const page = await openAs('officer', `/thing?process=inspection&id=${inspection}`, 'phone');
    await take(page, '到场：亮证、扫码');
    await take(page, '逐项记录', async (form) => {
      const [first, second] = await form.locator('.ant-card').all();
      if (!first || !second) throw new Error('two items');
      await first.getByText('不符合', { exact: true }).click();
      await first.getByLabel('理由').fill('西门没有提示标识');
      await second.getByText('符合', { exact: true }).click();
      await second.getByLabel('理由').fill('回放到第三十一日');
      await fitsTheScreen(page);
      await picture(page, 'items');
    });
    await take(page, '笔录签名');
    await state(page, '已制作笔录');
    await checkAccessibility(page);
    await page.getByRole('link', { name: '责令限期改正' }).click();
    await state(page, '待送达');
    order = idIn(page);
  });

  it('the order is served, answered, re-inspected and, not met, opens a case', async () => {
    const page = await openAs('officer', `/thing?process=rectification&id=${order}`);
    await take(page, '送达责令改正通知书', async (form) => {
      await form.getByLabel('以什么证明').fill('四个入口的照片');
      await form.getByLabel('期限', { exact: true }).fill(day(7));
    });
    await take(page, '单位答复', (form) => form.getByLabel(/整改情况/).fill('正在联系厂家'));
    await take(page, '复查', async (form) => {
      await form.getByText('未改正').click();
      await form.getByLabel('理由').fill('西门仍然没有标识');
    });
    await take(page, '认定不合格');
    await picture(page, 'order');
    await take(page, '转立案', async (form) => {
      // What the breached duty amounts to stands there; the officer found another violation.
      await form.getByText('条例：未设置提示标识').waitFor();
      await choose(page, form.getByLabel('违法行为'), '条例：未备案');
      await form.getByLabel('行为终了之日').fill(day(-30));
    });
    await state(page, '已转立案');
    await page.getByRole('link', { name: '未备案，整改不合格' }).click();
    await state(page, '待受案');
    caseId = idIn(page);
  });

  it('facts answer the open question, and no amount outside the range can be entered', async () => {
    const page = await openAs('case', `/thing?process=case&id=${caseId}`, 'phone');
    await take(page, '受案', async (form) => {
      await chooseAll(page, form.getByLabel('确定两名办案人员'));
    });
    await page
      .getByRole('button', { name: /认\s*定/ })
      .first()
      .waitFor();
    await fitsTheScreen(page);
    await picture(page, 'case-phone');
    await page
      .locator('.ant-alert div', { hasText: '责令改正后拒不改正' })
      .getByRole('button')
      .last()
      .click();
    const drawer = page.locator('.ant-drawer form');
    await choose(page, drawer.getByLabel('认定为'), /^是$/);
    await drawer.getByLabel('理由').fill('复查认定不合格，仍未改正');
    await drawer.getByLabel('证据').fill('复查笔录');
    await page.keyboard.press('Enter');
    await drawer.locator('button[type=submit]').click();
    await drawer.waitFor({ state: 'detached' });
    // The page asks again after every step; what is opened before the answer is there begins anew.
    await page.getByText('复查认定不合格，仍未改正').waitFor();
    await take(page, '提交审核', async (form) => {
      await choose(page, form.getByLabel('依据的文件'), '公共安全视频图像信息系统管理条例');
      const amount = form.getByLabel(/罚款$/);
      await amount.fill('20000');
      await form.getByText('应在').waitFor();
      await amount.fill('5000');
      await form.getByLabel('为什么这样处理').fill('情节一般');
      await whileOthersWork(page, form, async () => {
        const officer = visitors.get('case') as Visitor;
        const { version, data } = (await officer.call('GET', `/api/case/${caseId}`)).json;
        const { on: _, ...again } = data.findings.at(-1);
        const body = { version, data: { ...again, reason: '同事补记' }, facts: { finding: true } };
        const said = await officer.call('POST', `/api/case/${caseId}/actions/add-finding`, body);
        expect([said.status, said.json]).toEqual([200, expect.anything()]);
      });
      expect(await amount.inputValue()).toBe('5000');
      expect(await form.getByLabel('为什么这样处理').inputValue()).toBe('情节一般');
    });
    await state(page, '审核中');
    await checkAccessibility(page);
  });

  it('reviewed, noticed, defended, approved, decided, served: with every paper on the case', async () => {
    const reviewer = await openAs('reviewer', `/thing?process=case&id=${caseId}`);
    await take(reviewer, '审核通过');
    const page = await openAs('case', `/thing?process=case&id=${caseId}`, 'phone');
    await take(page, '事先告知', (form) => form.getByLabel('期限', { exact: true }).fill(day(5)));
    await take(page, '记录陈述、申辩', async (form) => {
      await form.getByLabel('意见 1').fill('标识已经订制');
      await form.getByRole('button', { name: '再记一条意见' }).click();
      await form.getByLabel('意见 2').fill('数额过高');
    });
    await take(page, '逐条复核并书面答复', async (form) => {
      for (const radio of await form.getByText('不采纳').all()) await radio.click();
    });
    await take(page, '放弃听证');
    await take(page, '听取意见完毕');
    const head = await openAs('head', `/thing?process=case&id=${caseId}`);
    await take(head, '负责人批准处罚');
    await page.reload();
    await take(page, '作出处罚决定', async (form) => {
      await form.getByText('告知的是 5000 元，不能超过').waitFor();
      await picture(page, 'decide-phone');
    });
    await state(page, '已决定处罚');
    await take(page, '送达决定');
    await state(page, '已送达');
    for (const paper of [
      '行政处罚告知笔录',
      '陈述申辩复核意见书',
      '行政处罚决定书',
      '责令改正通知书',
      '送达回执',
    ])
      await page.getByText(paper).first().waitFor();
    await fitsTheScreen(page);
    await checkAccessibility(page);
    await picture(page, 'served-phone');
    const decision = page.locator('a', { hasText: 'PDF' }).nth(0);
    const answer = await page.request.get(
      new URL((await decision.getAttribute('href')) ?? '', page.url()).href,
    );
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('the case page', () => {
  it('names what cannot be done and why, and opens a new case by hand', async () => {
    const page = await openAs('case', '/cases');
    await page.getByText('已受案').or(page.getByText('调查取证')).first().waitFor();
    await checkAccessibility(page);
    await page.getByRole('button', { name: /新\s*建/ }).click();
    const form = page.locator('.ant-drawer form');
    await choose(page, form.getByLabel('单位').first(), '演示商场');
    await choose(page, form.getByLabel('案件来源'), '工作中发现');
    await choose(page, form.getByLabel('违法行为'), '条例：未备案');
    await form.getByLabel('案情').fill('投入使用后未备案');
    await form.locator('button[type=submit]').click();
    await page.locator('h1', { hasText: '演示商场：条例：未备案' }).waitFor();
    await page.getByText('现在不能办理').waitFor();
    await picture(page, 'case');
    await checkAccessibility(page);
  });
});

describe('a step that others made impossible', () => {
  it('keeps what was typed into it, and says so', async () => {
    const other = visitors.get('officer2') as Visitor;
    const { json } = await other.call('GET', '/api/complaint?state=received');
    const { id, version } = json.things[0];
    const page = await openAs('officer', `/thing?process=complaint&id=${id}`);
    await page.locator('.ant-collapse-header', { hasText: '不予受理' }).click();
    const form = page.locator('.ant-collapse-item-active form');
    const words = form.locator('textarea').first();
    await words.fill('重复的举报，已于上月答复');
    const body = { version, facts: { 'answer-by': '演示' }, dueOn: day(20) };
    expect((await other.call('POST', `/api/complaint/${id}/actions/accept`, body)).status).toBe(200);
    await form.locator('button[type=submit]').press('Enter');
    await form.getByText('这一步现在不能办了').waitFor();
    expect(await words.inputValue()).toBe('重复的举报，已于上月答复');
    expect(await form.locator('button[type=submit]').isDisabled()).toBe(true);
    await checkAccessibility(page);
    await picture(page, 'gone');
    await page.goto(`${world.running.url}/desk/on-the-spot-penalties`);
    await page.getByText('擅自移动图像采集设备').first().waitFor();
    await checkAccessibility(page);
    await picture(page, 'spot');
  });
});

describe('whether this fine is like the others', () => {
  it('stands on the case, and for the reviewer with pairs and a replay under the draft', async () => {
    const { json } = await (visitors.get('reviewer') as Visitor).call('GET', '/api/case?state=served');
    const page = await openAs('reviewer', `/thing?process=case&id=${json.things.at(-1).id}`);
    await page.getByRole('img', { name: /件决定在幅度中的位置/ }).waitFor();
    await page.getByText('本案').waitFor();
    await page.goto(`${world.running.url}/desk/consistency`);
    await page.getByRole('img', { name: /件决定在幅度中的位置/ }).waitFor();
    await page.getByRole('button', { name: /重\s*演/ }).click();
    await page.getByText(/原罚款落在新幅度之外的/).waitFor();
    await checkAccessibility(page);
    await picture(page, 'consistency');
    await page.goto(`${world.running.url}/desk/statistics`);
    await page
      .getByRole('img', { name: /^符合 \d+，不符合 \d+，未知 \d+$/ })
      .first()
      .waitFor();
    await checkAccessibility(page);
    await picture(page, 'statistics');
    const sheet = await page.request.get(`${world.running.url}/api/statistics/${day(0).slice(0, 4)}/sheet`);
    expect((await sheet.body()).subarray(0, 2).toString()).toBe('PK');
    const { json: like } = await (visitors.get('reviewer') as Visitor).call('GET', '/api/consistency');
    expect(JSON.stringify(like)).not.toContain('演示');
  });
});

describe('two phones without a network', () => {
  const enter = async (page: Page, pin: string) => {
    await page.getByLabel('PIN').fill(pin);
    await page.getByRole('button', { name: /打\s*开/ }).click();
  };
  const item = (page: Page, text: string) => page.locator('.ant-card-small', { hasText: text }).first();
  const write = async (page: Page, text: string, result: string, why: string) => {
    const card = item(page, text);
    await card.getByText(result, { exact: true }).click();
    await card.getByLabel('理由').fill(why);
    await card.getByRole('button', { name: /记\s*下/ }).click();
    await card.getByText(why).first().waitFor();
  };

  it('record the same visit, sync late and twice, and overwrite nothing', async () => {
    const officer = visitors.get('officer') as Visitor;
    const { json } = await officer.call('GET', '/api/inspection?state=under-way');
    const { id } = json.things.at(-1);
    const phones = [
      await openAs('officer', `/field?id=${id}`, 'phone'),
      await openAs('officer2', `/field?id=${id}`, 'phone'),
    ];
    for (const page of phones) {
      await enter(page, '246810');
      await page.getByRole('button', { name: '带走这次检查' }).click();
      await page.getByText('检查笔录').waitFor();
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        while (!(await caches.match('/desk/field'))) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      await page.context().setOffline(true);
      await page.reload();
      await enter(page, '135790');
      await page.getByText('PIN 不对').waitFor();
      await enter(page, '246810');
      await page.getByText('没有网络，照常记录').waitFor();
    }
    const [one, two] = phones as [Page, Page];
    const sign = '设置显著的提示标识';
    await item(one, sign)
      .locator('input[type=file]')
      .setInputFiles({ name: 'gate.png', mimeType: 'image/png', buffer: await one.screenshot() });
    await write(one, sign, '不符合', '西门没有标识');
    await write(two, sign, '符合', '东门有标识');
    await write(one, '备案以及备案信息真实', '符合', '与回执一致');
    await one.getByLabel('说明内容').fill('本周内补上');
    await item(one, '被检查单位的说明').getByRole('button').click();
    const glass = await one.locator('canvas').boundingBox();
    if (!glass) throw new Error('no glass to sign on');
    await one.mouse.move(glass.x + 40, glass.y + 60);
    await one.mouse.down();
    await one.mouse.move(glass.x + 180, glass.y + 30, { steps: 5 });
    await one.mouse.up();
    await one.getByRole('button', { name: '保存签名' }).click();
    await one
      .getByText(/已签名/)
      .first()
      .waitFor();
    await fitsTheScreen(one);
    await picture(one, 'field');
    await one.getByRole('button', { name: /上\s*传/ }).click();
    await one.getByText(/连不上服务器/).waitFor();
    for (const page of [two, one, one]) {
      await page.context().setOffline(false);
      await page.getByRole('button', { name: /上\s*传/ }).click();
      await page.locator('.ant-alert-success').waitFor();
      await page.reload();
      await enter(page, '246810');
      await page.getByText('检查笔录').waitFor();
    }
    const { data, evidence } = (await officer.call('GET', `/api/inspection/${id}`)).json;
    expect(data.results).toHaveLength(3);
    expect(data.statements).toHaveLength(1);
    expect(evidence.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['photo', 'signature']);
    const [first] = data.settled;
    expect([first.result, first.differing.map(({ state: of }: { state: string }) => of).toSorted()]).toEqual([
      null,
      ['breached', 'met'],
    ]);
    await checkAccessibility(one);
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
    await take(page, '单位答复', async (form) => {
      await form.getByLabel(/整改情况/).fill('已经设置');
      await picture(page, 'answer');
    });
    await state(page, '已答复，待复查');
    await checkAccessibility(page);
  });
});
