// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  sourceDiffers:
    '种子文本印施行日期2024年4月1日（公布为2025年4月1日），自第二十七条第二款起条号各大一号；引用以公布文本为准（E54、E55）',
  closedPlace: 'd799-prohibited-area',
  sameAct: {
    'qhd-art9-not-installed': 'build-missing',
    'qhd-art11-1-public-area': 'd799-unauthorised-install',
    'qhd-art11-2-private-space': 'd799-prohibited-area',
    'qhd-art19-damage': 'd799-tamper-device',
  },
};
