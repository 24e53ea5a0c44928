// SPDX-License-Identifier: Apache-2.0
/**
 * One set of facts feeds every paper of a case, an order or an inspection. A paper takes what it needs; what is
 * missing is printed as a line to fill in, never as a guess.
 */
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';

export interface CaseFile {
  readonly number: string | null;
  readonly organ: string;
  /** Calendar day on which the paper is made. */
  readonly on: string;
  /** Cites a text that nobody compared with the gazette. */
  readonly draft: boolean;
  readonly cause: string;
  readonly party: {
    readonly name: string;
    readonly code?: string | undefined;
    readonly address?: string | undefined;
    readonly representative?: string | undefined;
  };
  readonly source?: string | undefined;
  readonly summary: string;
  readonly findings: readonly {
    readonly text: string;
    readonly reason: string;
    readonly evidence: readonly string[];
  }[];
  readonly articles: readonly {
    readonly instrument: string;
    readonly article: string;
    readonly content: string;
    /** The duty that was breached; absent: the ground of the outcome. */
    readonly breached?: boolean | undefined;
  }[];
  /** 从重、从轻、减轻 and the like, in words. */
  readonly circumstances: readonly string[];
  /** The outcome, one line each: 对……罚款人民币……元. */
  readonly outcome: readonly string[];
  readonly reason: string;
  /** Where it happened; absent: a line to fill in. */
  readonly place?: string | undefined;
  readonly orders: readonly string[];
  readonly officers: readonly string[];
  readonly hearing: boolean;
  readonly defenceUntil?: string | undefined;
  readonly hearingUntil?: string | undefined;
  readonly payBy?: string | undefined;
  readonly correctBy?: string | undefined;
  /** What was said with the step, by need: reasons, opinions, records. */
  readonly said: readonly (readonly [label: string, text: string])[];
  /** When and where the hearing is, as it was told. */
  readonly hearingHeld?: { readonly on: string; readonly place: string } | undefined;
  readonly discussed?: { readonly present: readonly string[]; readonly conclusion: string } | undefined;
  /** The last day to pay or to correct that a step has set. */
  readonly newDate?: string | undefined;
  /** Rows of a list: evidence, payments, papers of the file. */
  readonly rows?: readonly (readonly string[])[] | undefined;
  readonly verification: { readonly code: string; readonly url: string } | null;
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
/** Whom a letter is to, flush left. */
export const addressed = ({ party }: CaseFile): Block => ({
  kind: 'paragraph',
  indent: false,
  text: `${party.name}：`,
});
export const heading = (text: string): Block => ({ kind: 'heading', text });

export const partyFields = ({ party }: CaseFile): Block => ({
  kind: 'fields',
  perRow: 1,
  rows: [
    ['当事人', party.name],
    ['统一社会信用代码或者证件号码', party.code ?? ''],
    ['地址', party.address ?? ''],
    ['法定代表人或者负责人', party.representative ?? ''],
  ],
});

export const issuedBy = ({ organ, on }: CaseFile): Block => ({
  kind: 'issuer',
  name: organ,
  on: chineseDay(on),
});

export const checkable = ({ verification }: CaseFile): readonly Block[] =>
  verification === null
    ? []
    : [
        {
          kind: 'verification',
          ...verification,
          hint: '扫码或者在公开页面输入核验码，可以核对本文书是否已出具、已撤回或者已被替代。',
        },
      ];

export const articlesBlock = ({ articles }: CaseFile): Block => ({
  kind: 'table',
  columns: ['文件', '条款', '内容'],
  widths: [3, 2, 6],
  rows: articles.map(({ instrument, article, content }) => [instrument, article, content]),
  empty: '（未引用条款）',
});

export const findingsBlock = ({ findings }: CaseFile): Block => ({
  kind: 'table',
  columns: ['认定的事实', '理由', '证据'],
  widths: [4, 4, 3],
  rows: findings.map(({ text, reason, evidence }) => [text, reason, evidence.join('、')]),
  empty: '（没有认定的事实）',
});

export const hearingBlock = ({ hearingHeld }: CaseFile): readonly Block[] => [
  {
    kind: 'fields',
    perRow: 1,
    rows: [
      ['时间', hearingHeld === undefined ? '' : chineseDay(hearingHeld.on)],
      ['地点', hearingHeld?.place ?? ''],
    ],
  },
];

export const saidBlock = ({ said }: CaseFile): readonly Block[] =>
  said.length === 0 ? [] : [{ kind: 'fields', perRow: 1, rows: said.map(([label, text]) => [label, text]) }];

/** An internal form: heading, party, what was said, places to sign. */
export function form(
  title: string,
  file: CaseFile,
  blocks: readonly Block[],
  signatures: readonly string[],
): OfficialDocument {
  return {
    title,
    ...(file.number !== null && { number: file.number }),
    density: 'form',
    draft: file.draft,
    blocks: [...blocks, { kind: 'signatures', places: signatures }, ...checkable(file)],
  };
}

/** A paper that goes out: addressed, issued, checkable. */
export function outgoing(title: string, file: CaseFile, blocks: readonly Block[]): OfficialDocument {
  return {
    title,
    ...(file.number !== null && { number: file.number }),
    density: 'document',
    draft: file.draft,
    blocks: [...blocks, ...checkable(file), issuedBy(file)],
  };
}
