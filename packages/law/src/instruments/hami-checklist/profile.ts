// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  checklist: true,
  sourceDiffers:
    '种子文本印施行日期2024年4月1日（公布为2025年4月1日），自第二十七条第二款起条号各大一号；引用以公布文本为准（E54、E55）',
};
