// SPDX-License-Identifier: Apache-2.0
/** A case as its papers see it: one set of facts for all of them. */
import * as documents from '@mingjing/documents';
import {
  type Conduct,
  conductWords,
  effectWords,
  type FactId,
  factorWords,
  factTable,
  getInstrument,
  getProvision,
  paperTitles,
  publishedArticle,
  type Result,
} from '@mingjing/law';
import { todayOf } from '../registry/index.ts';
import { type PaperContext, type PaperRule, saidIn } from '../workflow/index.ts';
import type { CaseData, Outcome, Part } from './case-data.ts';
import { caseOf, owedIn } from './facts.ts';
import { type Judged, judgeEach } from './recommendation.ts';
import { finesOf, partsOf, type Violation, violationsOf } from './violations.ts';

const sources: Readonly<Record<string, string>> = {
  inspection: '行政检查',
  complaint: '举报投诉',
  transfer: '其他机关移送',
  rectification: '责令改正后转立案',
  own: '工作中发现',
};

const shownOutcome = ({ decision, noticed, proposal }: CaseData): Outcome | undefined =>
  decision ?? noticed ?? proposal;

/** 对甲单位罚款人民币10000元 */
const partLines = ({ warning, fines, confiscation }: Part): readonly string[] => [
  ...(warning ? ['警告'] : []),
  ...fines.map(({ name, amountYuan }) => `对${name}罚款人民币${amountYuan}元`),
  ...confiscation.map((thing) => `没收${thing}`),
];

const conductOf = ({ conduct }: { readonly conduct?: string }, otherwise: string): string =>
  // A word of ours says which text it is of; on paper the articles say so.
  conductWords[conduct as Conduct]?.replace(/^[^：]{1,6}：/u, '') ?? otherwise;

/** Each violation decided apart; what is carried out together is summed for each who pays. */
export function outcomeLines(
  outcome: Outcome | undefined,
  violations: readonly Violation[] = [],
): readonly string[] {
  if (!outcome) return [];
  const parts = partsOf(outcome);
  if (parts.length === 1) return parts.flatMap(partLines);
  const each = parts.map((part) => {
    const violation = violations.find(({ no }) => no === part.no);
    const lines = partLines(part);
    return `对“${conductOf(violation ?? {}, `第${part.no}项违法行为`)}”：${lines.length > 0 ? lines.join('，') : '不作处罚'}`;
  });
  const sums = new Map<string, number>();
  for (const { name, amountYuan } of finesOf(outcome)) sums.set(name, (sums.get(name) ?? 0) + amountYuan);
  const together = [...sums].map(([name, sum]) => `${name}罚款共计人民币${sum}元`);
  return together.length === 0 ? each : [...each, `以上分别决定，合并执行：${together.join('，')}`];
}

const articleRows = (result: Result | undefined): documents.CaseFile['articles'] =>
  (result?.articles ?? []).map(({ provision, published, printed, quote }, index) => {
    const { instrument, rule } = getProvision(provision);
    return {
      // The ground of the outcome comes first, the duties it belongs to after it.
      breached: index > 0,
      instrument: `《${getInstrument(instrument).title}》`,
      article: published ?? printed ?? publishedArticle(getProvision(provision)) ?? '',
      content: quote === '' ? rule : quote,
    };
  });

/** Any instrument whose text nobody compared with the gazette makes the paper a draft. */
const isDraft = (result: Result | undefined): boolean =>
  result === undefined ||
  result.articles.some(
    ({ provision }) => getInstrument(getProvision(provision).instrument).verified === 'no',
  );

