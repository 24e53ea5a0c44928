// SPDX-License-Identifier: Apache-2.0
import type { DecidableInstrumentId } from '../types/corpus.ts';
import { profile as draft } from './bj-benchmark-2024-draft/profile.ts';
import { profile as old } from './bj-benchmark-old/profile.ts';
import { profile as bjMeasures } from './bj-measures-2006/profile.ts';
import { profile as d799 } from './d799/profile.ts';
import { profile as hami } from './hami-checklist/profile.ts';
import type { Profile } from './profile.ts';
import { profile as qhd } from './qhd-measures-2017/profile.ts';

export const profiles: Readonly<Record<DecidableInstrumentId, Profile>> = {
  'bj-benchmark-2024-draft': draft,
  'bj-benchmark-old': old,
  'bj-measures-2006': bjMeasures,
  'bj-residential': {},
  'qhd-measures-2017': qhd,
  d799,
  'hami-checklist': hami,
};
