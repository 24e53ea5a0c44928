// SPDX-License-Identifier: Apache-2.0
/** The tasks of `mingjing law`: read, ask the law package, print. No rule of law lives here. */
import {
  type AuditReport,
  audit,
  type CalendarDay,
  compareSchedules,
  decide,
  decisionText,
  displayText,
  findDayNumber,
  findErratum,
  findInstrument,
  findProvision,
  findRows,
  type Instrument,
  instruments,
  LawError,
  type ObligationsAnswer,
  obligations,
  obligationsText,
  type Provision,
  parseObligationsRequest,
  parseRequest,
  printedArticle,
  provisionsOf,
  publishedArticle,
  quotationOf,
  type ScheduleComparison,
  type Standing,
  searchProvisions,
  searchRows,
  standingOn,
} from '@mingjing/law';
import { type ExitCode, type Terminal, UsageError } from './command.ts';
import { print, readJson, readSeeds, todayInChina } from './law-files.ts';

/** Takes and gives the JSON of the contract; `--text` for a reader. */
export async function decideTask(
  [file]: readonly string[],
  _json: boolean,
  terminal: Terminal,
  text: boolean,
): Promise<ExitCode> {
  const input = await readJson(file, terminal);
  const today = todayInChina();
  const answers = Array.isArray(input)
    ? input
        .map((item: unknown, index) => parseRequest(item, today, `[${index}].`))
        .map((request) => decide(request))
    : decide(parseRequest(input, today));
  if (text) {
    const all = Array.isArray(answers) ? answers : [answers];
    terminal.stdout(all.map(decisionText).join('\n'));
  } else {
    print(terminal, answers);
  }
  return 0;
}

/** Exit 1 when a duty is breached. An array is a batch. */
export async function obligationsTask(
  [file]: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const input = await readJson(file, terminal);
  const today = todayInChina();
  const answerOne = (item: unknown): ObligationsAnswer => {
    const { facts, evidence, asOf = today, role = 'unit' } = parseObligationsRequest(item);
    return obligations(facts, evidence, asOf, { role });
  };
  const answers = Array.isArray(input) ? input.map(answerOne) : [answerOne(input)];
  if (json) print(terminal, Array.isArray(input) ? answers : answers[0]);
  else terminal.stdout(answers.map(obligationsText).join('\n'));
  return answers.some((answer) => answer.counts.breached > 0) ? 1 : 0;
}

export async function showTask(
  [id = '']: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const provision = findProvision(id);
  if (provision !== undefined) {
    const { text, from } = quotationOf(provision);
    const full = {
      ...provision,
      ...(from === 'published' && { published: text }),
      errata: provision.errata.map((each) => findErratum(each) ?? each),
    };
    if (json) print(terminal, full);
    else terminal.stdout(`${provisionText(provision)}\n`);
    return 0;
  }
  const instrument = findInstrument(id);
  if (instrument !== undefined) {
    const inside = provisionsOf(id);
    if (json) print(terminal, { ...instrument, provisions: inside });
    else
      terminal.stdout(
        `${instrumentText(instrument, todayInChina())}\n${inside.map(provisionLine).join('\n')}\n`,
      );
    return 0;
  }
  const rows = findRows(id);
  if (rows.length > 0) {
    if (json) print(terminal, rows);
    else terminal.stdout(`${rows.map(rowText).join('\n\n')}\n`);
    return 0;
  }
  const erratum = findErratum(id);
  if (erratum === undefined) throw new LawError('law/provision-unknown', { id });
  if (json) print(terminal, erratum);
  else terminal.stdout(`${erratumText(id)}\n`);
  return 0;
}

export async function searchTask(
  words: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const hits = searchProvisions(words.join(' '));
  const rows = searchRows(words.join(' '));
  if (json) print(terminal, [...hits, ...rows.map((row) => ({ row }))]);
  else if (hits.length + rows.length === 0) terminal.stdout('没有找到 · nothing found\n');
  else {
    const found = [...rows.map(rowText), ...hits.map(({ provision }) => provisionText(provision))];
    terminal.stdout(`${found.join('\n\n')}\n`);
  }
  return hits.length + rows.length === 0 ? 1 : 0;
}

/** As of today, or of the day after `--on`. */
export async function listTask(
  _: readonly string[],
  json: boolean,
  terminal: Terminal,
  _text: boolean,
  { on = todayInChina() }: { readonly on?: string },
): Promise<ExitCode> {
  if (findDayNumber(on) === undefined) throw new UsageError(`--on：没有 ${on} 这一天，写 YYYY-MM-DD`);
  if (json)
    print(
      terminal,
      instruments.map((each) => ({ ...each, standing: standingOn(each, on) })),
    );
  else terminal.stdout(`${instruments.map((each) => instrumentText(each, on)).join('\n')}\n`);
  return 0;
}

