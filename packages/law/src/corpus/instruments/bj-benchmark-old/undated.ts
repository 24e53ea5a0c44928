// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a block, printed text never wrapped
/** The older schedule of the Beijing police, seed 001: the table alone, its general part is not in our possession. */
import { defineInstrument } from '../../define.ts';

export const bjBenchmarkOld = defineInstrument({
  instrument: {
    id: 'bj-benchmark-old',
    title: '违反《北京市公共安全图像信息系统管理办法》处罚裁量基准（旧表）',
    shortTitle: '旧基准',
    rank: 'normative-document',
    issuer: '北京市公安局（推定）',
    documentNumber: null,
    jurisdictionCode: '110000',
    status: 'unknown',
    inForceFrom: null,
    inForceUntil: null,
    validityBasis: '种子文件没有印出文号、日期和总则；新基准未发布，旧表是否仍在使用由人确认',
    sources: [{ kind: 'seed', ref: '001_7b25410cb8ad9ee8.txt', sha256: 'sha256:4e6865f20e1edb33877b7c0aa49290f6bd896cfe49b78f1bcd939c303fe39591' }],
    verified: 'no',
  },
  provisions: [
    {
      id: 'table',
      title: '旧裁量基准表',
      printedAt: '表头',
      printed: '违反《北京市公共安全图像信息系统管理办法》\n处罚裁量基准',
      rule: '只有裁量基准表，没有总则；不在我们手中的总则不推定。同一编码的含义与新基准不同，编码必须与基准版本一起引用。',
    },
  ],
});
