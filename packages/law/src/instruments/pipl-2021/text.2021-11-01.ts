// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 个人信息保护法: cameras in public places. */
import { defineInstrument } from '../../forms/define.ts';

export const pipl2021 = defineInstrument({
  instrument: {
    id: 'pipl-2021',
    title: '中华人民共和国个人信息保护法',
    shortTitle: '《个人信息保护法》',
    rank: 'law',
    issuer: '全国人民代表大会常务委员会',
    documentNumber: null,
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2021-11-01',
    inForceUntil: null,
    validityBasis: '待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'public-cameras',
      title: '公共场所图像采集',
      publishedAt: '第二十六条',
      rule: '在公共场所安装图像采集、个人身份识别设备，须为维护公共安全所必需，设置显著提示标识，只用于公共安全目的。',
      certainty: 'to-be-verified',
    },
  ],
});
