// SPDX-License-Identifier: Apache-2.0
/**
 * What `/openapi.json` says of the law: the facts as the law package has them, the answer field by field, and worked
 * requests with the answers the engine gives to them. Made from the law package, so that it cannot say anything else.
 */
import type { Documented } from '@mingjing/contracts';
import {
  comply,
  decidableInstruments,
  decide,
  evidenceKinds,
  type FactKind,
  factTable,
  parseObligationsRequest,
  parseRequest,
  whatIf,
  writeLetter,
} from '@mingjing/law';

type Json = Record<string, unknown>;
/** The day for which the examples are answered; they name it, so that they are answered the same on every day. */
const decisionDate = '2026-06-01';

const day: Json = { type: 'string', format: 'date' };
const text: Json = { type: 'string' };
const flag: Json = { type: 'boolean' };
const number: Json = { type: 'integer' };
const list = (items: Json, description?: string): Json => ({
  type: 'array',
  items,
  ...(description !== undefined && { description }),
});
const said = (schema: Json, description: string): Json => ({ ...schema, description });
const object = (properties: Json, required: readonly string[] = [], more: Json = {}): Json => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  ...more,
});
const orNull = (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] });

function schemaOf(kind: FactKind): Json {
  switch (kind.kind) {
    case 'boolean':
      return flag;
    case 'one-of':
      return { type: 'string', enum: [...kind.values] };
    case 'integer':
      return { type: 'integer', minimum: 0, maximum: kind.max };
    case 'day':
      return kind.nullable === true ? orNull(day) : day;
    case 'text':
      return { type: 'string', minLength: 1, maxLength: 500 };
    case 'jurisdiction':
      return { type: 'string', examples: ['beijing', 'qinhuangdao', 'hami', 'national', '110105'] };
    case 'persons':
      return list({ type: 'object' });
  }
}

const factProperties: Json = Object.fromEntries(
  Object.entries(factTable).map(([id, { value, zh }]) => [id, said(schemaOf(value), zh)]),
);
const facts = (required: readonly string[]): Json =>
  object(factProperties, required, {
    additionalProperties: false,
    description: '不写的事实是不明，从不是否 · an absent fact is unknown, never false',
  });
const instruments: Json = list(
  { type: 'string', enum: [...decidableInstruments] },
  '写了就只按这些文件推演（simulation）；不写则按行为日、决定日有效的 · exactly these, as a simulation',
);
const caseProperties: Json = {
  instruments,
  facts: facts(['conduct']),
  actDate: said(day, '行为日 · day of the act'),
  decisionDate: said(day, '决定日，默认今天 · day of the decision, today by default'),
};
const caseRequest = object(caseProperties, ['facts'], { additionalProperties: false });

const fine = object({
  target: said(text, '罚谁 · who pays'),
  min: said(orNull(number), '元；没有印下限的为 null · yuan'),
  max: number,
  unit: { type: 'string', enum: ['CNY'] },
  each: said(orNull(flag), '分别'),
  optional: said(orNull(flag), '可以'),
  statutory: object({ min: orNull(number), max: number }),
  belowMinimumPossible: flag,
  direction: { type: 'string', enum: ['none', 'lower', 'upper', 'both'] },
});

const resultProperties: Json = {
  instrument: said(orNull(text), '依哪个文件；尚未选定为 null'),
  disposition: said(text, '处理 · penalise, order-only, need-facts, …'),
  row: said(orNull(text), '裁量行 · the printed row'),
  codes: list(text),
  codesInferred: flag,
  tier: orNull(text),
  step: orNull(number),
  orders: list(text, '责令'),
  warning: flag,
  fines: list(fine, '只有幅度，从不选数额 · ranges, never an amount'),
  confiscation: list(text),
  referrals: list(text),
  articles: list(
    object({
      provision: text,
      printed: orNull(text),
      published: orNull(text),
      quote: text,
      errata: list(text),
    }),
  ),
  checklistItems: list(number),
  factors: list(object({ id: text, effect: text, force: text, sources: list(text), persons: list(text) })),
  baseFines: list(fine),
  education: flag,
  requires: list(text),
  reason: orNull(text),
  failed: list(text),
  questions: list(text, '不明而可能改变答案的事实，先问的在前 · unknown facts that matter'),
  unexamined: list(text, '其中没有人查明过、按没有提出处理的'),
  possibleRows: list(text),
  humanDecisions: list(text, '留给人的 · left to a person'),
  limitation: object({ barred: flag, years: number, from: orNull(day), until: orNull(day), why: text }),
  minDays: orNull(number),
  deadline: orNull({ type: 'object' }),
  flags: list(object({ code: text, about: text, instrument: text })),
  trace: said({ type: 'object' }, '推理树：每个叶子有条文或者事实 · the reasoning'),
};

