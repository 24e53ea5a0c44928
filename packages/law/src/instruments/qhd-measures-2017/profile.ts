// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../forms/profile.ts';

export const profile: Profile = {
  closedPlace: 'qhd-art11-2-private-space',
  sameAct: {
    'd799-unauthorised-install': 'qhd-art11-1-public-area',
    'd799-prohibited-area': 'qhd-art11-2-private-space',
    'd799-tamper-device': 'qhd-art19-damage',
  },
};
