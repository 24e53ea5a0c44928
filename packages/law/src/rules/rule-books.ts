// SPDX-License-Identifier: Apache-2.0
/** Every instrument's rules by conduct, and where the engine itself looks for the same act under another name. */

import type { Rule, RuleBook } from '../forms/violation.ts';
import { draftSchedule, oldSchedule } from '../instruments/bj-benchmark/schedules.ts';
import { bjMeasures2006 } from '../instruments/bj-measures-2006/rules.ts';
import { bjResidential } from '../instruments/bj-residential/rules.ts';
import { d799 } from '../instruments/d799/rules.ts';
import { hamiChecklist } from '../instruments/hami-checklist/rules.ts';
import { qhdMeasures2017 } from '../instruments/qhd-measures-2017/rules.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';
import { profiles } from './profiles.ts';

export const ruleBooks: Readonly<Record<DecidableInstrumentId, RuleBook>> = {
  'bj-benchmark-2024-draft': draftSchedule.rules,
  'bj-benchmark-old': oldSchedule.rules,
  'bj-measures-2006': bjMeasures2006,
  'bj-residential': bjResidential,
  'qhd-measures-2017': qhdMeasures2017,
  d799,
  'hami-checklist': hamiChecklist,
};

/**
 * The rule of an instrument for a conduct. Where the engine picks the instruments, the same act under another name is
 * found too; an instrument pinned by the caller is asked about the conduct as named.
 */
export function findRule(
  instrument: DecidableInstrumentId,
  conduct: Conduct,
  pinned: boolean,
): Rule | undefined {
  const other = pinned ? undefined : profiles[instrument].sameAct?.[conduct];
  return ruleBooks[instrument][other ?? conduct];
}
