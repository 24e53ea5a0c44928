// SPDX-License-Identifier: Apache-2.0
/**
 * The filing form: what D799 art. 14 asks for and nothing else (单位基本情况、建设位置、设备数量及类型、存储期限).
 * One schema gives the type, the check and the documentation. A draft may lack anything; a submission may not.
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
  cameras: z.array(FiledCamera).min(1).max(2000).describe('图像采集设备'),
});
export type CompleteFilingForm = z.infer<typeof CompleteFilingForm>;

/** A draft: any part may be missing, what is there is well formed. */
export const FilingForm = CompleteFilingForm.extend({
  creditCode: z.string().trim().toUpperCase().max(18),
  people: z.array(FiledPerson.partial()).max(20),
  cameras: z.array(FiledCamera.partial()).max(2000),
})
  .partial()
  .strict();
export type FilingForm = z.infer<typeof FilingForm>;
