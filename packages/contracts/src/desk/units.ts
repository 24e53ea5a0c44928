// SPDX-License-Identifier: Apache-2.0
/** Units: the register. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { line } from './camera-fields.ts';
import { CreditCode } from './credit-code.ts';
import { filingStates, Id } from './terms.ts';
import { UnitFilter, UnitQuery, unitAccounts } from './unit-filter.ts';

export * from './unit-filter.ts';

export const UnitRow = z.object({
  id: z.uuid(),
  jurisdiction: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  placeKind: z.string(),
  placeClass: z.string(),
  address: z.string(),
  keyUnit: z.boolean(),
  counterTerrorKeyTarget: z.boolean().describe('防范恐怖袭击的重点目标'),
  storageDays: z.number().nullable(),
  cameraCount: z.number(),
  filingState: z.enum(filingStates),
  filingDueOn: z.string().nullable(),
  filedOn: z.string().nullable(),
  overdue: z.boolean(),
  account: z.enum(unitAccounts),
  remindedAt: z.string().nullable().describe('最近一次催办'),
});
export type UnitRow = z.infer<typeof UnitRow>;

export const UnitPage = z.object({
  units: z.array(UnitRow),
  next: z.string().nullable(),
  total: z.number(),
  totalIsExact: z.boolean(),
});

/** What is taken but should be looked at once more. */
export const Doubt = z.object({ field: z.string(), zh: z.string(), en: z.string() });

const degrees = (most: number) => z.number().min(-most).max(most).nullable();

export const UnitInput = z.object({
  name: line(120),
  creditCode: CreditCode.nullable(),
  placeKind: line(60),
  address: line(200),
  jurisdiction: z.string().regex(/^\d{6,12}$/, '六位以上区划代码 · at least six digits'),
  longitude: degrees(180).optional(),
  latitude: degrees(90).optional(),
  keyUnit: z.boolean().optional(),
  counterTerrorKeyTarget: z.boolean().optional(),
  storageDays: z.int().min(0).max(3650).nullable().optional(),
  acceptancePassedOn: z.iso.date().nullable().optional(),
  putIntoUseOn: z.iso.date().nullable().optional(),
});
export type UnitInput = z.infer<typeof UnitInput>;

export const UnitDetail = z.object({
  id: z.uuid(),
  jurisdiction: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  placeKind: z.string(),
  placeClass: z.string(),
  placeClassReason: z.object({
    because: z.string(),
    provision: z.string().optional(),
    by: z.string().optional().describe('由谁认定'),
    on: z.string().optional(),
  }),
  placeClassSettled: z.boolean().describe('由人认定，不再随场所类型的文字改变'),
  address: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  keyUnit: z.boolean(),
  counterTerrorKeyTarget: z.boolean().describe('防范恐怖袭击的重点目标'),
  storageDays: z.number().nullable(),
  cameraCount: z.number(),
  filingState: z.enum(filingStates),
  filingDueOn: z.string().nullable(),
  filedOn: z.string().nullable(),
  retention: z
    .object({ days: z.number(), provision: z.string() })
    .nullable()
    .describe('依法应当留存的天数和依据；null：没有印出天数的规定确定适用'),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('由哪个组织的人办理备案'),
  sources: z.record(z.string(), z.object({ source: z.string(), on: z.string() })),
  version: z.number(),
  doubts: z.array(Doubt).describe('收下了但应再核对的字段'),
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      duty: z.string(),
      phone: z.string().describe('遮去中间；完整号码另行打开并记入审计'),
    }),
  ),
  systems: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      acceptancePassedOn: z.string().nullable(),
      putIntoUseOn: z.string().nullable(),
      storageDays: z.number().nullable(),
    }),
  ),
  cameras: z.array(
    z.object({
      id: z.uuid(),
      code: z.string(),
      place: z.string(),
      kind: z.string(),
      azimuthDegrees: z.number().nullable(),
      rangeMetres: z.number().nullable(),
      noForbiddenArea: z.boolean().nullable(),
      nearSecretUnit: z.boolean().nullable(),
      secretUnitConsent: z.string().nullable(),
    }),
  ),
  clocks: z.array(
    z.object({
      instrument: z.string(),
      duty: z.string(),
      applies: z.union([z.boolean(), z.literal('unknown')]),
      due: z.string().nullable(),
      state: z.string(),
      daysLate: z.number().nullable(),
      why: z.string(),
    }),
  ),
});
export type UnitDetail = z.infer<typeof UnitDetail>;

export const UnitChange = UnitInput.omit({
  jurisdiction: true,
  acceptancePassedOn: true,
  putIntoUseOn: true,
})
  .partial()
  .extend({
    version: z.int().describe('看到的版本；别人先改了则冲突'),
  });
export type UnitChange = z.infer<typeof UnitChange>;

export const listUnits = deskOperation({
  method: 'GET',
  path: '/api/units',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '单位列表：查找、筛选、排序、翻页', en: 'Units: search, filter, sort, pages' },
  touches: 'unit',
  query: UnitQuery,

  answer: UnitPage,
});

export const exportUnits = deskOperation({
  method: 'GET',
  path: '/api/units.xlsx',
  roles: desk.officials,
  tag: 'registry',
  summary: {
    zh: '导出筛选出的单位；template=true 为导入模板',
    en: 'The filtered units as a spreadsheet; template=true gives the template for imports',
  },
  touches: 'unit',
  query: UnitFilter.extend({ template: z.stringbool().optional() }),

  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const listUnitsInside = deskOperation({
  method: 'GET',
  path: '/api/units/map',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '地图：一个矩形内的单位，最多 2000 个', en: 'Map: units inside a rectangle, at most 2000' },
  touches: 'unit',
  query: z.object({
    west: z.coerce.number<number>().min(-180).max(180),
    south: z.coerce.number<number>().min(-90).max(90),
    east: z.coerce.number<number>().min(-180).max(180),
    north: z.coerce.number<number>().min(-90).max(90),
  }),

  answer: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      longitude: z.number(),
      latitude: z.number(),
      filingState: z.enum(filingStates),
    }),
  ),
});

