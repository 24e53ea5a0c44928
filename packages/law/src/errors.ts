// SPDX-License-Identifier: Apache-2.0
/** Refusals of input. An answer the law foresees is never an error; it is a value. */

/** Every code of this package, with the user's sentence: what happened · why · what to do. */
export const lawErrorSentences = {
  'law/input-invalid': {
    zh: '{path}：{problem}',
    en: '{path}: the value cannot be used ({problem}); correct it and send it again',
  },
  'law/input-contradictory': {
    zh: '{path}：{problem}',
    en: '{path}: this fact contradicts another one ({problem}); check both and send again',
  },
  'law/provision-unknown': {
    zh: '没有编号为 {id} 的条文 · 用 law search 查找',
    en: 'no provision {id}; find it with law search',
  },
  'law/instrument-unknown': {
    zh: '没有编号为 {id} 的文件 · 用 law list 查看',
    en: 'no instrument {id}; see law list',
  },
  'law/schedule-unknown': {
    zh: '{id} 不是裁量基准 · 可比较的有：{known}',
    en: '{id} is not a discretion schedule; known: {known}',
  },
  'law/calendar-missing': {
    zh: '{day} 不在节假日安排的范围内 · 更新日历后再算',
    en: '{day} is beyond the calendar; update it and count again',
  },
} as const;

export type LawErrorCode = keyof typeof lawErrorSentences;

export class LawError extends Error {
  override readonly name = 'LawError';
  readonly code: LawErrorCode;
  /** Values for the sentence; for bad input `path` and `problem`. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: LawErrorCode, facts: LawError['facts'] = {}, cause?: unknown) {
    super(sentence(lawErrorSentences[code].zh, facts), { cause });
    this.code = code;
    this.facts = facts;
  }
}

function sentence(template: string, facts: LawError['facts']): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(facts[key] ?? ''));
}
