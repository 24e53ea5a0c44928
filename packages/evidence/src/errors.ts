// SPDX-License-Identifier: Apache-2.0
/**
 * What this package refuses by throwing: arguments no honest writer would pass. A proof, a bundle or a store
 * that does not verify is never thrown; it is a verdict.
 */

/** Every code of this package, with the sentence a user sees: what happened · why · what to do. */
export const evidenceErrorSentences = {
  'evidence/not-json': {
    zh: '这个值不能写成规范 JSON（{type}）。请只用字符串、整数、布尔、数组和对象。',
    en: 'This value cannot be written as canonical JSON ({type}). Use strings, whole numbers, booleans, arrays and objects only.',
  },
  'evidence/too-deep': {
    zh: '内容嵌套超过 {maxDepth} 层，没有写入。请减少嵌套。',
    en: 'The content is nested deeper than {maxDepth}; nothing was written. Nest it less.',
  },
  'evidence/entry-invalid': {
    zh: '日志条目不合格式，没有写入。请把错误代码告诉维护人员。',
    en: 'The log entry does not have the required form; nothing was written. Tell the maintainer the code.',
  },
  'evidence/entry-too-long': {
    zh: '日志条目 {sizeBytes} 字节，超过 {maxEntryBytes} 字节的上限，没有写入。请缩短说明文字。',
    en: 'The log entry has {sizeBytes} bytes, more than {maxEntryBytes}; nothing was written. Shorten the text.',
  },
  'evidence/part-not-open': {
    zh: '录像片段没有打开，不能再写入。请把错误代码告诉维护人员。',
    en: 'The part of the segment is not open; nothing can be added. Tell the maintainer the code.',
  },
  'evidence/part-empty': {
    zh: '录像片段是空的，没有写入。请把错误代码告诉维护人员。',
    en: 'The part of the segment is empty; nothing was written. Tell the maintainer the code.',
  },
  'evidence/index-out-of-range': {
    zh: '序号 {index} 超出范围（共 {size}）。请核对序号。',
    en: 'Index {index} is out of range (size {size}). Check the index.',
  },
  'evidence/tile-missing': {
    zh: '证据日志缺少文件 {path}，不能继续证明。请从备份恢复这个文件。',
    en: 'The evidence log lacks {path}; nothing more can be proven. Restore the file from a backup.',
  },
  'evidence/tile-damaged': {
    zh: '证据日志的文件 {path} 已损坏，不能继续证明。请从备份恢复这个文件。',
    en: 'The file {path} of the evidence log is damaged; nothing more can be proven. Restore it from a backup.',
  },
  'evidence/key-malformed': {
    zh: '密钥 {name} 的格式不对，不能使用。请重新取得公钥文件。',
    en: 'The key {name} is malformed and cannot be used. Obtain the public key file again.',
  },
  'evidence/note-invalid': {
    zh: '签名文件的格式不对：{reason}。请重新取得这个文件。',
    en: 'The signed note is malformed: {reason}. Obtain the file again.',
  },
  'evidence/zip-name-invalid': {
    zh: '文件名 {path} 不能放进导出包。请换一个名称。',
    en: 'The name {path} cannot stand in a bundle. Choose another.',
  },
  'evidence/zip-order': {
    zh: '导出包里的文件次序不对，没有导出。请重新导出；仍不行请把错误代码告诉维护人员。',
    en: 'The files of the bundle are out of order; nothing was exported. Export again; if it stays, tell the maintainer the code.',
  },
  'evidence/zip-size-mismatch': {
    zh: '文件 {path} 在导出过程中变了大小，没有导出。请重新导出。',
    en: 'The file {path} changed its size during the export; nothing was exported. Export again.',
  },
  'evidence/challenge-invalid': {
    zh: '抽查请求的 {field} 不可用。请改正后重发。',
    en: '{field} of the challenge cannot be used. Correct it and send it again.',
  },
  'evidence/segment-structure': {
    zh: '录像文件的结构不对（第 {part} 段）。请用 mingjing verify 检查整个存储。',
    en: 'The footage file is not built as it should be (part {part}). Check the whole store with mingjing verify.',
  },
} as const;

export type EvidenceErrorCode = keyof typeof evidenceErrorSentences;

export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  readonly code: EvidenceErrorCode;
  /** Values for the sentence the user sees; never footage, credentials or names. */
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: EvidenceErrorCode, facts: EvidenceError['facts'] = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.code = code;
    this.facts = facts;
  }
}