export async function auditTask(_: readonly string[], json: boolean, terminal: Terminal): Promise<ExitCode> {
  const report = audit(await readSeeds());
  if (json) print(terminal, report);
  else terminal.stdout(auditText(report));
  return report.findings.length === 0 ? 0 : 1;
}

export async function compareTask(
  [a = '', b = '']: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const comparison = compareSchedules(a, b);
  if (json) print(terminal, comparison);
  else terminal.stdout(comparisonText(comparison));
  return 0;
}

const standingWords: Readonly<Record<Standing, string>> = {
  'in-force': '有效',
  'presumed-in-force': '推定有效',
  'not-yet-in-force': '尚未施行',
  'no-longer-in-force': '不再有效',
  draft: '征求意见稿',
  superseded: '已被替代',
  unknown: '状态不明',
};

function instrumentText(instrument: Instrument, day: CalendarDay): string {
  const from = instrument.inForceFrom === null ? '施行日期不明' : `${instrument.inForceFrom} 起`;
  const dates = `${from}${instrument.inForceUntil === null ? '' : `，至 ${instrument.inForceUntil}`}`;
  const checked = { no: '未与官方文本核对', 'two-people': '两人核对', official: '与官方文本核对' }[
    instrument.verified
  ];
  return `${instrument.id.padEnd(36)}${standingWords[standingOn(instrument, day)]}，${checked}，${dates}  《${instrument.title}》${instrument.documentNumber ?? ''}`;
}

const number = (provision: Provision): string => {
  const [printed, published] = [printedArticle(provision), publishedArticle(provision)];
  if (printed !== null && published !== null && printed !== published)
    return `公布${published}（印文${printed}）`;
  return printed ?? published ?? '';
};

const provisionLine = (provision: Provision): string =>
  `  ${provision.id}  ${number(provision)}  ${provision.title}`;

function provisionText(provision: Provision): string {
  const { text, from, printedOtherwise } = quotationOf(provision);
  const words = [
    ...(provision.printed === null ? [] : [`印文：${displayText(provision)}`]),
    ...(from === 'published' && (provision.printed === null || printedOtherwise)
      ? [`公布文本：${text}`]
      : []),
    ...(from === 'gist' ? [`要旨（种子文本未印）：${text}`] : []),
  ];
  return [
    `${provision.id}  ${number(provision)}  ${provision.title}`,
    ...words,
    ...provision.errata.map(erratumText),
  ].join('\n');
}

function rowText(row: ReturnType<typeof findRows>[number]): string {
  const lines = [
    `${row.provision}  ${row.printed ?? ''}`,
    `违法情节：${row.circumstance}`,
    `裁量基准：${row.quote}`,
  ];
  return [...lines, ...row.errata.map(erratumText)].join('\n');
}

function erratumText(id: string): string {
  const erratum = findErratum(id);
  if (erratum === undefined) return id;
  const quotes = erratum.quotes.map((quote) => `「${quote.printed}」`).join('');
  return `勘误 ${erratum.id}（${erratum.where}）：${quotes}${erratum.normalised === null ? '' : ` 按「${erratum.normalised}」计算`}；${erratum.treatment}`;
}

function auditText(report: AuditReport): string {
  const lines = report.schedules.map(
    (schedule) =>
      `${schedule.schedule}：${schedule.combinations} 种事实组合，${schedule.rows.reached}/${schedule.rows.all} 行、${schedule.codes.reached}/${schedule.codes.all} 个编码可达，使用的档 ${schedule.tiersUsed.join('、')}，发现 ${schedule.findings.length} 处`,
  );
  lines.push(
    `各文件条款：${report.rules.violations} 种违法行为，${report.rules.combinations} 种事实组合，每种恰有一个情形`,
  );
  lines.push(`引文：${report.quotes.checked} 处，与 ${report.quotes.sources} 份种子文本逐字核对`);
  for (const finding of report.findings) lines.push(`✗ ${finding.check} ${finding.where}：${finding.what}`);
  lines.push(report.findings.length === 0 ? '没有发现问题' : `发现 ${report.findings.length} 处问题`);
  return `${lines.join('\n')}\n`;
}

function comparisonText(comparison: ScheduleComparison): string {
  const { a, b, inSubstance } = comparison;
  const lines = [
    `${a} → ${b}：${comparison.combinations} 种事实组合中 ${comparison.different} 种结果不同，${comparison.heavier} 种变重，${comparison.lighter} 种变轻；归为 ${inSubstance.length} 种实质差别`,
    ...inSubstance.map(({ sentence, combinations }) => `${sentence}（${combinations} 种组合）`),
  ];
  return `${lines.join('\n')}\n`;
}