export function caseFile(context: PaperContext, rows?: documents.CaseFile['rows']): documents.CaseFile {
  const data = caseOf(context);
  const outcome = shownOutcome(data);
  const each = judgeEach(data, context.instance.jurisdiction, context.today, outcome);
  const results = each.map(({ result }) => result);
  const several = each.length > 1;
  const causeOf = ({ violation }: Judged) => conductOf(violation, context.instance.title);
  const clockOf = (id: string) => context.clocks.findLast(({ clock }) => clock === id)?.dueOn;
  return {
    number: context.number,
    organ: context.organ,
    on: context.on,
    draft: results.some(isDraft),
    cause: each.map(causeOf).join('、'),
    party: {
      name: data.party?.name ?? context.instance.title,
      code: data.party?.code ?? data.unit?.creditCode ?? undefined,
      address: data.party?.address ?? data.unit?.address,
      representative: data.party?.representative,
    },
    source: sources[data.source ?? ''],
    summary: data.summary ?? '',
    findings: (data.findings ?? []).map(({ fact, value, reason, evidence, violation = 1 }) => ({
      text: `${several ? `（第${violation}项）` : ''}${factTable[fact as FactId]?.zh ?? fact}：${valueText(fact, value)}`,
      reason,
      evidence,
    })),
    articles: distinct(results.flatMap(articleRows), ({ instrument, article }) => `${instrument} ${article}`),
    circumstances: each.flatMap((one) =>
      (one.result?.factors ?? []).map(
        ({ id, effect, persons = [] }) =>
          `${several ? `${causeOf(one)}：` : ''}${persons.length > 0 ? `${persons.join('、')}：` : ''}${factorWords[id] ?? id}（${effectWords[effect]}）`,
      ),
    ),
    outcome: outcomeLines(outcome, violationsOf(data)),
    reason: each.map((one) => reasonOf(one, several ? `${causeOf(one)}：` : '')).join(''),
    orders: [...new Set(results.flatMap((result) => result?.orders ?? []))],
    officers: [
      ...new Set(
        context.persons
          .filter(({ duty }) => duty === 'two-officers')
          .map(({ name, userId }) => name ?? userId),
      ),
    ],
    // Where the law gave no answer the party is told of more rights, not fewer.
    hearing: each.some(
      ({ answer }) => answer.kind === 'not-answered' || answer.response.procedure.hearing === 'offer',
    ),
    defenceUntil: context.dueOn,
    hearingUntil: context.clocks.length > 0 ? clockOf('hearing-request') : undefined,
    payBy: clockOf('payment'),
    correctBy: undefined,
    hearingHeld:
      data.hearing?.heldOn === undefined
        ? undefined
        : { on: data.hearing.heldOn, place: data.hearing.place ?? '' },
    discussed: data.discussion && {
      present: data.discussion.present ?? [],
      conclusion: data.discussion.conclusion ?? '',
    },
    newDate: context.dueOn,
    said: saidIn(context),
    rows,
    verification: context.verification,
  };
}

/** Why this outcome, why outside the row, why this one of two laws; each a sentence of its own. */
const reasonOf = ({ part }: Judged, before: string): string => {
  const said = [part?.reason, part?.deviationReason, part?.lawReason].filter((text) => text !== undefined);
  return said
    .map((text, at) => `${at === 0 ? before : ''}${text}${/[。！？.]$/u.test(text) ? '' : '。'}`)
    .join('');
};

function distinct<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function valueText(fact: string, value: unknown): string {
  if (value === true) return '是';
  if (value === false) return '否';
  if (Array.isArray(value))
    return value.map((one) => String((one as { name?: unknown }).name ?? one)).join('、');
  return fact === 'conduct' ? conductOf({ conduct: String(value) }, String(value)) : String(value);
}

const paper = (
  write: (file: documents.CaseFile) => documents.OfficialDocument,
  more: Partial<Omit<PaperRule, 'write'>> = {},
  rows?: (context: PaperContext) => documents.CaseFile['rows'],
): PaperRule => ({ ...more, write: (context) => write(caseFile(context, rows?.(context))) });

/** Goes to the party: numbered, checkable, and from then on the party sees the case. */
const out = (series: string) => ({ series, served: true, toParty: true });

const evidenceRows = ({ evidence }: PaperContext) =>
  evidence.map(({ fileName, sha256 }, index) => [String(index + 1), fileName, sha256]);
const toldRows = (context: PaperContext) =>
  (caseOf(context).monitoring?.told ?? []).map((name, index) => [
    String(index + 1),
    name,
    context.evidence.find(({ fileName }) => fileName === name)?.sha256 ?? '',
  ]);
