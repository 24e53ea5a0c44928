// SPDX-License-Identifier: Apache-2.0
/** The papers of a case that go out: notice, decision, order, service, demand. Forms of the ministry are not in our hands. */
import { numberOn, type ParameterId } from '@mingjing/law';
import { chineseDay } from '../chinese-date.ts';
import { chineseNumber } from '../chinese-number.ts';
import type { Block, OfficialDocument } from '../document.ts';
import {
  addressed,
  articlesBlock,
  type CaseFile,
  findingsBlock,
  heading,
  hearingBlock,
  outgoing,
  paragraph,
  partyFields,
  saidBlock,
} from './case-file.ts';

/** 《条例》第二十九条、第三十条：each instrument by its full name, once. */
function named(articles: CaseFile['articles']): string {
  const byInstrument = Map.groupBy(articles, ({ instrument }) => instrument);
  return [...byInstrument]
    .map(([instrument, rows]) => `${instrument}${rows.map(({ article }) => article).join('、')}`)
    .join('、');
}

/** What the outcome rests on. */
const cited = ({ articles }: CaseFile): string => {
  const grounds = articles.filter(({ breached }) => breached !== true);
  return articles.length === 0 ? '有关规定' : named(grounds.length > 0 ? grounds : articles);
};

/** What was breached, as a sentence; nothing where the articles do not say. */
const breachedDuty = ({ articles }: CaseFile): string => {
  const duties = articles.filter(({ breached }) => breached === true);
  return duties.length === 0 ? '' : `违反了${named(duties)}的规定，`;
};

/** A number of the law on the day of the paper. */
const asked = ({ on }: CaseFile, id: ParameterId): string => chineseNumber(numberOn(id, on));

const remedies = (file: CaseFile): string =>
  `不服本决定的，可以自收到本决定书之日起${asked(file, 'reconsideration-law-2023/days')}日内申请行政复议，或者${asked(file, 'litigation-law-2017/months')}个月内向人民法院提起行政诉讼。`;

/** One line each, numbered where there are several; what sums them up carries no number. */
const listed = (lines: readonly string[]): readonly Block[] => {
  const several = lines.filter((line) => !line.startsWith('以上')).length > 1;
  return lines.map((line, index) =>
    paragraph(`${several && !line.startsWith('以上') ? `${index + 1}．` : ''}${sentence(line)}`),
  );
};

const sentence = (line: string): string => (/[。！？；]$/u.test(line) ? line : `${line}。`);

/** 行政处罚告知笔录: content, facts, reasons, ground and rights (Penalty Law art. 44). */
export const noticeRecord = (file: CaseFile): OfficialDocument =>
  outgoing('行政处罚告知笔录', file, [
    partyFields(file),
    heading('一、拟作出处罚的事实'),
    paragraph(file.summary),
    findingsBlock(file),
    heading('二、理由和依据'),
    paragraph(`上述行为${breachedDuty(file)}拟根据${cited(file)}处理。${file.reason}`),
    articlesBlock(file),
    ...(file.circumstances.length > 0 ? [paragraph(`情节：${file.circumstances.join('；')}。`)] : []),
    heading('三、拟作出的处罚'),
    ...listed(file.outcome),
    heading('四、你（单位）的权利'),
    paragraph(
      `根据《中华人民共和国行政处罚法》第四十四条、第四十五条，你（单位）有权陈述和申辩${
        file.defenceUntil === undefined ? '' : `，请于${chineseDay(file.defenceUntil)}前提出`
      }。不因陈述、申辩而给予更重的处罚。`,
    ),
    paragraph(
      file.hearing
        ? `拟作出的处罚属于听证范围，你（单位）有权要求听证${
            file.hearingUntil === undefined ? '' : `，应当在${chineseDay(file.hearingUntil)}前提出`
          }；逾期未提出的，视为放弃。听证不收取费用。`
        : '拟作出的处罚不属于应当告知听证的范围。',
    ),
    ...saidBlock(file),
    { kind: 'signatures', places: ['被告知人', '告知人', '告知人'] },
  ]);