const answerProperties: Json = {
  simulation: flag,
  results: list(object(resultProperties), '每个文件一个答案 · one answer an instrument'),
  compare: object({ lighterForUnit: orNull(text) }),
  conflicts: list(
    object({
      between: list(text),
      about: text,
      relation: text,
      default: text,
      resolution: text,
      why: text,
      provisions: list(text),
    }),
  ),
  flags: list({ type: 'object' }),
  procedure: object({
    kind: { type: 'string', enum: ['simple', 'ordinary', 'none'] },
    hearing: { type: 'string', enum: ['offer', 'not-required'] },
    legalReview: flag,
    clocks: list({ type: 'object' }),
    why: list(text),
    surcharge: { type: 'object' },
  }),
  questions: list(text, '决定适用哪些文件的不明事实'),
  selection: list(object({ instrument: text, picked: flag, because: text })),
  receipt: object({ engine: text, data: text, at: text }),
};
const answer = object(answerProperties, Object.keys(answerProperties));

const hotel = {
  instruments: ['bj-benchmark-2024-draft'],
  facts: {
    actor: 'unit',
    place: '宾馆',
    conduct: 'build-missing',
    rectification: 'notOrdered',
    consequence: 'none',
  },
  decisionDate,
};
const filing = {
  facts: {
    jurisdiction: 'beijing',
    actor: 'unit',
    place: '商场',
    conduct: 'filing',
    discovered: '2025-09-01',
  },
  decisionDate,
};
const child = {
  instruments: ['bj-measures-2006'],
  facts: { actor: 'individual', age: 13, place: '广场', conduct: 'unauthorised-public-install' },
  decisionDate,
};
const unit = {
  facts: {
    jurisdiction: 'hami',
    place: '商场',
    isManagementUnit: true,
    putIntoUse: '2026-03-01',
    filed: null,
  },
  evidence: { signsPosted: false },
  asOf: decisionDate,
};

const example = <T>(summary: string, body: unknown, work: (body: unknown) => T) => ({
  summary,
  body,
  answer: work(body),
});
const decided = (body: unknown) => decide(parseRequest(body, decisionDate));

let made: Readonly<Record<string, Documented>> | undefined;

/** By operation id. */
export function lawReference(): Readonly<Record<string, Documented>> {
  made ??= {
    'POST /api/law/decide': {
      body: { oneOf: [caseRequest, said(list(caseRequest), '批量，至多 1000 · a batch')] },
      answer: { oneOf: [answer, list(answer)] },
      examples: {
        schedule: example('宾馆应装未装，按征求意见稿推演 · a draft, simulated', hotel, decided),
        conflict: example('北京不备案：两个文件规定不同，由人决定 · two instruments differ', filing, decided),
        child: example('十三岁的人：不予处罚，责令监护人管教 · no penalty', child, decided),
      },
    },
    'POST /api/law/whatif': {
      body: { oneOf: [caseRequest, unitRequest()] },
      answer: object({
        answers: list({ type: 'object' }, '案件：能改变结果的最小事实组合 · of a case'),
        duties: list({ type: 'object' }, '单位：怎样才合规 · of a unit'),
      }),
      examples: {
        case: example('结果会怎样变 · what would change it', hotel, (body) => ({
          answers: whatIf(parseRequest(body, decisionDate)),
        })),
        unit: example('怎样才合规 · how to comply', unit, (body) => {
          const { facts: of, evidence, asOf = decisionDate, role = 'unit' } = parseObligationsRequest(body);
          return { duties: comply({ facts: of, evidence, asOf, role }) };
        }),
      },
    },
    'POST /api/law/letter': { ...letterDocumented(), answer: { type: 'object' } },
    'POST /api/law/letter/:format': { body: letterRequest() },
  };
  return made;
}

const unitRequest = (): Json =>
  object({
    facts: object(factProperties),
    evidence: object(Object.fromEntries(evidenceKinds.map(({ id, title }) => [id, said(flag, title)]))),
    asOf: day,
    role: { type: 'string', enum: ['unit', 'firm', 'requester', 'individual'] },
  });

const letterRequest = (): Json =>
  object(
    {
      ...caseProperties,
      caseNumber: text,
      unit: text,
      preparedBy: text,
      found: {
        type: 'object',
        description: '每项事实由谁、何日、凭什么证据查明 · who found each fact, when, by what',
        additionalProperties: object({ by: text, on: day, evidence: text }, ['by']),
      },
    },
    ['facts'],
  );

function letterDocumented(): Documented {
  const body = {
    ...filing,
    unit: '演示商场',
    found: { discovered: { by: '演示民警甲', on: '2025-09-01', evidence: '检查笔录第1页' } },
  };
  return {
    body: letterRequest(),
    examples: {
      letter: example(
        '裁量说明书 · the letter of a decision',
        body,
        (input) => writeLetter(input, decisionDate).letter,
      ),
    },
  };
}
