// SPDX-License-Identifier: Apache-2.0
/**
 * Every id of the engine said in Chinese: facts, values, instruments, provisions, circumstances, reasons. What the
 * JSON names by id, a reader reads in words. Printed codes (C05834C030) and numbers of errata (E06) stay.
 */

import { articleName } from '../corpus/article-name.ts';
import { findInstrument, findProvision, instruments, provisions } from '../corpus/corpus.ts';
import { factTable } from '../facts/fact-table.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import {
  conductWords,
  derivedFactWords,
  factorWords,
  placeClassWords,
  reasonWords,
  targetWords,
  valueWords,
} from './words.ts';

const others: Readonly<Record<string, string>> = {
  open: '待查明',
  same: '一样',
  'not-comparable': '不能比较',
  consumed: '已用于选择阶次',
  'in-time': '按期',
  late: '逾期',
  'no-sanction-printed': '没有罚则',
  actDate: '行为日',
  decisionDate: '决定日',
  retentionPeriod: '保存期限',
  'retention-period': '保存期限',
  'filing-deadline': '备案期限',
};

let built: ReadonlyMap<string, string> | undefined;

function dictionary(): ReadonlyMap<string, string> {
  if (built !== undefined) return built;
  const words = new Map<string, string>();
  for (const table of [
    others,
    valueWords,
    targetWords,
    factorWords,
    placeClassWords,
    conductWords,
    reasonWords,
  ]) {
    for (const [id, zh] of Object.entries(table)) words.set(id, zh);
  }
  for (const [id, zh] of Object.entries(derivedFactWords)) words.set(id, zh);
  for (const [id, { zh }] of Object.entries(factTable)) words.set(id, zh);
  for (const { id, shortTitle } of instruments) words.set(id, titled(shortTitle));
  for (const { id, title } of provisions) {
    // Conflicts are about a provision by the name both instruments share
    const name = id.slice(id.indexOf('/') + 1);
    if (!words.has(name)) words.set(name, title);
  }
  for (const book of Object.values(ruleBooks)) {
    for (const rule of Object.values(book)) {
      if (rule?.kind !== 'violation') continue;
      for (const row of rule.rows) if (row.printed === null) words.set(row.key, `「${row.circumstance}」`);
    }
  }
  built = words;
  return words;
}

const titled = (title: string): string => (title.startsWith('《') ? title : `《${title}》`);

const pair = /([A-Za-z]\w*)=([\w-]+)/g;
const token = /[A-Za-z][\w-]*(?:\/[\w-]+)*(?:#[\w-]+)?/g;

/** Replaces every id that the law package knows; leaves everything else as it is. */
export function inChinese(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(pair, (_, name: string, value: string) => `${word(name)}＝${word(value)}`)
    .replace(token, word);
}

function word(id: string): string {
  const known = dictionary().get(id);
  if (known !== undefined) return known;
  if (id === 'true' || id === 'false') return id === 'true' ? '是' : '否';
  if (findInstrument(id) !== undefined) return titled(findInstrument(id)?.shortTitle ?? id);
  return findProvision(id) === undefined ? id : articleName(id);
}
