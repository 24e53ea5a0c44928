// SPDX-License-Identifier: Apache-2.0
/** What some steps are given beside the facts that the table asks for: fields, and how they become the step's data. */
import type { ThingView } from '@mingjing/contracts/desk';
import { conductWords, factTable } from '@mingjing/law';

export interface StepField {
  readonly key: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly kind: 'text' | 'long' | 'number' | 'yes' | 'select';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
}

type Values = Readonly<Record<string, unknown>>;

interface StepFields {
  readonly fields: (thing: ThingView) => readonly StepField[];
  readonly data: (values: Values, thing: ThingView) => Record<string, unknown>;
}

const label = (zh: string, en: string) => ({ zh, en });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** 是/否, a number, or the words as they stand. */
function saidValue(said: string): string | number | boolean {
  if (['是', 'yes', 'true'].includes(said)) return true;
  if (['否', 'no', 'false'].includes(said)) return false;
  return said !== '' && Number.isInteger(Number(said)) ? Number(said) : said;
}

interface Answered {
  readonly response?: { readonly results: readonly { readonly instrument: string | null }[] };
}
const instruments = (thing: ThingView) =>
  ((thing.data['recommendation'] as Answered | undefined)?.response?.results ?? []).flatMap(
    ({ instrument }) => (instrument === null ? [] : [{ value: instrument, label: instrument }]),
  );

const targets = [
  { value: 'unit', label: '单位 unit' },
  { value: 'individual', label: '个人 individual' },
  { value: 'principal', label: '主要负责人 principal' },
  { value: 'directlyResponsible', label: '直接责任人员 directly responsible' },
];

const partyName = (thing: ThingView): string =>
  (thing.data['party'] as { readonly name?: string } | undefined)?.name ?? thing.title;

interface Item {
  readonly no: number;
  readonly problem: string;
}
const itemsOf = (thing: ThingView): readonly Item[] =>
  (thing.data['items'] as readonly Item[] | undefined) ?? [];
const plannedOf = (thing: ThingView): readonly number[] =>
  (thing.data['items'] as readonly number[] | undefined) ?? [];
const itemText = (thing: ThingView, no: number): string =>
  (thing.data['itemTexts'] as Readonly<Record<string, string>> | undefined)?.[no] ?? '';

/** What the party has argued, each to be answered in writing. */
const argumentsOf = (thing: ThingView): readonly string[] =>
  (
    (thing.data['defences'] as readonly { readonly arguments?: readonly string[] }[] | undefined) ?? []
  ).flatMap((defence) => defence.arguments ?? []);

const states = [
  ['met', '符合 met'],
  ['breached', '不符合 breached'],
  ['unknown', '无法判断 unknown'],
  ['not-checked', '未检查 not checked'],
  ['not-applicable', '不适用 not applicable'],
  ['corrected', '当场改正 corrected'],
].map(([value = '', words = '']) => ({ value, label: words }));

