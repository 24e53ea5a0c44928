// SPDX-License-Identifier: Apache-2.0
/** Findings that only a whole store can have: its log files, its journal, its directories. */

export interface FindingSentence {
  readonly weight: 'broken' | 'note';
  readonly zh: string;
  readonly en: string;
}

export const storeSentences = {
  'store-unrecognised': {
    weight: 'broken',
    zh: '这里没有明镜的日志（缺 {file}）。',
    en: 'There is no log of Mingjing here ({file} is missing).',
  },
  'store-other-recorder': {
    weight: 'broken',
    zh: '身份文件 {file} 说的是 {expected}，日志属于 {found}。',
    en: 'The identity file {file} says {expected}; the log belongs to {found}.',
  },
  'log-file-missing': {
    weight: 'broken',
    zh: '日志文件 {file} 缺失。',
    en: 'The log file {file} is missing.',
  },
  'log-file-altered': {
    weight: 'broken',
    zh: '日志文件 {file} 与应有的内容不符：已被改动。',
    en: 'The log file {file} is not what it must be: it was altered.',
  },
  'log-file-unknown': {
    weight: 'broken',
    zh: '日志目录中有不属于日志的文件 {file}。',
    en: 'The log directory contains {file}, which is no part of the log.',
  },
  'footage-file-unknown': {
    weight: 'broken',
    zh: '录像目录中有日志没有登记的文件 {file}。',
    en: 'The footage directory contains {file}, which the log does not know.',
  },
  'segment-unopened': {
    weight: 'broken',
    zh: '加密的录像 {file} 用给出的启动密钥打不开。',
    en: 'The encrypted footage {file} does not open with the start secret given.',
  },
  'segment-sealed-differs': {
    weight: 'broken',
    zh: '加密的录像 {file} 打开后不是日志登记的录像。',
    en: 'The encrypted footage {file} opens to something else than the log says.',
  },
  'journal-damaged': {
    weight: 'broken',
    zh: '日志的待签部分 {file} 已损坏或被改动。',
    en: 'The unsigned tail of the log, {file}, is damaged or was altered.',
  },
  'journal-foreign': {
    weight: 'broken',
    zh: '{file} 中有 {count} 条记录没有本录像机的认证码：是别的程序写进去的，或日志密钥已换。不予采信。',
    en: '{count} records in {file} lack this recorder’s authentication code: another program wrote them, or the journal key was exchanged. They do not count.',
  },
  'journal-was-broken': {
    weight: 'note',
    zh: '日志第 {index} 条写明：待签部分曾损坏或被改动（{at} 发现），其间的条目可能丢失。',
    en: 'Log entry {index} says that the unsigned tail was once damaged or altered (found at {at}); entries of that time may be lost.',
  },
  'journal-torn': {
    weight: 'note',
    zh: '{file} 末尾有一条没有写完的记录（断电时的痕迹），不计入。',
    en: '{file} ends in an unfinished record (what a crash leaves); it does not count.',
  },
  'entries-unsigned': {
    weight: 'note',
    zh: '最新 {count} 条日志还没有检查点，签名不覆盖它们。',
    en: 'The newest {count} log entries are not under a checkpoint yet; no signature covers them.',
  },
  quarantined: {
    weight: 'note',
    zh: '隔离目录中有 {count} 个文件，不属于日志。',
    en: 'There are {count} files in quarantine; they are no part of the log.',
  },
} as const satisfies Readonly<Record<string, FindingSentence>>;