export const listDuplicates = deskOperation({
  method: 'GET',
  path: '/api/units/duplicates',
  roles: desk.officials,
  tag: 'registry',
  summary: {
    zh: '看起来重复的单位，两个一对：同一信用代码、同一名称和地址，或者其中一样相同而另一样相近',
    en: 'Pairs of units that look alike: one credit code, one name and address, or one of them the same and the other similar',
  },
  touches: 'unit',

  answer: z.array(
    z.object({
      because: z.enum(['credit-code', 'name-and-address', 'similar']),
      likeness: z.number().describe('0 到 1'),
      value: z.string(),
      units: z.array(z.object({ id: z.uuid(), name: z.string(), address: z.string() })),
    }),
  ),
});

export const decideDuplicate = deskOperation({
  method: 'POST',
  path: '/api/units/duplicates/decision',
  roles: desk.registrars,
  tag: 'registry',
  summary: { zh: '认定两条记录不是重复', en: 'Decide that two records are no duplicates' },
  touches: 'unit',
  body: z.object({ first: z.uuid(), second: z.uuid(), reason: z.string().trim().min(2).max(500) }),

  answer: z.object({ decided: z.literal(true) }),
});

export const mergeUnits = deskOperation({
  method: 'POST',
  path: '/api/units/duplicates/merge',
  roles: desk.officers,
  tag: 'registry',
  summary: {
    zh: '两条记录是一个单位：并入其中一条，设备、人员、备案和两边的历史都保留',
    en: 'Two records are one unit: one goes into the other with cameras, people, filings and both histories',
  },
  touches: 'unit',
  body: z.object({ keep: z.uuid(), gone: z.uuid(), reason: z.string().trim().min(2).max(500) }),

  answer: z.object({ id: z.uuid() }),
});

export const makeUnit = deskOperation({
  method: 'POST',
  path: '/api/units',
  roles: desk.registrars,
  tag: 'registry',
  summary: { zh: '登记单位', en: 'Register a unit' },
  touches: 'unit',
  body: UnitInput,

  answer: z.object({ id: z.uuid(), doubts: z.array(Doubt) }),
  status: 201,
});

export const readUnit = deskOperation({
  method: 'GET',
  path: '/api/units/:id',
  roles: desk.officials,
  tag: 'registry',
  summary: {
    zh: '一个单位：基本情况、责任人员、系统、设备、备案期限',
    en: 'One unit: facts, people, systems, devices, filing deadlines',
  },
  touches: 'unit',
  params: Id,

  answer: UnitDetail,
});

export const changeUnit = deskOperation({
  method: 'PUT',
  path: '/api/units/:id',
  roles: desk.registrars,
  tag: 'registry',
  summary: { zh: '修改单位', en: 'Change a unit' },
  touches: 'unit',
  params: Id,
  body: UnitChange,

  answer: UnitDetail,
});

export const readUnitHistory = deskOperation({
  method: 'GET',
  path: '/api/units/:id/history',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '每个字段的修改历史', en: 'The history of every field' },
  touches: 'unit',
  params: Id,

  answer: z.array(
    z.object({
      at: z.string(),
      subject: z.string(),
      field: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      by: z.string(),
      ground: z.string(),
    }),
  ),
});

export const setPlaceClass = deskOperation({
  method: 'PUT',
  path: '/api/units/:id/place-class',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '由人认定场所类别，写明理由；优先于按文字的推断。null 交还推断',
    en: 'Settle the class of the place, with a reason; it wins over what the words suggest. null gives it back to them',
  },
  touches: 'unit',
  params: Id,
  body: z.object({
    version: z.int(),
    placeClass: z
      .enum(['art7-1', 'art7-2', 'art9', 'nonPublic'])
      .nullable()
      .describe('D799 第七条第一款、第七条第二款、第九条、非公共场所'),
    reason: z.string().trim().min(2).max(500),
  }),

  answer: UnitDetail,
});

export const transferUnit = deskOperation({
  method: 'PUT',
  path: '/api/units/:id/jurisdiction',
  roles: desk.officers,
  tag: 'registry',
  summary: {
    zh: '转址：单位连同备案转往另一公安机关，写明理由；已提交的日期不变，检查和案件留在原机关',
    en: 'Hand a unit with its filings to another office, with a reason; the day of hand-in stays, inspections and cases stay with the office that opened them',
  },
  touches: 'unit',
  params: Id,
  body: z.object({
    version: z.int(),
    jurisdiction: z.string().regex(/^\d{6,12}$/, '六位以上区划代码 · at least six digits'),
    address: line(200).optional().describe('搬迁后的地址；不写则不变'),
    reason: z.string().trim().min(2).max(500),
  }),

  answer: z.object({
    organ: z.string().describe('接收的公安机关'),
    staying: z.number().describe('留在原机关的检查、案件等'),
  }),
});

export const listUnitMoves = deskOperation({
  method: 'GET',
  path: '/api/unit-moves',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '转出和转入的单位', en: 'Units handed to and from other offices' },
  touches: 'unit',

  answer: z.array(
    z.object({
      id: z.uuid(),
      unitId: z.uuid(),
      unitName: z.string(),
      from: z.string(),
      to: z.string(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
      here: z.boolean().describe('现在在本辖区'),
    }),
  ),
});
