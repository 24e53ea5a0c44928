// SPDX-License-Identifier: Apache-2.0
/** A unit that is registered nowhere writes itself down; the county's police decide. Units and who acts for them. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { line } from './camera-fields.ts';
import { CreditCode } from './credit-code.ts';
import { Id } from './terms.ts';

/** Largest seal letter, in bytes of the file. */
export const mostLetterBytes = 3_000_000;
export const letterTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export const registerUnit = deskOperation({
  method: 'POST',
  path: '/api/public/unit-registrations',
  roles: 'anyone',
  tag: 'registration',
  summary: {
    zh: '单位自行登记：所在地公安机关核对盖章的说明后，邀请联系人办理备案',
    en: 'A unit registers itself; its county checks the sealed letter and invites the contact',
  },
  body: z.object({
    jurisdiction: z.string().regex(/^\d{6}$/, '六位区划代码 · six digits'),
    name: line(120),
    creditCode: CreditCode,
    placeKind: line(60),
    address: line(200),
    contact: line(60),
    phone: z
      .string()
      .trim()
      .regex(/^[0-9+\-() ]{5,24}$/, '电话号码 · a telephone number'),
    email: z.email().max(200),
    letter: z
      .base64()
      .min(8)
      .max(Math.ceil(mostLetterBytes / 3) * 4)
      .describe('盖章的说明：PDF、JPEG 或 PNG，Base64，不超过 3 MB'),
  }),
  answer: z.object({ number: z.string(), receivedAt: z.string(), organ: z.string().nullable() }),
  status: 201,
  uploadBytes: Math.ceil(mostLetterBytes / 3) * 4 + 10_000,
  perMinute: 10,
});

export const UnitRegistration = z.object({
  id: z.uuid(),
  number: z.string(),
  jurisdiction: z.string(),
  name: z.string(),
  creditCode: z.string(),
  placeKind: z.string(),
  address: z.string(),
  contact: z.string(),
  email: z.string(),
  phone: z.string().describe('遮去中间；完整号码另行打开并记入审计'),
  letterType: z.enum(letterTypes),
  state: z.enum(['received', 'accepted', 'refused']),
  reason: z.string().nullable(),
  createdAt: z.string(),
  unitId: z.uuid().nullable(),
  known: z
    .array(z.object({ id: z.uuid(), name: z.string(), address: z.string(), linked: z.boolean() }))
    .describe('辖区内已登记的同代码单位'),
});

export const listUnitRegistrations = deskOperation({
  method: 'GET',
  path: '/api/unit-registrations',
  roles: desk.registrars,
  tag: 'registration',
  summary: { zh: '单位自行登记的', en: 'Units that registered themselves' },
  touches: 'unit-registration',
  answer: z.array(UnitRegistration),
});

export const readSealLetter = deskOperation({
  method: 'GET',
  path: '/api/unit-registrations/:id/letter',
  roles: desk.registrars,
  tag: 'registration',
  summary: { zh: '盖章的说明', en: 'The sealed letter' },
  touches: 'unit-registration',
  params: Id,
  download: 'application/octet-stream',
});

export const openRegistrationPhone = deskOperation({
  method: 'GET',
  path: '/api/unit-registrations/:id/phone',
  roles: desk.registrars,
  tag: 'registration',
  summary: {
    zh: '打开登记联系人的电话号码；理由和打开的人记入审计',
    en: 'Open the telephone number of a registration; reason and person go into the audit record',
  },
  touches: 'phone',
  params: Id,
  query: z.object({ purpose: z.string().trim().min(2).max(200) }),
  answer: z.object({ phone: z.string() }),
});

export const acceptUnitRegistration = deskOperation({
  method: 'POST',
  path: '/api/unit-registrations/:id/acceptance',
  roles: desk.officers,
  tag: 'registration',
  summary: {
    zh: '通过：登记单位（或者对应到已登记的单位），邀请联系人',
    en: 'Accept: register the unit, or link it to a registered one, and invite the contact',
  },
  touches: 'unit-registration',
  params: Id,
  body: z.object({ unitId: z.uuid().optional().describe('对应到这个已登记的单位；不写就新登记') }),
  answer: z.object({ unitId: z.uuid(), link: z.string().describe('邀请链接，只给这一次') }),
});

export const refuseUnitRegistration = deskOperation({
  method: 'POST',
  path: '/api/unit-registrations/:id/refusal',
  roles: desk.officers,
  tag: 'registration',
  summary: { zh: '不予通过，写明理由', en: 'Refuse, with the reason' },
  touches: 'unit-registration',
  params: Id,
  body: z.object({ reason: line(500) }),
  answer: z.object({ refused: z.literal(true) }),
});

export const linkUnit = deskOperation({
  method: 'PUT',
  path: '/api/units/:id/organisation',
  roles: desk.registrars,
  tag: 'registration',
  summary: {
    zh: '由哪个组织的人为单位办理；改变或者取消的写明理由',
    en: 'Whose people act for the unit; a change or an end is given with its reason',
  },
  touches: 'unit',
  params: Id,
  body: z.object({ organisationId: z.uuid().nullable(), reason: line(500) }),
  answer: z.object({ organisationId: z.uuid().nullable() }),
});
