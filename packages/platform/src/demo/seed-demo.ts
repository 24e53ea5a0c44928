// SPDX-License-Identifier: Apache-2.0
/** A plainly invented county: an organ, people, units of which some are late and some are wrong. */

import { creditCheckCharacter } from '@mingjing/contracts/desk';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import type { Clock } from '../edge.ts';
import { emailOf, makeAccount, type SignIn } from '../people/index.ts';
import { processRules } from '../process-rules.ts';
import { earliestDue, placeOf } from '../registry/index.ts';
import type { Services } from '../services.ts';
import { type DemoPeople, seedProcesses } from './seed-processes.ts';

/** A county code that GB/T 2260 does not give out, below Beijing so that its rules are seen at work. */
export const demoJurisdiction = '110199';
const otherJurisdiction = '110198';
export const demoPassword = 'demo-password';

interface DemoUnit {
  readonly name: string;
  readonly placeKind: string;
  readonly address: string;
  /** Days before today that the system was put into use. */
  readonly usedSinceDays: number;
  readonly acceptedSinceDays?: number;
  readonly storageDays: number | null;
  readonly cameras: number;
  readonly keyUnit?: boolean;
  readonly wrongCode?: boolean;
  /** Where its first camera stands although none may (Decree 799 art. 8). */
  readonly wrongPlace?: string;
}

const units: readonly DemoUnit[] = [
  {
    name: '演示宾馆',
    placeKind: '宾馆',
    address: '演示区演示路 1 号',
    usedSinceDays: 12,
    acceptedSinceDays: 20,
    storageDays: 30,
    cameras: 0,
  },
  {
    name: '演示第一小学',
    placeKind: '学校',
    address: '演示区演示路 2 号',
    usedSinceDays: 75,
    storageDays: 90,
    cameras: 24,
    keyUnit: true,
  },
  {
    name: '演示商场',
    placeKind: '商场',
    address: '演示区演示路 8 号',
    usedSinceDays: 48,
    storageDays: 15,
    cameras: 60,
    wrongPlace: '女更衣室',
  },
  {
    name: '演示医院',
    placeKind: '医院',
    address: '演示区演示路 18 号',
    usedSinceDays: 25,
    storageDays: 60,
    cameras: 120,
    keyUnit: true,
  },
  {
    name: '演示网吧（一）',
    placeKind: '网吧',
    address: '演示区演示街 3 号',
    usedSinceDays: 210,
    storageDays: 30,
    cameras: 8,
    wrongCode: true,
  },
  {
    name: '演示网吧（二）',
    placeKind: '网吧',
    address: '演示区演示街 3 号',
    usedSinceDays: 28,
    storageDays: null,
    cameras: 6,
  },
  {
    name: '演示停车场',
    placeKind: '停车场',
    address: '演示区演示街 20 号',
    usedSinceDays: 5,
    storageDays: 30,
    cameras: 12,
  },
  {
    name: '演示住宅小区',
    placeKind: '住宅小区',
    address: '演示区演示里 5 号',
    usedSinceDays: 400,
    storageDays: 30,
    cameras: 40,
  },
];

/** Fills a register that has no unit yet; repeated it changes nothing. */
/** What the demonstration is written into, before anybody is served. */
interface SeedInto {
  readonly database: Pick<Database, 'owner' | 'application'>;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly services: Pick<Services, 'publicUrl'>;
}

export async function seedDemo(platform: SeedInto): Promise<void> {
  const { owner } = platform.database;
  const { rowCount } = await owner.query('SELECT 1 FROM unit LIMIT 1');
  if (rowCount) return;
  const nowMs = platform.clock();
  const police = await organisation(owner, 'police', '演示区公安分局（演示）', demoJurisdiction);
  const other = await organisation(owner, 'police', '演示邻区公安分局（演示）', otherJurisdiction);
  const hotel = await organisation(owner, 'unit', '演示宾馆', demoJurisdiction);
  const here = (user: string, name: string, role: string) =>
    person(platform, user, name, role, police, demoJurisdiction);
  const people: DemoPeople = {
    supervisionOfficer: [
      await here('officer', '演示监督民警', 'supervisionOfficer'),
      await here('officer2', '演示监督民警（二）', 'supervisionOfficer'),
    ],
    caseOfficer: [
      await here('case', '演示办案民警', 'caseOfficer'),
      await here('case2', '演示办案民警（二）', 'caseOfficer'),
    ],
    legalReviewer: await here('reviewer', '演示法制审核员', 'legalReviewer'),
    organHead: await here('head', '演示负责人', 'organHead'),
  };
  await person(platform, 'supervisor', '演示内部监督员', 'internalSupervisor', police, demoJurisdiction);
  await person(platform, 'neighbour', '演示邻区民警', 'supervisionOfficer', other, otherJurisdiction);
  await person(platform, 'hotel', '演示宾馆负责人', 'unitManager', hotel, demoJurisdiction);
  for (const [index, unit] of units.entries())
    await seedUnit(owner, unit, index, nowMs, index === 0 ? hotel : null);
  await owner.query(
    `INSERT INTO inspection_plan (jurisdiction, year, visits, focus, set_by, set_at) VALUES ($1, $2, 12, $3, $4, $5)`,
    [
      demoJurisdiction,
      new Date(nowMs + 8 * 3_600_000).getUTCFullYear(),
      '重点场所的备案、标识和保存期限（演示）',
      people.organHead,
      new Date(nowMs),
    ],
  );
  await seedProcesses({
    application: platform.database.application,
    people,
    jurisdiction: demoJurisdiction,
    nowMs,
    publicUrl: platform.services.publicUrl,
    rules: processRules,
  });
}

