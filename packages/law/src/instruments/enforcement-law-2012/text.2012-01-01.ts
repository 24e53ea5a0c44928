// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 行政强制法: from the decision to enforcement. */
import { defineInstrument } from '../../forms/define.ts';

export const enforcementLaw2012 = defineInstrument({
  instrument: {
    id: 'enforcement-law-2012',
    title: '中华人民共和国行政强制法',
    shortTitle: '《行政强制法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2012-01-01',
    inForceUntil: null,
    validityBasis: '待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'reminder',
      title: '催告',
      publishedAt: '第三十七条、第五十四条',
      rule: '强制执行前催告；申请法院执行前催告，催告送达十日后可以申请。',
      certainty: 'to-be-verified',
    },
    {
      id: 'surcharge-cap',
      title: '加处罚款的上限',
      publishedAt: '第四十五条、第四十六条',
      rule: '加处罚款不得超出本数；告知方式和上限。',
      certainty: 'to-be-verified',
    },
    {
      id: 'court-enforcement',
      title: '申请法院强制执行',
      publishedAt: '第五十三条',
      rule: '没有强制执行权的机关，自救济期限届满之日起三个月内申请法院强制执行。',
      certainty: 'to-be-verified',
    },
  ],
});
