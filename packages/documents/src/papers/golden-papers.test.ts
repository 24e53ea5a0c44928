// SPDX-License-Identifier: Apache-2.0
/** What every paper of a case says, word by word: a change of a text is seen and read. */
import { expect, it } from 'vitest';
import type { Block, OfficialDocument } from '../document.ts';
import type { CaseFile } from './case-file.ts';
import * as forms from './case-forms.ts';
import * as papers from './case-papers.ts';

const file: CaseFile = {
  number: '公（110199）演示字〔2026〕1号',
  organ: '演示区公安分局（演示）',
  on: '2026-11-20',
  draft: true,
  cause: '未备案',
  party: {
    name: '演示商场',
    code: '92110199MA00000027',
    address: '演示区演示路8号',
    representative: '演示负责人',
  },
  source: '行政检查',
  summary: '演示商场的系统投入使用后未办理备案，经责令限期改正，期满仍未备案。',
  findings: [{ text: '责令改正后拒不改正：是', reason: '责令期满仍未备案', evidence: ['责令改正通知书'] }],
  articles: [
    { instrument: '《演示条例》', article: '第二十九条', content: '处一万元以下罚款。' },
    { instrument: '《演示条例》', article: '第十四条', content: '应当备案。', breached: true },
  ],
  circumstances: ['主动改正（从轻）'],
  outcome: ['对演示商场罚款人民币5000元'],
  reason: '没有造成后果，在幅度的下部裁量。',
  place: '演示区演示路8号',
  orders: ['责令改正'],
  officers: ['演示民警甲', '演示民警乙'],
  hearing: true,
  defenceUntil: '2026-11-25',
  hearingUntil: '2026-11-27',
  payBy: '2026-12-05',
  correctBy: '2026-12-01',
  hearingHeld: { on: '2026-12-15', place: '演示区公安分局一楼' },
  discussed: { present: ['演示负责人', '演示法制员'], conclusion: '同意拟作的处罚' },
  newDate: '2027-01-05',
  said: [['写明理由', '演示理由']],
  rows: [['1', '演示行', '甲']],
  verification: { code: 'DEMO0000DEMO0000', url: 'https://demo.example/document?code=DEMO0000DEMO0000' },
};

const cellText = (cell: string | { readonly text: string }): string =>
  typeof cell === 'string' ? cell : cell.text;

function lines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'heading':
      return [`## ${block.text}`];
    case 'fields':
      return block.rows.map(([label, value]) => `${label}｜${cellText(value)}`);
    case 'table':
      return [block.columns, ...(block.rows.length > 0 ? block.rows : [[block.empty]])].map(
        (row) => `| ${row.map(cellText).join(' | ')} |`,
      );
    case 'signatures':
      return [block.places.map((place) => `${place}：____`).join(' ')];
    case 'issuer':
      return [`${block.name} ${block.on}`];
    case 'verification':
      return [`核验码 ${block.code} ${block.url} ${block.hint}`];
  }
}

const textOf = ({ title, number, blocks }: OfficialDocument): string =>
  [`# ${title}`, number ?? '', ...blocks.flatMap(lines), ''].join('\n');

it('the papers of a case say what they said', async () => {
  const all = { ...forms, ...papers } satisfies Readonly<Record<string, (of: CaseFile) => OfficialDocument>>;
  const text = Object.values(all)
    .map((write) => textOf(write(file)))
    .toSorted()
    .join('\n');
  await expect(text).toMatchFileSnapshot('../../fixtures/case-papers.txt');
});
