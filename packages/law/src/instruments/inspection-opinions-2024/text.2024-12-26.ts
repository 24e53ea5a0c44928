// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 国办发〔2024〕54号: how an inspection of a business is approved, coded, told. Extracts only; to be checked. */
import { defineInstrument } from '../../forms/define.ts';

export const inspectionOpinions2024 = defineInstrument({
  instrument: {
    id: 'inspection-opinions-2024',
    title: '国务院办公厅关于严格规范涉企行政检查的意见',
    shortTitle: '《涉企行政检查意见》',
    rank: 'normative-document',
    issuer: '国务院办公厅',
    documentNumber: '国办发〔2024〕54号',
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2024-12-26',
    inForceUntil: null,
    validityBasis: '公开报道摘要；起始日和条文编号待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'head-approval',
      title: '检查前批准',
      publishedAt: '实施检查部分',
      rule: '每次检查前须经负责人批准，有检查方案；举报投诉引发的检查也一样。',
      certainty: 'to-be-verified',
    },
    {
      id: 'urgent',
      title: '紧急检查',
      publishedAt: '实施检查部分',
      rule: '须立即检查的，可以先检查，及时报告并补办批准手续。',
      certainty: 'to-be-verified',
    },
    {
      id: 'code',
      title: '扫码入企、检查码',
      publishedAt: '实施检查部分',
      rule: '到场扫码或者出示检查码，出示证件和通知书；不少于两名执法人员。',
      certainty: 'to-be-verified',
    },
    {
      id: 'result',
      title: '告知结果',
      publishedAt: '实施检查部分',
      rule: '检查结果及时告知企业。',
      certainty: 'to-be-verified',
    },
  ],
});
