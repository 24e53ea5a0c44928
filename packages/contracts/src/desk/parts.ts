// SPDX-License-Identifier: Apache-2.0
/** Systems, cameras and responsible people of a unit. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { cameraFields, line } from './camera-fields.ts';
import { Id } from './terms.ts';

/** What may be written of each part; the same fields a filing brings. */
const day = z.iso.date().nullable();
export const SystemInput = z.object({
  name: line(120),
  acceptancePassedOn: day.default(null),
  putIntoUseOn: day.default(null),
  storageDays: z.int().min(0).max(3650).nullable().default(null),
});
export const CameraInput = z.object({
  code: cameraFields.code,
  place: cameraFields.place,
  kind: line(60).describe('类型'),
  azimuthDegrees: cameraFields.azimuthDegrees.nullable().default(null),
  rangeMetres: cameraFields.rangeMetres.nullable().default(null),
  noForbiddenArea: z.boolean().nullable().default(null).describe('声明不在 D799 第八条禁止的区域'),
  nearSecretUnit: z.boolean().nullable().default(null),
  secretUnitConsent: cameraFields.secretUnitConsent.nullable().default(null),
});
export const PersonInput = z.object({
  name: line(60),
  duty: line(60),
  phone: z.string().regex(/^[+\d][\d -]{4,24}$/),
});

const Made = z.object({ id: z.uuid() });
const Removed = z.object({ removed: z.literal(true) });
export const OfPart = z.object({ id: z.uuid(), part: z.uuid() });

export const SystemRow = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  placeKind: z.string(),
  name: z.string(),
  acceptancePassedOn: z.string().nullable(),
  putIntoUseOn: z.string().nullable(),
  storageDays: z.number().nullable(),
});

const shape = { roles: desk.registrars, tag: 'registry' } as const;

export const addSystem = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/units/:id/systems',
  summary: { zh: '登记系统', en: 'Register a system' },
  touches: 'system',
  params: Id,
  body: SystemInput,
  answer: Made,
  status: 201,
});

export const changeSystem = deskOperation({
  ...shape,
  method: 'PUT',
  path: '/api/units/:id/systems/:part',
  summary: { zh: '修改系统', en: 'Change a system' },
  touches: 'system',
  params: OfPart,
  body: SystemInput,
  answer: Made,
});

export const removeSystem = deskOperation({
  ...shape,
  method: 'DELETE',
  path: '/api/units/:id/systems/:part',
  summary: { zh: '撤去系统', en: 'Remove a system' },
  touches: 'system',
  params: OfPart,
  answer: Removed,
});

export const addCamera = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/units/:id/cameras',
  summary: { zh: '登记摄像机', en: 'Register a camera' },
  touches: 'camera',
  params: Id,
  body: CameraInput,
  answer: Made,
  status: 201,
});

export const changeCamera = deskOperation({
  ...shape,
  method: 'PUT',
  path: '/api/units/:id/cameras/:part',
  summary: { zh: '修改摄像机', en: 'Change a camera' },
  touches: 'camera',
  params: OfPart,
  body: CameraInput,
  answer: Made,
});

export const removeCamera = deskOperation({
  ...shape,
  method: 'DELETE',
  path: '/api/units/:id/cameras/:part',
  summary: { zh: '撤去摄像机', en: 'Remove a camera' },
  touches: 'camera',
  params: OfPart,
  answer: Removed,
});

export const addPerson = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/units/:id/people',
  summary: { zh: '登记责任人员', en: 'Register a responsible person' },
  touches: 'person',
  params: Id,
  body: PersonInput,
  answer: Made,
  status: 201,
});

export const changePerson = deskOperation({
  ...shape,
  method: 'PUT',
  path: '/api/units/:id/people/:part',
  summary: { zh: '修改责任人员', en: 'Change a responsible person' },
  touches: 'person',
  params: OfPart,
  body: PersonInput,
  answer: Made,
});

export const removePerson = deskOperation({
  ...shape,
  method: 'DELETE',
  path: '/api/units/:id/people/:part',
  summary: { zh: '撤去责任人员', en: 'Remove a responsible person' },
  touches: 'person',
  params: OfPart,
  answer: Removed,
});

export const openPhone = deskOperation({
  method: 'GET',
  path: '/api/units/:id/people/:part/phone',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '打开一个电话号码；理由和打开的人记入审计',
    en: 'Open a telephone number; ground and person go into the audit record',
  },
  touches: 'phone',
  params: OfPart,
  query: z.object({ purpose: z.string().trim().min(2).max(200) }),

  answer: z.object({ phone: z.string() }),
});

export const listSystems = deskOperation({
  method: 'GET',
  path: '/api/systems',
  roles: desk.officials,
  tag: 'registry',
  summary: {
    zh: '系统列表：存储天数不足、缺投入使用日期的',
    en: 'Systems: too few days kept, no date of going into use',
  },
  touches: 'unit',
  query: z.object({
    storageBelow: z.coerce.number<number>().int().min(1).max(3650).optional(),
    storageShort: z.stringbool().optional().describe('存储天数少于该单位应当留存的日数'),
    withoutDate: z.stringbool().optional(),
    size: z.coerce.number<number>().int().min(1).max(200).default(50),
    after: z.uuid().optional(),
  }),

  answer: z.object({ systems: z.array(SystemRow), next: z.uuid().nullable() }),
});
