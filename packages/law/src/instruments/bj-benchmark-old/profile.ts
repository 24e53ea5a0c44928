// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  onlyWhenNamed: '没有公布日期，行政处罚法第三十四条要求裁量基准公布；可以指定后比较（E06）',
  schedule: true,
};
