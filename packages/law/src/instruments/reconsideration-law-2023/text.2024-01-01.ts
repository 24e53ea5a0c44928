// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 行政复议法: the time to ask for reconsideration, printed in every decision. */
import { defineInstrument } from '../../forms/define.ts';

export const reconsiderationLaw2023 = defineInstrument({
  instrument: {
    id: 'reconsideration-law-2023',
    title: '中华人民共和国行政复议法',
    shortTitle: '《行政复议法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2024-01-01',
    inForceUntil: null,
    validityBasis: '2023年9月1日修订；待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'request-60-days',
      title: '申请期限',
      publishedAt: '第二十条',
      rule: '自知道或者应当知道行政行为之日起六十日内申请；法律规定的期限超过六十日的除外。',
      certainty: 'to-be-verified',
    },
  ],
});
