// SPDX-License-Identifier: Apache-2.0
/**
 * 电子证明文件: page 1 of the paper in every bundle. What prosecutors and courts ask of handed-over electronic
 * data: the instrument's number, the unit's seal, each file's integrity value and how integrity is protected.
 */
import { chineseDay, chineseInstant } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';

export interface CertifiedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal, 64 characters each. */
  readonly sha256: string;
  readonly sm3: string;
}

export interface Requester {
  readonly name: string;
  readonly unit: string;
  readonly credential: string;
}

export interface ElectronicCertificate {
  /** Number of the legal instrument (调取通知书文号); absent prints 未载明. */
  readonly instrumentNumber?: string;
  readonly unitName: string;
  readonly recorderId: string;
  /** Eight words or hex groups by which the recorder's key is known. */
  readonly keyFingerprint: string;
  readonly purpose: string;
  readonly ground: string;
  readonly officers: readonly Requester[];
  readonly approvedBy: string;
  readonly cameras: readonly string[];
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly CertifiedFile[];
  /** The signed checkpoint the proofs lead to. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    readonly rootBase64: string;
    readonly signedAt: string;
    readonly witnesses: readonly string[];
  };
  readonly sealedAt: string;
  /** `url`: the page that verifies, at an address others reach; undefined when nobody said which. */
  readonly verification: { readonly code: string; readonly url: string | undefined };
}

/** Turns the facts of an export into the paper. */
export function electronicCertificate(facts: ElectronicCertificate): OfficialDocument {
  const { checkpoint } = facts;
  return {
    title: '电子证明文件',
    density: 'form',
    blocks: [
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['法律文书文号', facts.instrumentNumber ?? '未载明'],
          ['提供单位', facts.unitName],
          ['用途', facts.purpose],
          ['依据', facts.ground],
          ['摄像机', facts.cameras.join('、')],
          ['起止时间', `${chineseInstant(facts.from)} 至 ${chineseInstant(facts.to)}`],
          [
            '调取人员',
            facts.officers.map((o) => `${o.name}（${o.unit}，证件号 ${o.credential}）`).join('；'),
          ],
          ['单位批准人', facts.approvedBy],
          ['封存时间', chineseInstant(facts.sealedAt)],
        ],
      },
      { kind: 'heading', text: '一、文件及完整性校验值' },
      {
        kind: 'table',
        columns: ['序号', '文件', '字节', '完整性校验值（SHA-256 / SM3）'],
        widths: [0.5, 1.6, 0.9, 4],
        empty: '无文件',
        rows: facts.files.map((file, index) => [
          String(index + 1),
          { text: file.path, mono: true },
          String(file.sizeBytes),
          { text: `SHA-256 ${file.sha256}\nSM3 ${file.sm3}`, mono: true },
        ]),
      },
      { kind: 'heading', text: '二、完整性保护方法' },
      {
        kind: 'paragraph',
        text: '录像在写入磁盘时即按每块 16 KiB 计算哈希，逐层汇成默克尔树根，连同起止时间记入录像机只可追加的日志；日志由录像机的专用密钥签名形成检查点。本包内原始分段、日志条目与证明文件可在不联网的情况下重新计算并逐一比对，任何一个字节的改动都会被发现并指出位置。',
      },
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['录像机', { text: facts.recorderId, mono: true }],
          ['密钥指纹', { text: facts.keyFingerprint, mono: true }],
          [
            '检查点',
            { text: `${checkpoint.origin} · ${checkpoint.size} · ${checkpoint.rootBase64}`, mono: true },
          ],
          ['检查点时间', chineseInstant(checkpoint.signedAt)],
          ['见证', checkpoint.witnesses.length > 0 ? checkpoint.witnesses.join('、') : '无（未配置见证方）'],
        ],
      },
      { kind: 'note', text: '本文件不证明第一次计算哈希之前的情况，也不证明镜头所见即为真实场景。' },
      verificationOf(facts.verification),
      { kind: 'issuer', name: facts.unitName, on: chineseDay(facts.sealedAt) },
    ],
  };
}

/** Where to verify. An address that nobody gave is not printed: a code that leads nowhere helps nobody. */
function verificationOf({ code, url }: ElectronicCertificate['verification']): Block {
  const how = '将整个压缩包拖入核验页（verify.html，不需要联网），或者运行 mingjing verify，即可核验。';
  return url === undefined
    ? {
        kind: 'note',
        text: `核验码：${code}。提供单位没有填写录像机的对外地址，核验页请向提供单位或者公安机关索取。${how}`,
      }
    : { kind: 'verification', code, url, hint: how };
}
