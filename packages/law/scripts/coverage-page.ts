// SPDX-License-Identifier: Apache-2.0
/** The page docs/law/coverage.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { coverage, type QuotedCase } from '../src/clauses/coverage.ts';

const seedFolder = new URL('../seeds/', import.meta.url);

/** Every clause of every seed: what is made of it, or why nothing is. */
export function coveragePage(cases: readonly QuotedCase[]): string {
  const names = readdirSync(seedFolder).filter((name) => name.endsWith('.txt'));
  const seeds = new Map(names.map((name) => [name, readFileSync(new URL(name, seedFolder), 'utf8')]));
  const { clauses, counts } = coverage(seeds, cases);
  const list = (ids: readonly string[]): string =>
    ids.length > 4 ? `${ids.slice(0, 4).join('、')} 等${ids.length}` : ids.join('、');
  const lines = clauses.map(({ seed, number, text, uses, reason }) => {
    const words = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    const { obligations, rules, rows, parameters: numbers, tests } = uses;
    const columns = [obligations, rules, rows, numbers].map(list);
    return `| ${seed.slice(0, 3)}-${number} | ${cell(words)} | ${columns.map(cell).join(' | ')} | ${tests.length || ''} | ${reason ?? ''} |`;
  });
  return [
    '',
    '# 种子文本逐条覆盖',
    '',
    `共 ${clauses.length} 处：已建模 ${counts.modelled}，不建模并说明理由 ${counts['not-modelled']}，未交代 ${counts.unaccounted}。同一内容：\`mingjing law coverage\`。`,
    '',
    '| 处 | 印文 | 义务 | 规则 | 裁量行 | 参数 | 工作例 | 不建模的理由 |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replace(/\n+/g, '<br>').replace(/\|/g, '｜');
