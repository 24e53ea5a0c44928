// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 行政诉讼法: the time to sue, printed in every decision. */
import { defineInstrument } from '../../forms/define.ts';

export const litigationLaw2017 = defineInstrument({
  instrument: {
    id: 'litigation-law-2017',
    title: '中华人民共和国行政诉讼法',
    shortTitle: '《行政诉讼法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2017-07-01',
    inForceUntil: null,
    validityBasis: '2017年6月27日修正；待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'suit-six-months',
      title: '起诉期限',
      publishedAt: '第四十六条',
      rule: '直接向法院起诉的，自知道或者应当知道作出行政行为之日起六个月内；法律另有规定的除外。',
      certainty: 'to-be-verified',
    },
  ],
});
