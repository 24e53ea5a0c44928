// SPDX-License-Identifier: Apache-2.0
/** Which of the 13 items of the Hami list asks after a conduct. The list prints no articles: inferred (§1.1). */
import type { Conduct } from '../../types/facts.ts';

const items: Readonly<Partial<Record<Conduct, readonly number[]>>> = {
  'build-missing': [1],
  'unauthorised-public-install': [1],
  'public-place-install': [1],
  'd799-unauthorised-install': [1],
  'd799-signage-missing': [2],
  'd799-near-secret-unit': [3],
  filing: [4],
  'filing-check': [4],
  'd799-not-filed': [4],
  'd799-false-filing': [4],
  'operation-security': [5, 11, 12],
  'd799-tamper-device': [5],
  'information-management': [6, 13],
  'information-access': [13],
  'retention-check': [7],
  'retention-rule': [7],
  'build-nonconforming': [8],
  overcapture: [9],
  'd799-prohibited-area': [9],
};

export const itemsOf = (conduct: Conduct): readonly number[] => items[conduct] ?? [];
export const checklistConducts = Object.keys(items) as readonly Conduct[];
