// SPDX-License-Identifier: Apache-2.0
/** Every code of this package, with the sentence a user sees: what happened · why · what to do. */
export const documentErrors = {
  'documents/not-typeset': {
    zh: '文书没有生成：排版程序报告了错误。请把错误代码和文书名称告诉维护人员；数据没有丢失，可以再次生成。',
    en: 'The document was not made: the typesetter reported an error. Tell the maintainer the code and the document; nothing is lost and it can be made again.',
  },
  'documents/date-invalid': {
    zh: '文书没有生成：落款时间不是有效的 RFC 3339 时间。请检查时间后重试。',
    en: 'The document was not made: the issue time is not a valid RFC 3339 time. Check the time and try again.',
  },
} as const;

export type DocumentErrorCode = keyof typeof documentErrors;

/** A refusal of this package. Recognise it by `code`, not by class. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code: DocumentErrorCode;
  /** Values for the sentence; never footage, credentials or names. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: DocumentErrorCode, facts: DocumentError['facts'] = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}
