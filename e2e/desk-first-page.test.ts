// SPDX-License-Identifier: Apache-2.0
/** Every role starts at `/` on a page of its own; unknown addresses and other people's pages are pages too. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../packages/platform/test/platform-world.ts';
import { checkAccessibility, type DeskWorld, openDesk } from './desk-world.ts';

let world: DeskWorld;
const signedIn = new Map<string, Visitor>();
beforeAll(async () => {
  world = await openDesk();
});
afterAll(() => world?.close());

/** Demo person, the role it is given, and the heading of its first page. */
const people = [
  ['officer', 'supervisionOfficer', '工作台'],
  ['case', 'caseOfficer', '工作台'],
  ['reviewer', 'legalReviewer', '工作台'],
  ['head', 'organHead', '工作台'],
  ['supervisor', 'internalSupervisor', '工作台'],
  ['officer2', 'administrator', '工作台'],
  ['hotel', 'unitManager', '本单位备案'],
] as const;

const become = (user: string, role: string) =>
  world.running.platform.database.owner.query('UPDATE member SET role = $2 WHERE email = $1', [
    `${user}@mingjing.invalid`,
    role,
  ]);

describe('the first page', () => {
  it.each(people)('of %s as %s is theirs', async (user, role, heading) => {
    await become(user, role);
    const visitor = new Visitor(world.running.url);
    if (user === 'hotel') await visitor.signIn(user);
    else await visitor.signInWithSecondFactor(user);
    signedIn.set(user, visitor);
    const { page, complaints } = await world.openAs(visitor, '/', 'phone');
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('of other people of a unit, of a firm and of a unit that is linked to nothing is one as well', async () => {
    for (const [role, shown] of [
      ['unitStaff', /本单位备案/],
      ['firm', /法规/],
    ] as const) {
      await become('hotel', role);
      const visitor = new Visitor(world.running.url);
      await visitor.signIn('hotel');
      const { page, complaints } = await world.openAs(visitor, '/', 'desk');
      await page.getByRole('heading', { level: 1, name: shown }).waitFor();
      expect(complaints).toEqual([]);
    }
    await become('hotel', 'unitManager');
    await world.running.platform.database.owner.query(
      `UPDATE unit SET organisation_id = NULL WHERE name = '演示宾馆'`,
    );
    const visitor = new Visitor(world.running.url);
    await visitor.signIn('hotel');
    const { page, complaints } = await world.openAs(visitor, '/', 'phone');
    await page.getByText('还没有对应的单位').waitFor();
    await checkAccessibility(page);
    expect(complaints).toEqual([]);
  });
});

describe('an address', () => {
  it('that is nothing, or somebody else’s work, is answered by a page with a way back', async () => {
    const visitor = new Visitor(world.running.url);
    await visitor.signIn('hotel');
    const { page } = await world.openAs(visitor, '/people', 'desk');
    await page.getByRole('heading', { name: '这个页面不属于你的角色' }).waitFor();
    await checkAccessibility(page);
    await page.goto(`${world.running.url}/desk/no/such/page`);
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await checkAccessibility(page);
    await page.getByRole('link', { name: '回到首页' }).click();
    await page.waitForURL(/\/desk\/own/);
  });
});
