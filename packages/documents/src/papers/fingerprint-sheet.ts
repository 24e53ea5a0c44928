// SPDX-License-Identifier: Apache-2.0
/** 密钥指纹单: the recorder's public key on paper, filed with the police, so that a bundle can be told from a forgery. */
import { chineseDay } from '../chinese-date.ts';
import type { OfficialDocument } from '../document.ts';

export interface FingerprintSheet {
  readonly unitName: string;
  readonly recorderId: string;
  readonly origin: string;
  readonly algorithms: string;
  /** Groups of four hexadecimal digits. */
  readonly fingerprint: string;
  /** The key as a C2SP vkey line. */
  readonly verifierKey: string;
  readonly madeAt: string;
  /** SHA-256 of the verify.html this recorder hands out, lower-case hexadecimal. */
  readonly verifyPageSha256: string;
  readonly printedAt: string;
}

/** The sheet as a paper. */
export function fingerprintSheet(facts: FingerprintSheet): OfficialDocument {
  return {
    title: '录像机密钥指纹单',
    density: 'form',
    blocks: [
      {
        kind: 'paragraph',
        text: '下列指纹用于核对导出的录像包是否由本单位的录像机签名。请在备案时提交，并另行妥善保存。核验时，将核验页面显示的指纹与本单逐组比对。',
      },
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['单位', facts.unitName],
          ['录像机', { text: facts.recorderId, mono: true }],
          ['日志来源', { text: facts.origin, mono: true }],
          ['算法', facts.algorithms],
          ['指纹', facts.fingerprint],
          ['公钥', { text: facts.verifierKey, mono: true }],
          ['密钥生成日期', chineseDay(facts.madeAt)],
          ['verify.html 的 SHA-256', { text: facts.verifyPageSha256, mono: true }],
        ],
      },
      { kind: 'signatures', places: ['单位负责人签名', '单位（盖章）'] },
      { kind: 'issuer', name: facts.unitName, on: chineseDay(facts.printedAt) },
    ],
  };
}
