// SPDX-License-Identifier: Apache-2.0
/** The tasks of `mingjing law` that explain an answer or set versions against each other. No rule of law lives here. */
import {
  type Clause,
  complianceText,
  comply,
  corpusAkomaNtoso,
  corpusJsonLd,
  coverage,
  diffInstruments,
  diffText,
  findDayNumber,
  findInstrument,
  LawError,
  nameOfUse,
  parseObligationsRequest,
  parseRequest,
  whatIf,
  whatIfText,
} from '@mingjing/law';
import { type ExitCode, type Terminal, UsageError } from './command.ts';
import { print, readJson, readSeeds, todayInChina } from './law-files.ts';

/** A request of `decide` is turned round (结果会怎样变), one of `obligations` is answered with what to do (怎样才合规); an array is a batch. */
export async function whatIfTask(
  [file]: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const input = await readJson(file, terminal);
  const answers = Array.isArray(input)
    ? input.map((each: unknown, index) => turnedRound(each, `[${index}].`))
    : [turnedRound(input, '')];
  if (json) print(terminal, Array.isArray(input) ? answers.map(({ found }) => found) : answers[0]?.found);
  else terminal.stdout(answers.map(({ text }) => text).join('\n'));
  return 0;
}

function turnedRound(input: unknown, path: string): { readonly found: object; readonly text: string } {
  const today = todayInChina();
  if (isCase(input)) {
    const answers = whatIf(parseRequest(input, today, path));
    return { found: { answers }, text: whatIfText(answers) };
  }
  const { facts, evidence, asOf = today, role = 'unit' } = parseObligationsRequest(input);
  const duties = comply({ facts, evidence, asOf, role });
  return { found: { duties }, text: complianceText(duties) };
}

const isCase = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  'facts' in input &&
  typeof input.facts === 'object' &&
  input.facts !== null &&
  'conduct' in input.facts;

/** Exit 1 when a clause of a seed is neither modelled nor excused with a reason. */
export async function coverageTask(
  _: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const report = coverage(await readSeeds());
  if (json) print(terminal, report);
  else {
    const { modelled, unaccounted } = report.counts;
    terminal.stdout(`${report.clauses.map(clauseText).join('\n')}\n`);
    terminal.stdout(
      `已建模 ${modelled} 处，不建模并说明理由 ${report.counts['not-modelled']} 处，未交代 ${unaccounted} 处\n`,
    );
  }
  return report.counts.unaccounted === 0 ? 0 : 1;
}

const kinds = {
  obligations: '义务',
  rules: '规则',
  rows: '裁量行',
  parameters: '参数',
  tests: '工作例',
} as const;

function clauseText({ seed, number, text, uses, reason }: Clause): string {
  const words = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const used = (Object.keys(kinds) as (keyof typeof kinds)[])
    .filter((kind) => uses[kind].length > 0)
    .map((kind) => `${kinds[kind]} ${uses[kind].map((id) => nameOfUse(kind, id)).join('、')}`);
  const found = used.length > 0 ? used.join('；') : reason === null ? '✗ 未交代' : `不建模：${reason}`;
  return `${seed.slice(0, 3)}-${String(number).padStart(3, '0')} ${words}\n        ${found}`;
}

/** The corpus on standard output: JSON-LD (default, whole), or Akoma Ntoso, whole or one instrument. */
export async function exportTask(
  [id]: readonly string[],
  _json: boolean,
  terminal: Terminal,
  _text: boolean,
  { format = 'jsonld' }: { readonly format?: string },
): Promise<ExitCode> {
  if (format === 'akn') {
    if (id !== undefined && findInstrument(id) === undefined) {
      throw new LawError('law/instrument-unknown', { id });
    }
    terminal.stdout(corpusAkomaNtoso(id));
    return 0;
  }
  if (format !== 'jsonld') {
    throw new UsageError(`--format：没有 ${format} 这种格式，可用 akn、jsonld · no such format`);
  }
  if (id !== undefined) {
    throw new UsageError('law export ID：只有 --format akn 可以只导出一个文件 · one instrument only as akn');
  }
  print(terminal, corpusJsonLd());
  return 0;
}

/** What changes between two instruments; `--on` takes the numbers of that day. */
export async function diffTask(
  [a = '', b = '']: readonly string[],
  json: boolean,
  terminal: Terminal,
  _text: boolean,
  { on }: { readonly on?: string },
): Promise<ExitCode> {
  if (on !== undefined && findDayNumber(on) === undefined) {
    throw new UsageError(`--on：${on} 不是存在的日期 YYYY-MM-DD · not a calendar day`);
  }
  const diff = diffInstruments(a, b, on ?? null);
  if (json) print(terminal, diff);
  else terminal.stdout(diffText(diff));
  return 0;
}
