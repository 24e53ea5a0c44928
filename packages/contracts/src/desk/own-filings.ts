// SPDX-License-Identifier: Apache-2.0
/** Filings as the unit makes them. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { FilingForm } from './filing-form.ts';
import { FilingRow, FilingView } from './filings.ts';
import { filingKinds, Id, Version } from './terms.ts';

export const Duty = z.object({
  unit: z
    .object({
      id: z.uuid(),
      name: z.string(),
      address: z.string(),
      placeKind: z.string(),
      filingState: z.string(),
      filedOn: z.string().nullable(),
    })
    .nullable(),
  units: z
    .array(z.object({ id: z.uuid(), name: z.string(), address: z.string() }))
    .describe('本组织的全部单位'),
  clocks: FilingView.shape.clocks,
  open: FilingRow.nullable().describe('正在办理的备案'),
});

export const readOwnDuty = deskOperation({
  method: 'GET',
  path: '/api/own/duty',
  roles: desk.units,
  tag: 'filing',
  summary: { zh: '本单位要不要备案、到哪天为止', en: "Whether one's own unit has to file, and until when" },
  touches: 'unit',
  query: z.object({ unitId: z.uuid().optional().describe('几个单位中的哪一个；不写是第一个') }),

  answer: Duty,
});

export const listOwnFilings = deskOperation({
  method: 'GET',
  path: '/api/own/filings',
  roles: desk.units,
  tag: 'filing',
  summary: { zh: '本单位的备案', en: "Filings of one's own unit" },
  touches: 'filing',

  answer: z.array(FilingRow),
});

export const beginFiling = deskOperation({
  method: 'POST',
  path: '/api/own/filings',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: { zh: '开始填写；已经掌握的内容已经填好', en: 'Begin; what is known already is filled in' },
  touches: 'filing',
  body: z.object({
    kind: z.enum(filingKinds),
    unitId: z.uuid().optional().describe('几个单位中的哪一个；不写是第一个'),
  }),

  answer: FilingView,
  status: 201,
});

export const readOwnFiling = deskOperation({
  method: 'GET',
  path: '/api/own/filings/:id',
  roles: desk.units,
  tag: 'filing',
  summary: {
    zh: '一份备案：表、检查结果、期限、经过',
    en: 'One filing: form, findings, deadlines, what was done',
  },
  touches: 'filing',
  params: Id,

  answer: FilingView,
});

export const saveFiling = deskOperation({
  method: 'PUT',
  path: '/api/own/filings/:id',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: { zh: '保存填写的内容（可以不完整）', en: 'Save what is filled in (may be incomplete)' },
  touches: 'filing',
  params: Id,
  body: Version.extend({ form: FilingForm }),

  answer: FilingView,
});

export const attachRecorderFacts = deskOperation({
  method: 'PUT',
  path: '/api/own/filings/:id/recorder-facts',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: {
    zh: '附上录像机事实（录像机设置页下载的文件）；没有填写设备时照它填好',
    en: "Attach the recorder's facts (the file from the recorder's settings page)",
  },
  touches: 'filing',
  params: Id,
  upload: 'form',
  answer: FilingView,
});

export const fillCamerasFromSheet = deskOperation({
  method: 'PUT',
  path: '/api/own/filings/:id/cameras',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: {
    zh: '从表格填写设备：编号相同的改，没有的加；表里没有的留着',
    en: 'Cameras from a sheet: those of the same number are changed, others are added, none is taken away',
  },
  touches: 'filing',
  params: Id,
  upload: 'form',

  answer: FilingView,
});

export const readCameraTemplate = deskOperation({
  method: 'GET',
  path: '/api/own/camera-template.xlsx',
  roles: desk.units,
  tag: 'filing',
  summary: { zh: '设备表的模板', en: 'The template for a sheet of cameras' },
  touches: 'template',

  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const submitFiling = deskOperation({
  method: 'POST',
  path: '/api/own/filings/:id/submission',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: {
    zh: '声明内容真实，提交；有错误的字段会指出',
    en: 'Declare it to be true and submit; fields with errors are named',
  },
  touches: 'filing',
  params: Id,
  body: Version.extend({ declared: z.literal(true).describe('D799 第十四条：对备案信息的真实性负责') }),

  answer: FilingView,
});

export const withdrawFiling = deskOperation({
  method: 'POST',
  path: '/api/own/filings/:id/withdrawal',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: {
    zh: '撤回草稿、已提交或者待补正的备案',
    en: 'Withdraw a draft, or a filing that was submitted or returned',
  },
  touches: 'filing',
  params: Id,
  body: Version,

  answer: z.object({ withdrawn: z.literal(true) }),
});

export const carryNationalReceipt = deskOperation({
  method: 'PUT',
  path: '/api/own/filings/:id/national-receipt',
  roles: desk.unitManagers,
  tag: 'filing',
  summary: {
    zh: '记下全国备案平台的回执编号',
    en: 'Note the receipt number of the national filing platform',
  },
  touches: 'filing',
  params: Id,
  body: z.object({
    number: z
      .string()
      .trim()
      .min(4)
      .max(60)
      .regex(
        /^[\p{L}\p{N}〔〕[\]（）()\-—/·.]+$/u,
        '编号只含文字、数字和括号、短横 · letters, digits, brackets, dashes',
      ),
  }),

  answer: FilingView,
});
