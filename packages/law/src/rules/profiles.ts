// SPDX-License-Identifier: Apache-2.0

import type { Profile } from '../forms/profile.ts';
import { profile as draft } from '../instruments/bj-benchmark-2024-draft/profile.ts';
import { profile as old } from '../instruments/bj-benchmark-old/profile.ts';
import { profile as bjMeasures } from '../instruments/bj-measures-2006/profile.ts';
import { profile as d799 } from '../instruments/d799/profile.ts';
import { profile as hami } from '../instruments/hami-checklist/profile.ts';
import { profile as qhd } from '../instruments/qhd-measures-2017/profile.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';

export const profiles: Readonly<Record<DecidableInstrumentId, Profile>> = {
  'bj-benchmark-2024-draft': draft,
  'bj-benchmark-old': old,
  'bj-measures-2006': bjMeasures,
  'bj-residential': {},
  'qhd-measures-2017': qhd,
  d799,
  'hami-checklist': hami,
};