/** 行政处罚决定书 (Penalty Law art. 59; 程序规定 art. 175). */
export const penaltyDecision = (file: CaseFile): OfficialDocument =>
  outgoing('行政处罚决定书', file, [
    partyFields(file),
    heading('违法事实和证据'),
    paragraph(file.summary),
    findingsBlock(file),
    heading('情节和理由'),
    ...(file.circumstances.length > 0
      ? [paragraph(`${file.circumstances.join('；')}。`)]
      : [paragraph('没有认定从重、从轻、减轻处罚的情节。')]),
    paragraph(file.reason),
    heading('依据'),
    articlesBlock(file),
    heading('决定'),
    paragraph(`上述行为${breachedDuty(file)}根据${cited(file)}，决定：`),
    ...listed(file.outcome),
    ...listed(
      file.orders.map(
        (order) => `${order}${file.correctBy === undefined ? '' : `，期限至${chineseDay(file.correctBy)}`}。`,
      ),
    ),
    heading('履行方式和期限'),
    paragraph(
      `罚款自收到本决定书之日起${asked(file, 'penalty-law-2021/payment-days')}日内到指定的银行或者通过电子支付系统缴纳，本机关及其工作人员不自行收缴。到期不缴纳的，每日按罚款数额的百分之${asked(file, 'penalty-law-2021/surcharge-percent')}加处罚款，加处罚款的数额不超出罚款的数额。`,
    ),
    heading('救济途径和期限'),
    paragraph(
      `${remedies(file)}复议、诉讼期间本决定不停止执行，法律另有规定的除外；加处罚款的数额在复议、诉讼期间不予计算。`,
    ),
  ]);

/** 当场处罚决定书 (Penalty Law art. 52): numbered, handed over on the spot, signed by who decided. */
export const onTheSpotDecision = (file: CaseFile): OfficialDocument =>
  outgoing('当场处罚决定书', file, [
    partyFields(file),
    {
      kind: 'fields',
      perRow: 1,
      rows: [
        ['时间', chineseDay(file.on)],
        ['地点', file.place ?? ''],
        ['执法人员', file.officers.join('、')],
      ],
    },
    heading('违法事实和证据'),
    paragraph(file.summary),
    findingsBlock(file),
    heading('依据和决定'),
    paragraph(
      `上述行为${breachedDuty(file)}根据${cited(file)}和《中华人民共和国行政处罚法》第五十一条，决定当场给予：`,
    ),
    ...listed(file.outcome),
    paragraph(file.reason),
    ...listed(file.orders.map((order) => `${order}。`)),
    heading('履行方式和期限'),
    paragraph(
      `处以罚款的，自收到本决定书之日起${asked(file, 'penalty-law-2021/payment-days')}日内到指定的银行或者通过电子支付系统缴纳；依法当场收缴的，同时出具财政部门统一制发的专用票据。到期不缴纳的，每日按罚款数额的百分之${asked(file, 'penalty-law-2021/surcharge-percent')}加处罚款，加处罚款的数额不超出罚款的数额。`,
    ),
    heading('救济途径和期限'),
    paragraph(remedies(file)),
    { kind: 'signatures', places: ['被处罚人', '执法人员'] },
  ]);

/** 不予行政处罚决定书, with the education that goes with it. */
export const noPenaltyDecision = (file: CaseFile): OfficialDocument =>
  outgoing('不予行政处罚决定书', file, [
    partyFields(file),
    heading('查明的事实'),
    paragraph(file.summary),
    findingsBlock(file),
    heading('不予处罚的理由和依据'),
    ...saidBlock(file),
    articlesBlock(file),
    heading('决定'),
    paragraph('决定不予行政处罚。已对你（单位）进行教育。'),
    ...listed(file.orders.map((order) => `${order}。`)),
    paragraph(remedies(file)),
  ]);

