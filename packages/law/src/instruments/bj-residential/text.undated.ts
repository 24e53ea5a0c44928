// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** 北京市住宅区及住宅安全防范设施建设和使用管理办法: only arts. 9 and 12(1), as quoted in seeds 000 and 001. */
import { defineInstrument } from '../../forms/define.ts';

export const bjResidential = defineInstrument({
  instrument: {
    id: 'bj-residential',
    title: '北京市住宅区及住宅安全防范设施建设和使用管理办法',
    shortTitle: '《住宅区办法》',
    rank: 'local-rule',
    issuer: '北京市人民政府（待核对）',
    documentNumber: null,
    jurisdictionCode: '110000',
    status: 'in-force',
    inForceFrom: null,
    inForceUntil: null,
    validityBasis: '种子文件只引用第九条和第十二条第一款；2025年1月的征求意见稿仍以其为依据，故推定有效；全文、日期待核对',
    sources: [{ kind: 'seed', ref: '000_ad664e71bb1fc098.txt', sha256: 'sha256:6b6b4e097311363c57fcdd2d4e93e8f24aeaeab663543188fd2457ef717415bb' }, { kind: 'seed', ref: '001_7b25410cb8ad9ee8.txt', sha256: 'sha256:4e6865f20e1edb33877b7c0aa49290f6bd896cfe49b78f1bcd939c303fe39591' }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'manager',
      title: '管理人',
      printedAt: '第九条第一款',
      publishedAt: '第九条第一款',
      printed: '住宅区及住宅安全防范设施公共部分的使用和维护，由物业管理单位负责；没有物业管理单位的，由产权人负责。',
      rule: '公共部分的使用和维护由物业管理单位负责，没有物业管理单位的由产权人负责。',
    },
    {
      id: 'manager-duties',
      title: '管理人的义务',
      printedAt: '第九条',
      publishedAt: '第九条',
      printed: '住宅区及住宅安全防范设施公共部分的使用和维护，由物业管理单位负责；没有物业管理单位的，由产权人负责。\n    住宅区及住宅的物业管理单位或者产权人（以下简称管理人）应当遵守下列规定：\n（一）保证安全防范设施不间断运行，并有效记录监控信息；\n（二）妥善保存监控系统所记录的信息资料，且保存期限不得少于７日；\n（三）不得擅自改变安全防范设施的用途和位置；\n（四）建立安全防范设施的日常检查、维护制度，对被损坏或者出现故障的安全防范设施，及时维修、排除故障。\n    管理人对通过安全防范设施发现的涉嫌犯罪或者违反治安管理的行为应当及时报警。',
      rule: '管理人应当：（一）不间断运行并有效记录；（二）妥善保存不少于7日；（三）不得擅自改变用途和位置；（四）日常检查维护、及时维修；发现涉嫌犯罪或者违反治安管理的行为及时报警。',
    },
    {
      id: 'retention',
      title: '保存期限',
      printedAt: '第九条第二款（二）',
      publishedAt: '第九条第二款第二项',
      printed: '（二）妥善保存监控系统所记录的信息资料，且保存期限不得少于７日；',
      rule: '监控记录保存不少于7日。',
    },
    {
      id: 'manager-sanction',
      title: '管理人不依法履行职责的处罚',
      printedAt: '第十二条第一款',
      publishedAt: '第十二条第一款',
      printed: '对违反本办法第九条规定，管理人不依法履行管理职责的,由公安机关责令改正，并可处500元以上1000元以下的罚款。',
      rule: '责令改正，可以并处500至1000元。',
    },
  ],
});
