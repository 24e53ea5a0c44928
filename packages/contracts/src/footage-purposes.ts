// SPDX-License-Identifier: Apache-2.0
/** What organs of state ask for footage for: words, ground, and how long a range each usually needs. One list for both programs. */

export const footagePurposeIds = ['case', 'enforcement', 'public-emergency', 'inspection'] as const;
export type FootagePurposeId = (typeof footagePurposeIds)[number];

export interface FootagePurpose {
  readonly zh: string;
  readonly en: string;
  /** Provision of the law package. */
  readonly ground: string;
  /** A longer range needs a written reason. Our measure, not the law's: it asks for necessity and gives no number. */
  readonly usualHours: number;
}

export const footagePurposes: Readonly<Record<FootagePurposeId, FootagePurpose>> = {
  case: { zh: '侦查、调查案件', en: 'investigation of a case', ground: 'd799/state-access', usualHours: 2 },
  enforcement: {
    zh: '行政执法',
    en: 'administrative enforcement',
    ground: 'd799/state-access',
    usualHours: 2,
  },
  'public-emergency': {
    zh: '处置突发公共事件',
    en: 'public emergency',
    ground: 'd799/state-access',
    usualHours: 24,
  },
  inspection: { zh: '监督检查', en: 'supervision and inspection', ground: 'd799/inspection', usualHours: 2 },
};

const hourMs = 3_600_000;

/** Whether a range is longer than its purpose usually needs. */
export const isBeyondUsual = (purpose: FootagePurposeId, fromMs: number, toMs: number): boolean =>
  toMs - fromMs > footagePurposes[purpose].usualHours * hourMs;