export const stepFields: Readonly<Record<string, StepFields>> = {
  'case add-finding': {
    fields: () => [
      {
        key: 'fact',
        label: label('事实', 'Fact'),
        kind: 'select',
        options: Object.entries(factTable).map(([value, { zh }]) => ({ value, label: `${zh} ${value}` })),
        required: true,
      },
      { key: 'value', label: label('值（是、否、数或者文字）', 'Value'), kind: 'text', required: true },
      { key: 'why', label: label('理由', 'Reason'), kind: 'long', required: true },
      {
        key: 'evidence',
        label: label('证据，每行一份', 'Evidence, one a line'),
        kind: 'long',
        required: true,
      },
    ],
    data: ({ fact, value, why, evidence }) => ({
      fact,
      value: saidValue(text(value)),
      reason: text(why),
      evidence: text(evidence)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    }),
  },
  'case submit-for-review': {
    fields: (thing) => [
      {
        key: 'instrument',
        label: label('依据的文件', 'Instrument'),
        kind: 'select',
        options: instruments(thing),
        required: true,
      },
      { key: 'target', label: label('罚款对象', 'Who is fined'), kind: 'select', options: targets },
      {
        key: 'amount',
        label: label('罚款数额（元），不罚款留空', 'Fine in yuan; empty: none'),
        kind: 'number',
      },
      { key: 'warning', label: label('警告', 'Warning'), kind: 'yes' },
      { key: 'complex', label: label('情节复杂或者重大', 'Complex or serious'), kind: 'yes' },
      { key: 'why', label: label('理由', 'Reason'), kind: 'long', required: true },
      { key: 'deviation', label: label('离开裁量幅度的理由', 'Why outside the row'), kind: 'long' },
    ],
    data: ({ instrument, target, amount, warning, complex, why, deviation }, thing) => ({
      instrument,
      fines:
        amount === undefined || amount === null
          ? []
          : [{ target: target ?? 'unit', name: partyName(thing), amountYuan: amount }],
      warning: warning === true,
      complex: complex === true,
      reason: text(why),
      ...(text(deviation) !== '' && { deviationReason: text(deviation) }),
    }),
  },
  'case answer-defence': {
    fields: (thing) =>
      argumentsOf(thing).flatMap((argument, n) => [
        { key: `accepted-${n}`, label: label(`采纳：${argument}`, `Accepted: ${argument}`), kind: 'yes' },
        {
          key: `answer-${n}`,
          label: label(`对第 ${n + 1} 条意见的答复`, `Answer to argument ${n + 1}`),
          kind: 'long',
          required: true,
        },
      ]),
    data: (values, thing) => ({
      answers: argumentsOf(thing).map((argument, n) => ({
        argument,
        accepted: values[`accepted-${n}`] === true,
        answer: text(values[`answer-${n}`]),
      })),
    }),
  },
  'case record-payment': {
    fields: () => [
      { key: 'amount', label: label('金额（元）', 'Amount in yuan'), kind: 'number', required: true },
      { key: 'receipt', label: label('凭据编号', 'Receipt'), kind: 'text', required: true },
    ],
    data: ({ amount, receipt }) => ({ amountYuan: amount, receipt }),
  },
  'inspection record-items': {
    fields: (thing) =>
      plannedOf(thing).flatMap((no) => [
        {
          key: `state-${no}`,
          label: label(`${no}．${itemText(thing, no)}`, `Item ${no}`),
          kind: 'select',
          options: states,
        },
        { key: `why-${no}`, label: label(`第 ${no} 项的说明`, `Reason, item ${no}`), kind: 'text' },
      ]),
    data: (values, thing) => ({
      items: plannedOf(thing).flatMap((no) =>
        values[`state-${no}`] === undefined
          ? []
          : [{ no, state: values[`state-${no}`], reason: text(values[`why-${no}`]) || '—', device: 'desk' }],
      ),
    }),
  },
  'rectification serve-order': {
    fields: (thing) =>
      itemsOf(thing).flatMap(({ no, problem }) => [
        {
          key: `toDo-${no}`,
          label: label(
            `${no}．${problem}：要做什么（不改留空）`,
            `Item ${no}: what to do (empty: as it stands)`,
          ),
          kind: 'long',
        },
        {
          key: `proof-${no}`,
          label: label(
            `第 ${no} 项：用什么证明（不改留空）`,
            `Item ${no}: what proves it (empty: as it stands)`,
          ),
          kind: 'long',
        },
      ]),
    data: (values, thing) => {
      const items = itemsOf(thing).map((item) => ({
        ...item,
        ...(text(values[`toDo-${item.no}`]) !== '' && { toDo: values[`toDo-${item.no}`] }),
        ...(text(values[`proof-${item.no}`]) !== '' && { proof: values[`proof-${item.no}`] }),
      }));
      return items.length === 0 ? {} : { items };
    },
  },
  'rectification answer': {
    fields: (thing) =>
      itemsOf(thing).map(({ no, problem }) => ({
        key: `answer-${no}`,
        label: label(`${no}．${problem}`, `Item ${no}`),
        kind: 'long',
        required: true,
      })),
    data: (values, thing) => ({
      answers: itemsOf(thing).map(({ no }) => ({ no, text: text(values[`answer-${no}`]) })),
    }),
  },
  'rectification reinspect': {
    fields: (thing) =>
      itemsOf(thing).flatMap(({ no, problem }) => [
        { key: `met-${no}`, label: label(`${no}．${problem}：已改正`, `Item ${no} corrected`), kind: 'yes' },
        {
          key: `why-${no}`,
          label: label(`第 ${no} 项的说明`, `Reason, item ${no}`),
          kind: 'text',
          required: true,
        },
      ]),
    data: (values, thing) => ({
      results: itemsOf(thing).map(({ no }) => ({
        no,
        met: values[`met-${no}`] === true,
        reason: text(values[`why-${no}`]),
      })),
    }),
  },
};

export const conductName = (conduct: unknown): string =>
  (conductWords as Readonly<Record<string, string>>)[String(conduct)] ?? String(conduct ?? '');
