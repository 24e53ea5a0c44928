// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 立法法 (2023 amendment): rank and conflict of norms, in our own words. */
import { defineInstrument } from '../../forms/define.ts';

export const legislationLaw2023 = defineInstrument({
  instrument: {
    id: 'legislation-law-2023',
    title: '中华人民共和国立法法',
    shortTitle: '《立法法》',
    rank: 'law',
    issuer: '全国人民代表大会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2023-03-15',
    inForceUntil: null,
    validityBasis: '2023年3月13日修正，条号待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'rank',
      title: '效力位阶',
      publishedAt: '第九十九条',
      rule: '法律高于行政法规、地方性法规、规章；行政法规高于地方性法规、规章。',
      certainty: 'to-be-verified',
    },
    {
      id: 'local-rank',
      title: '地方规章的位阶',
      publishedAt: '第一百条、第一百零一条、第一百零二条',
      rule: '地方性法规高于本级和下级政府规章；部门规章与地方政府规章之间效力同等，在各自权限内施行。',
      certainty: 'to-be-verified',
    },
    {
      id: 'special-and-new',
      title: '特别法、新法',
      publishedAt: '第一百零三条',
      rule: '同一机关制定的，特别规定优于一般规定，新规定优于旧规定。',
      certainty: 'to-be-verified',
    },
    {
      id: 'no-retroactivity',
      title: '不溯及既往',
      publishedAt: '第一百零四条',
      rule: '不溯及既往，但为更好保护权利和利益的特别规定除外。',
      certainty: 'to-be-verified',
    },
    {
      id: 'ruling',
      title: '裁决',
      publishedAt: '第一百零五条、第一百零六条',
      rule: '新的一般规定与旧的特别规定、同级规定不一致不能确定时，由有权机关裁决。',
      certainty: 'to-be-verified',
    },
  ],
});
