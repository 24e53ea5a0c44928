// SPDX-License-Identifier: Apache-2.0
/** Limits of a camera's fields: one place, so that what was filed can be changed in the register. */
import { z } from 'zod';

/** One line of text, trimmed, not empty. */
export const line = (max: number) => z.string().trim().min(1).max(max);

export const cameraFields = {
  code: line(64).describe('摄像机编号（本单位自编）'),
  place: line(200).describe('安装位置'),
  azimuthDegrees: z.int().min(0).max(359).describe('朝向，度，正北为 0，顺时针'),
  rangeMetres: z.int().min(0).max(20_000).describe('采集距离，米'),
  secretUnitConsent: z.string().trim().max(200).describe('D799 第十条：涉密单位同意文件编号'),
} as const;
