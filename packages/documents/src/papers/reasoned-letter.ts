// SPDX-License-Identifier: Apache-2.0
/** 裁量说明书 for 法制审核: the letter of the law package, laid out; one model for PDF and DOCX. */
import type { LetterPart, ReasonedLetter } from '@mingjing/law';
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';

/** Turns a letter into the paper. A simulation carries 草稿 across every page. */
export function reasonedLetterPaper(letter: ReasonedLetter): OfficialDocument {
  const several = letter.parts.length > 1;
  return {
    title: '行政处罚裁量说明书',
    ...(letter.caseNumber === null ? {} : { number: `案件编号：${letter.caseNumber}` }),
    density: 'form',
    draft: letter.simulation,
    blocks: [
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['当事人', letter.unit ?? '未写明'],
          ['行为', letter.conduct],
          ['决定日', chineseDay(letter.decisionDate)],
          ['性质', letter.simulation ? '模拟：按指定的文件推演，不是适用意见' : '供法制审核，由人决定并签名'],
        ],
      },
      heading('一、查明的事实'),
      {
        kind: 'table',
        columns: ['序号', '事实', '内容', '谁查明、依据什么证据'],
        widths: [0.5, 2, 2, 3],
        empty: '没有写明任何事实',
        rows: letter.facts.map(({ name, value, found }, index) => [String(index + 1), name, value, found]),
      },
      heading('二、认定和理由'),
      ...letter.parts.flatMap((part, index) => partBlocks(part, several ? `（${index + 1}）` : '')),
      heading('三、没有适用的文件'),
      ...list(
        letter.notApplied.map(({ what, because }) => `${what}：${because}`),
        '没有',
      ),
      heading('四、文件之间的冲突'),
      ...list(letter.conflicts, '没有发现冲突'),
      heading('五、从未查明、可能影响结果的事实'),
      ...letter.parts.flatMap((part) => unexaminedBlocks(part, several)),
      heading('六、程序'),
      ...list(letter.procedure, '没有'),
      heading('七、引用的条文'),
      {
        kind: 'table',
        columns: ['条文', '原文', '文本'],
        widths: [1.6, 4.4, 1],
        empty: '没有引用条文',
        rows: letter.provisions.map(({ article, text, source }) => [article, text, source]),
      },
      {
        kind: 'note',
        text: '公布文本录自公开副本，印文为所持文本，都没有与官方文本核对；没有持有全文的，写要旨。',
      },
      heading('八、涉及的勘误'),
      {
        kind: 'table',
        columns: ['编号', '所在', '怎样处理'],
        widths: [0.6, 2.4, 4],
        empty: '没有涉及勘误',
        rows: letter.errata.map(({ id, where, treatment }) => [id, where, treatment]),
      },
      {
        kind: 'note',
        text: `本说明书由明镜根据所写事实列出理由，不选择罚款数额。回执：${letter.receipt.engine}，${letter.receipt.data}，${letter.receipt.at}。`,
      },
      {
        kind: 'signatures',
        places: [`承办人${letter.preparedBy === null ? '' : `（${letter.preparedBy}）`}`, '法制审核人'],
      },
    ],
  };
}

const heading = (text: string): Block => ({ kind: 'heading', text });

const list = (lines: readonly string[], none: string): readonly Block[] =>
  (lines.length === 0 ? [`${none}。`] : lines).map((text) => ({ kind: 'paragraph', text }));

function partBlocks(part: LetterPart, number: string): readonly Block[] {
  return [
    { kind: 'paragraph', text: `${number}依${part.instrument}：${part.conclusion}`, indent: false },
    {
      kind: 'table',
      columns: ['序号', '认定', '依据的事实', '查明人', '条文'],
      widths: [0.7, 3, 2.2, 1.5, 1.6],
      empty: '没有认定',
      rows: part.sentences.map(({ text, facts, found, article }, index) => [
        String(index + 1),
        text,
        facts.length === 0 ? '—' : facts.join('\n'),
        found.length === 0 ? '—' : found.join('\n'),
        article ?? '—',
      ]),
    },
    ...named(
      '没有采用的情形',
      part.rejected.map(({ what, because }) => `${what}：${because}`),
    ),
    ...named('计入的裁量情节', part.factorsFound),
    ...named('查明不具备的裁量情节', part.factorsNotFound),
    ...named('由人决定', part.decidedByPerson),
  ];
}

/** Says 没有 aloud: a reviewer sees that it was looked for. */
const named = (title: string, lines: readonly string[]): readonly Block[] => [
  { kind: 'paragraph', text: `${title}：${lines.length === 0 ? '没有。' : `${lines.join('；')}。`}` },
];

function unexaminedBlocks({ instrument, waits, unexamined }: LetterPart, several: boolean): readonly Block[] {
  const under = several ? `依${instrument}，` : '';
  return [
    ...(waits.length === 0
      ? []
      : list([`${under}未查明以前不能认定或者必须核对的：${waits.join('、')}。`], '')),
    ...list(
      [
        unexamined.length === 0
          ? `${under}没有从未查明而可能影响结果的事实。`
          : `${under}没有人查明过，按没有提出处理，查明后结果可能改变：${unexamined.join('、')}。`,
      ],
      '',
    ),
  ];
}
