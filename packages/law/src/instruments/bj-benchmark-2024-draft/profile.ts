// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  onlyWhenNamed: '征求意见稿，不适用，只能模拟（E14）',
  schedule: true,
};