const argumentRows = (context: PaperContext) =>
  (caseOf(context).defences?.at(-1)?.arguments ?? []).map((argument, index) => [String(index + 1), argument]);
const answerRows = (context: PaperContext) =>
  (caseOf(context).answers ?? []).map(({ argument, accepted, answer }) => [
    argument,
    accepted ? '采纳' : '不采纳',
    answer,
  ]);
/** Papers in the order of the file, each from its first page to its last, then the files that are kept beside them. */
const indexRows = ({ filed = [], evidence }: PaperContext) => {
  let next = 1;
  const papers = filed.map(({ kind, number, issuedAt, pages }) => {
    const from = next;
    next += pages;
    const page = pages > 1 ? `${from}–${next - 1}` : String(from);
    return [paperTitles[kind]?.zh ?? kind, number ?? '', todayOf(issuedAt.getTime()), page];
  });
  const files = evidence.map(({ fileName, at }) => [fileName, '', todayOf(at.getTime()), '电子']);
  return [...papers, ...files].map((row, index) => [String(index + 1), ...row]);
};

/** The decision and what goes with it, as they stand when they are served. */
const servedRows = ({ papers }: PaperContext) =>
  papers
    .filter(({ kind, withdrawnAs }) => withdrawnAs === null && servedKinds.has(kind))
    .map(({ kind, number }) => [paperTitles[kind]?.zh ?? kind, number ?? '']);
const servedKinds: ReadonlySet<string> = new Set([
  'penalty-decision',
  'no-penalty-decision',
  'order-to-correct',
]);

export const papers: Readonly<Record<string, PaperRule>> = {
  'case-intake-record': paper(documents.intakeRecord, { series: '受案字' }),
  'case-intake-receipt': paper(documents.intakeReceipt),
  'evidence-list': paper(documents.evidenceList, {}, evidenceRows),
  'monitoring-evidence-notice': paper(documents.monitoringNotice, out('监告字'), toldRows),
  'investigation-report': paper(documents.investigationReport),
  'legal-review-opinion': paper(documents.legalReviewOpinion),
  'penalty-notice-record': paper(documents.noticeRecord, out('行罚告字')),
  'defence-record': paper(documents.defenceRecord, {}, argumentRows),
  'defence-review-opinion': paper(documents.defenceReviewOpinion, { toParty: true }, answerRows),
  'hearing-refusal-notice': paper(documents.hearingRefusal, out('不听字')),
  'hearing-notice': paper(documents.hearingNotice, out('听通字')),
  'hearing-record': paper(documents.hearingRecord),
  'hearing-report': paper(documents.hearingReport),
  'collective-discussion-record': paper(documents.discussionRecord),
  'penalty-approval': paper(documents.penaltyApproval),
  'penalty-decision': paper(documents.penaltyDecision, out('行罚决字')),
  'order-to-correct': paper(documents.orderToCorrect, out('责改字')),
  'no-penalty-decision': paper(documents.noPenaltyDecision, out('不罚决字')),
  'education-record': paper(documents.educationRecord),
  'transfer-letter': paper(documents.transferLetter, out('移送字')),
  'termination-report': paper(documents.terminationReport),
  'service-receipt': paper(documents.serviceReceipt, {}, servedRows),
  'deferral-approval': paper(documents.deferralApproval),
  'demand-notice': {
    ...out('催告字'),
    write: (context) => {
      const { fineYuan, surchargeYuan, paidYuan, openYuan } = owedIn(context);
      const lines = [`罚款${fineYuan}元，加处罚款${surchargeYuan}元，已缴${paidYuan}元，尚欠${openYuan}元。`];
      return documents.demandNotice({ ...caseFile(context), outcome: lines });
    },
  },
  'enforcement-application': paper(documents.enforcementApplication, { series: '强执字' }),
  'annulment-decision': paper(documents.annulmentDecision, out('撤决字')),
  'closing-report': paper(documents.closingReport),
  'case-file-index': paper(documents.fileIndex, { paged: true }, indexRows),
};