/** 责令改正通知书. */
export const orderToCorrect = (file: CaseFile): OfficialDocument =>
  outgoing('责令改正通知书', file, [
    addressed(file),
    paragraph(file.summary),
    paragraph(
      `根据《中华人民共和国行政处罚法》第二十八条以及${cited(file)}，${file.orders.length > 0 ? file.orders.join('、') : '责令改正'}${
        file.correctBy === undefined ? '。' : `，期限至${chineseDay(file.correctBy)}。`
      }`,
    ),
    articlesBlock(file),
    { kind: 'signatures', places: ['签收人'] },
  ]);

/** 送达回执. */
export const serviceReceipt = (file: CaseFile): OfficialDocument =>
  outgoing('送达回执', file, [
    partyFields(file),
    {
      kind: 'fields',
      perRow: 1,
      rows: [
        ['案由', file.cause],
        ['送达的文书', (file.rows ?? []).map((row) => row.join('')).join('；')],
        ...file.said.map(([label, text]) => [label, text] as const),
      ],
    },
    { kind: 'signatures', places: ['受送达人', '送达人', '送达人'] },
  ]);

const letter =
  (title: string, lines: (file: CaseFile) => readonly string[]) =>
  (file: CaseFile): OfficialDocument =>
    outgoing(title, file, [addressed(file), ...lines(file).map(paragraph), ...saidBlock(file)]);

export const hearingNotice = (file: CaseFile): OfficialDocument =>
  outgoing('举行听证通知书', file, [
    addressed(file),
    paragraph(hearingTold),
    ...hearingBlock(file),
    ...saidBlock(file),
  ]);
const hearingTold =
  '你（单位）要求听证的申请已经受理。现将举行听证的时间、地点通知如下。你（单位）可以亲自参加，也可以委托一至二人代理；认为主持人与本案有直接利害关系的，可以申请回避；无正当理由不出席或者中途退出的，视为放弃听证权利。';
export const hearingRefusal = letter('不予受理听证通知书', () => [
  '你（单位）要求听证的申请，经审查不属于应当听证的范围，决定不予受理。你（单位）的陈述、申辩权不受影响。',
]);
/** 监控记录告知书 (Penalty Law art. 41): which records, with their hashes, and that they can be seen and answered. */
export const monitoringNotice = (file: CaseFile): OfficialDocument =>
  outgoing('监控记录告知书', file, [
    addressed(file),
    paragraph(
      `关于${file.cause}，电子技术监控设备记录了下列内容，已经技术审核和法制审核。你（单位）可以查询这些记录，并有权陈述和申辩。`,
    ),
    {
      kind: 'table',
      columns: ['序号', '记录', '校验值'],
      widths: [1, 4, 6],
      rows: file.rows ?? [],
      empty: '（没有记录）',
    },
    ...saidBlock(file),
  ]);
export const intakeReceipt = letter('受案回执', (file) => [`关于${file.cause}的材料已经收到并受案。`]);
export const demandNotice = letter('催告书', (file) => [
  `对你（单位）的罚款${file.payBy === undefined ? '' : `应当于${chineseDay(file.payBy)}前缴纳，`}至今未履行。现催告你（单位）自收到本催告书之日起${asked(file, 'police-procedure-2012/demand-days')}日内缴纳下列款项；逾期仍不履行的，将依法申请人民法院强制执行。`,
  ...file.outcome,
  '你（单位）收到本催告书后有权陈述和申辩。',
]);
export const transferLetter = letter('移送案件通知书', (file) => [
  `${file.cause}，经审查应当移送，现将案件材料一并移送。`,
]);
export const annulmentDecision = letter('撤销决定书', (file) => [
  `关于${file.cause}的决定予以撤销。公开的信息自本决定作出之日起${asked(file, 'penalty-law-2021/withdrawal-days')}日（工作日）内撤回并公开说明理由。`,
]);
