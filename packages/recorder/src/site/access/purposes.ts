// SPDX-License-Identifier: Apache-2.0
/** What one may look for, each with the provision it rests on. Text of the person is added, never instead. */

import { footagePurposes } from '@mingjing/contracts';
import { accessKinds, type Purpose } from '@mingjing/contracts/site';
import { findProvision, getInstrument, printedArticle, publishedArticle } from '@mingjing/law';

type PurposeRow = Omit<Purpose, 'groundWords' | 'textNeeded' | 'requesters' | 'kinds'> & {
  readonly requesters: readonly Purpose['requesters'][number][];
  readonly kinds: readonly Purpose['kinds'][number][];
  readonly textNeeded?: boolean;
};

const looks = ['live', 'playback'] as const;
const copies = ['playback', 'export'] as const;
const all = accessKinds;

const rows: readonly PurposeRow[] = [
  {
    id: 'duty-watch',
    zh: '值班监看',
    en: 'duty watch',
    ground: 'd799/operation-security',
    requesters: ['staff'],
    kinds: ['live'],
  },
  {
    id: 'system-check',
    zh: '系统巡检和维护',
    en: 'system check and maintenance',
    ground: 'd799/operation-security',
    requesters: ['staff'],
    kinds: looks,
  },
  {
    id: 'unit-incident',
    zh: '处置本单位安全事件',
    en: 'a safety incident at the unit',
    ground: 'd799/operation-security',
    requesters: ['staff'],
    kinds: all,
    textNeeded: true,
  },
  {
    id: 'self-audit',
    zh: '自查和核对登记',
    en: 'self-audit',
    ground: 'd799/information-measures',
    requesters: ['staff'],
    kinds: looks,
    textNeeded: true,
  },
  {
    id: 'answer-request',
    zh: '核对依法提出的查看请求',
    en: 'preparing the answer to a lawful request',
    ground: 'd799/state-access',
    requesters: ['staff'],
    kinds: ['playback'],
    textNeeded: true,
  },
  {
    id: 'case',
    ...footagePurposes.case,
    requesters: ['officials'],
    kinds: copies,
    textNeeded: true,
  },
  {
    id: 'enforcement',
    ...footagePurposes.enforcement,
    requesters: ['officials'],
    kinds: copies,
    textNeeded: true,
  },
  {
    id: 'public-emergency',
    ...footagePurposes['public-emergency'],
    requesters: ['officials'],
    kinds: all,
    textNeeded: true,
  },
  {
    id: 'inspection',
    ...footagePurposes.inspection,
    requesters: ['officials'],
    kinds: all,
  },
  {
    // Nobody chooses it: it is what a platform's pull is registered under.
    id: 'network-sharing',
    zh: '联网共享',
    en: 'sharing with a connected police platform',
    ground: 'qhd-measures-2017/key-unit-duties',
    requesters: [],
    kinds: all,
  },
  {
    // Nobody chooses it: blocks that a challenge of the platform asked for.
    id: 'retention-challenge',
    zh: '留存抽验',
    en: 'retention challenge by the police platform',
    ground: 'd799/inspection',
    requesters: [],
    kinds: ['export'],
  },
  {
    id: 'personal-safety',
    zh: '为维护人身、财产安全查看与自己有关的图像',
    en: 'viewing what concerns oneself, for the safety of person or property',
    ground: 'd799/personal-view',
    requesters: ['citizen'],
    // Art. 21 lets them look, nothing more; nor does art. 22 of Qinhuangdao.
    kinds: ['playback'],
    usualHours: 2,
  },
];

export const purposes: readonly Purpose[] = rows.map((purpose) => ({
  ...purpose,
  requesters: [...purpose.requesters],
  kinds: [...purpose.kinds],
  textNeeded: purpose.textNeeded ?? false,
  groundWords: groundWords(purpose.ground),
}));

export function findPurpose(id: string): Purpose | undefined {
  return purposes.find((purpose) => purpose.id === id);
}

/** e.g. `《…条例》第二十条（国家机关查阅、调取）`: as printed in our source, else as published. */
function groundWords(provisionId: string): string {
  const provision = findProvision(provisionId);
  if (!provision) return provisionId;
  const article = printedArticle(provision) ?? publishedArticle(provision) ?? '';
  return `《${getInstrument(provision.instrument).title}》${article}（${provision.title}）`;
}