async function organisation(
  owner: pg.Pool,
  kind: string,
  name: string,
  jurisdiction: string,
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    'INSERT INTO organisation (kind, name, jurisdiction) VALUES ($1, $2, $3) RETURNING id',
    [kind, name, jurisdiction],
  );
  return rows[0]?.id ?? '';
}

async function person(
  { database, signIn }: SeedInto,
  user: string,
  name: string,
  role: string,
  organisationId: string,
  jurisdiction: string,
): Promise<string> {
  const email = emailOf(user);
  const userId = await makeAccount(signIn, { email, name, password: demoPassword });
  await database.owner.query(
    `INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email) VALUES ($1, $2, $3, $4, $5, $6)`,
    [userId, organisationId, jurisdiction, role, name, email],
  );
  return userId;
}

async function seedUnit(
  owner: pg.Pool,
  unit: DemoUnit,
  index: number,
  nowMs: number,
  organisationId: string | null,
): Promise<void> {
  const dayBefore = (days: number) =>
    new Date(nowMs + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
  const putIntoUseOn = dayBefore(unit.usedSinceDays);
  const acceptancePassedOn = unit.acceptedSinceDays === undefined ? null : dayBefore(unit.acceptedSinceDays);
  const { placeClass, reason } = placeOf(unit.placeKind);
  const first17 = `92${demoJurisdiction}MA0${String(index).padStart(6, '0')}`;
  const code = `${first17}${unit.wrongCode ? '0' : (creditCheckCharacter(first17) ?? '0')}`;
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO unit (jurisdiction, name, credit_code, place_kind, place_class, place_class_reason, address, longitude, latitude,
                       key_unit, storage_days, camera_count, filing_due_on, organisation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
    [
      demoJurisdiction,
      unit.name,
      code,
      unit.placeKind,
      placeClass,
      JSON.stringify(reason),
      unit.address,
      116.3 + index * 0.02,
      39.8 + (index % 3) * 0.02,
      unit.keyUnit ?? false,
      unit.storageDays,
      unit.cameras,
      earliestDue(
        {
          jurisdiction: demoJurisdiction,
          placeKind: unit.placeKind,
          acceptancePassedOn,
          putIntoUseOn,
          filedOn: null,
        },
        dayBefore(0),
      ),
      organisationId,
    ],
  );
  const id = rows[0]?.id;
  await owner.query(
    `INSERT INTO video_system (unit_id, jurisdiction, name, acceptance_passed_on, put_into_use_on, storage_days)
     VALUES ($1, $2, '公共安全视频图像信息系统', $3, $4, $5)`,
    [id, demoJurisdiction, acceptancePassedOn, putIntoUseOn, unit.storageDays],
  );
  await owner.query(
    `INSERT INTO camera (unit_id, jurisdiction, code, place, kind, azimuth_degrees, range_metres, no_forbidden_area, near_secret_unit)
     SELECT $1, $2, 'C' || lpad(n::text, 3, '0'), (ARRAY['主入口', '大厅', '走廊', '停车区', '收银处', '电梯厅'])[1 + n % 6],
            (ARRAY['枪机', '半球', '球机'])[1 + n % 3], n * 47 % 360, 10 + n * 7 % 40, n % 9 > 0, false
       FROM generate_series(1, $3::int) AS n`,
    [id, demoJurisdiction, unit.cameras],
  );
  if (unit.wrongPlace)
    await owner.query(`UPDATE camera SET place = $2 WHERE unit_id = $1 AND code = 'C001'`, [
      id,
      unit.wrongPlace,
    ]);
  for (const [duty, phone] of [
    ['主要负责人', '000-0000-0001'],
    ['系统管理员', '000-0000-0002'],
  ])
    await owner.query(
      `INSERT INTO responsible_person (unit_id, jurisdiction, name, duty, phone) VALUES ($1, $2, '演示人员', $3, $4)`,
      [id, demoJurisdiction, duty, phone],
    );
}
