// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 企业事业单位内部治安保卫条例: competes with Beijing art. 19 for key units. */
import { defineInstrument } from '../../forms/define.ts';

export const internalSecurity2004 = defineInstrument({
  instrument: {
    id: 'internal-security-2004',
    title: '企业事业单位内部治安保卫条例',
    shortTitle: '《内保条例》',
    rank: 'admin-regulation',
    issuer: '国务院',
    documentNumber: '国务院令第421号',
    jurisdictionCode: '000000',
    status: 'in-force',
    inForceFrom: '2004-12-01',
    inForceUntil: null,
    validityBasis: '待与官方文本核对',
    sources: [{ kind: 'mirror', ref: '公开文本摘要，未持有原文', sha256: null }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'key-units',
      title: '治安保卫重点单位',
      publishedAt: '第十三条、第十四条',
      rule: '治安保卫重点单位由公安机关按规定确定，应当有技术防范等措施。',
      certainty: 'to-be-verified',
    },
    {
      id: 'rectification-notice',
      title: '整改通知',
      publishedAt: '第十六条',
      rule: '公安机关发现隐患的，责令限期整改。',
      certainty: 'to-be-verified',
    },
    {
      id: 'key-unit-sanction',
      title: '不整改的处罚',
      publishedAt: '第十九条',
      rule: '警告；逾期不整改并造成后果的：单位一万元至十万元，责任人员五百元至五千元。',
      certainty: 'to-be-verified',
    },
  ],
});
