// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  sameAct: {
    'd799-not-filed': 'filing',
    'd799-unauthorised-install': 'unauthorised-public-install',
  },
};
