// SPDX-License-Identifier: Apache-2.0
/**
 * The filing form: what D799 art. 14 asks for and nothing else (单位基本情况、建设位置、设备数量及类型、存储期限).
 * One schema gives the type, the check and the documentation; a draft has its own, which refuses nothing a person types.
 */
import { z } from 'zod';
import { cameraFields, line } from './camera-fields.ts';

const phone = z
  .string()
  .trim()
  .regex(/^[0-9+\-() ]{5,24}$/, '电话号码');

export const FiledPerson = z.object({
  name: line(60).describe('姓名'),
  duty: line(60).describe('职责'),
  phone: phone.describe('联系电话'),
});

const day = z.iso.date();

export const FiledCamera = z.object({
  code: cameraFields.code,
  place: cameraFields.place,
  kind: z.enum(['box', 'dome', 'ptz', 'bullet', 'panoramic', 'other']).describe('类型'),
  azimuthDegrees: cameraFields.azimuthDegrees.nullable().optional(),
  rangeMetres: cameraFields.rangeMetres.nullable().optional(),
  serialNumber: z.string().trim().max(64).nullable().optional().describe('设备序列号'),
  noForbiddenArea: z.boolean().nullable().optional().describe('不拍摄条例第八条禁止的区域'),
  nearSecretUnit: z.boolean().nullable().optional().describe('位于军事禁区、涉密单位周边'),
  secretUnitConsent: cameraFields.secretUnitConsent.nullable().optional(),
  longitude: z.number().min(-180).max(180).nullable().optional().describe('经度 WGS84'),
  latitude: z.number().min(-90).max(90).nullable().optional().describe('纬度 WGS84'),
});
export type FiledCamera = z.infer<typeof FiledCamera>;

/** Everything a submission must have. */
export const CompleteFilingForm = z.object({
  name: line(120).describe('单位名称'),
  creditCode: z.string().trim().toUpperCase().max(18).describe('统一社会信用代码'),
  placeKind: line(60).describe('场所类型'),
  address: line(200).describe('系统建设位置'),
  longitude: z.number().min(-180).max(180).nullable().optional(),
  latitude: z.number().min(-90).max(90).nullable().optional(),
  people: z.array(FiledPerson).min(1).max(20).describe('责任人员'),
  systemName: line(120).describe('系统名称'),
  acceptancePassedOn: day.nullable().optional().describe('竣工验收合格日期'),
  putIntoUseOn: day.nullable().optional().describe('投入使用日期'),
  storageDays: z.int().min(0).max(3650).describe('视频图像信息存储期限，日'),
  operator: z.string().trim().max(120).nullable().optional().describe('受托运营、维护单位'),
  networked: z
    .string()
    .trim()
    .max(200)
    .nullable()
    .optional()
    .describe('联网情况：接入哪个平台，或者没有联网'),
  cameras: z.array(FiledCamera).min(1).max(2000).describe('图像采集设备'),
});
export type CompleteFilingForm = z.infer<typeof CompleteFilingForm>;

/** A number as it was typed: one that is none stays as it stands, for the check at hand-in to name. */
const typedNumber = z
  .union([z.number(), z.string().max(60)])
  .nullable()
  .optional();
const typed = z.string().max(500).nullable().optional();
const ticked = z.boolean().nullable().optional();

const DraftPerson = z.object({ name: typed, duty: typed, phone: typed });
const DraftCamera = z.object({
  code: typed,
  place: typed,
  kind: typed,
  azimuthDegrees: typedNumber,
  rangeMetres: typedNumber,
  serialNumber: typed,
  noForbiddenArea: ticked,
  nearSecretUnit: ticked,
  secretUnitConsent: typed,
  longitude: typedNumber,
  latitude: typedNumber,
});

/** A draft keeps whatever was typed, complete or not, right or not; handing in asks for a `CompleteFilingForm`. */
export const FilingForm = z.strictObject({
  name: typed,
  creditCode: typed,
  placeKind: typed,
  address: typed,
  longitude: typedNumber,
  latitude: typedNumber,
  people: z.array(DraftPerson).max(200).optional(),
  systemName: typed,
  acceptancePassedOn: typed,
  putIntoUseOn: typed,
  storageDays: typedNumber,
  operator: typed,
  networked: typed,
  cameras: z.array(DraftCamera).max(5000).optional(),
});
export type FilingForm = z.infer<typeof FilingForm>;
