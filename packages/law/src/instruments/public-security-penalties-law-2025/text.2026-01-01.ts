// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 治安管理处罚法 (2025 revision): only what the engine refers to. */
import { defineInstrument } from '../../forms/define.ts';

export const publicSecurityPenaltiesLaw2025 = defineInstrument({
  instrument: {
    id: 'public-security-penalties-law-2025',
    title: '中华人民共和国治安管理处罚法',
    shortTitle: '《治安管理处罚法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2026-01-01',
    inForceUntil: null,
    validityBasis: '2025年6月27日修订，2026年1月1日施行；条号待核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'referral',
      title: '治安管理处罚的衔接',
      publishedAt: '全法',
      rule: '构成违反治安管理行为的，由公安机关依本法处罚；本引擎只提示衔接，不计算。',
      certainty: 'to-be-verified',
    },
    {
      id: 'limitation',
      title: '追究时效',
      publishedAt: '第二十五条',
      rule: '六个月内没有被公安机关发现的，不再处罚。',
      certainty: 'to-be-verified',
    },
    {
      id: 'voyeurism',
      title: '偷窥、偷拍',
      publishedAt: '第五十条',
      rule: '偷窥、偷拍、窃听、散布他人隐私。',
      certainty: 'to-be-verified',
    },
    {
      id: 'inclusive-numbers',
      title: '以上以下包括本数',
      publishedAt: '第一百四十三条',
      rule: '本法的以上、以下、以内包括本数。',
      certainty: 'to-be-verified',
    },
  ],
});
