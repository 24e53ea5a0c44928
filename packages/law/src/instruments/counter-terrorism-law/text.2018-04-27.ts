// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 反恐怖主义法: the 90 days of key targets. */
import { defineInstrument } from '../../forms/define.ts';

export const counterTerrorismLaw = defineInstrument({
  instrument: {
    id: 'counter-terrorism-law',
    title: '中华人民共和国反恐怖主义法',
    shortTitle: '《反恐怖主义法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2016-01-01',
    inForceUntil: null,
    validityBasis: '2018年4月27日修正；待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'retention',
      title: '重点目标的保存期限',
      publishedAt: '第三十二条',
      rule: '防范恐怖袭击的重点目标，视频图像信息保存不少于九十日。',
      certainty: 'to-be-verified',
    },
    {
      id: 'retention-sanction',
      title: '未建立或者未按期保存的处罚',
      publishedAt: '第八十八条',
      rule: '警告、责令改正；拒不改正：单位十万元以下，责任人员一万元以下。',
      certainty: 'to-be-verified',
    },
  ],
});
