// SPDX-License-Identifier: Apache-2.0
// What a lawyer signs off: one page per instrument and per schedule row, made from the data itself, so that the
// page and the rule cannot differ. scripts/write-law-pages.ts writes them; a test compares.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  errata,
  findErratum,
  instruments,
  printedArticle,
  provisionsOf,
  publishedArticle,
  readableText,
} from '../src/corpus/corpus.ts';
import { parameters } from '../src/deadlines/parameters.ts';
import {
  codesOf,
  type Schedule,
  scheduleConducts,
  schedules,
} from '../src/instruments/bj-benchmark/schedules.ts';
import { evidenceKinds, obligationRows } from '../src/obligations/obligations.ts';
import type { Erratum, Instrument, Provision } from '../src/types/corpus.ts';
import type { Cond, PrintedFine, Row } from '../src/types/rules.ts';
import { coveragePage } from './coverage-page.ts';
import { factsPage, placesPage } from './places-page.ts';

export interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly quote: string;
  readonly instruments: readonly string[];
  /** Rows of schedules and of obligations that the expectation names. */
  readonly rows: readonly string[];
}

const source = new URL('../src/', import.meta.url);

/** Every worked case, from both kinds of file: decisions beside the rules, duties beside the texts. */
export function readScenarios(): readonly Scenario[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.scenario.yaml')).sort();
  return files.flatMap((file) => {
    const cases = parse(readFileSync(new URL(file, source), 'utf8')) as readonly Record<string, unknown>[];
    return cases.map((one) => scenarioOf(file, one));
  });
}

function scenarioOf(file: string, one: Record<string, unknown>): Scenario {
  const expected = (one['expect'] ?? {}) as Record<string, unknown>;
  const results = Array.isArray(expected['results'])
    ? (expected['results'] as Record<string, unknown>[])
    : [];
  const rows = [expected, ...results].flatMap((each) => [each['row'], ...Object.keys(each)]);
  return {
    file,
    name: String(one['case'] ?? one['name']),
    quote: String(one['quote'] ?? ''),
    instruments: Array.isArray(one['instruments']) ? one['instruments'].map(String) : [],
    rows: rows.filter((row): row is string => typeof row === 'string' && /^[A-Z]/.test(row)),
  };
}

/** Path under docs/law/ → text. */
export function renderLawPages(): ReadonlyMap<string, string> {
  const scenarios = readScenarios();
  const pages = new Map<string, string>();
  for (const instrument of instruments) {
    pages.set(`instruments/${instrument.id}.md`, instrumentPage(instrument, scenarios));
  }
  for (const schedule of schedules) {
    for (const row of schedule.rows) pages.set(rowPath(schedule, row), rowPage(schedule, row, scenarios));
  }
  pages.set('errata.md', errataPage());
  pages.set('obligations.md', obligationsPage());
  pages.set('parameters.md', parametersPage());
  pages.set('evidence-kinds.md', evidencePage());
  pages.set('places.md', `${made}\n${placesPage()}`);
  pages.set('facts.md', `${made}\n${factsPage()}`);
  pages.set('coverage.md', `${made}${coveragePage(scenarios)}`);
  pages.set('index.md', indexPage(pages));
  return pages;
}

const rowPath = (schedule: Schedule, row: Row): string => `schedules/${schedule.id}/${row.key}.md`;
const made = '<!-- 由 packages/law/scripts/write-law-pages.ts 生成，不要手改 -->\n';
const cell = (text: string): string => text.replace(/\n+/g, '<br>').replace(/\|/g, '｜');
const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n>\n');
const RANK = {
  law: '法律',
  'admin-regulation': '行政法规',
  'local-regulation': '地方性法规',
  'department-rule': '部门规章',
  'local-rule': '地方政府规章',
  'normative-document': '规范性文件',
} as const;
const STATUS = {
  'in-force': '有效',
  draft: '征求意见稿',
  superseded: '已被取代',
  unknown: '状态不明',
} as const;
const CERTAINTY = { 'as-printed': '印文', inferred: '推定', 'to-be-verified': '待与公报核对' } as const;
const SEVERITY = { high: '高', medium: '中', low: '低' } as const;

function instrumentPage(instrument: Instrument, scenarios: readonly Scenario[]): string {
  const facts = [
    ['编号', `\`${instrument.id}\``],
    ['位阶', RANK[instrument.rank]],
    ['制定机关', instrument.issuer],
    ['文号', instrument.documentNumber ?? '印文没有'],
    ['适用地区', instrument.jurisdictionCode === '000000' ? '全国' : instrument.jurisdictionCode],
    ['状态', STATUS[instrument.status]],
    ['施行', instrument.inForceFrom ?? '不明'],
    ['失效', instrument.inForceUntil ?? '—'],
    ['依据', instrument.validityBasis],
    ...instrument.sources.map((each) => [
      '来源',
      `${each.ref}${each.sha256 === null ? '' : `<br>\`${each.sha256}\``}`,
    ]),
    ['核对', { no: '未经两人核对', 'two-people': '两人核对', official: '与公报一致' }[instrument.verified]],
  ];
  const table = facts.map(([name, value]) => `| ${name} | ${cell(value ?? '')} |`).join('\n');
  const provisions = provisionsOf(instrument.id).map((provision) => provisionPart(provision, scenarios));
  return `${made}\n# ${instrument.title}\n\n| | |\n|---|---|\n${table}\n\n${provisions.join('\n')}`;
}

function provisionPart(provision: Provision, scenarios: readonly Scenario[]): string {
  const printed = printedArticle(provision);
  const published = publishedArticle(provision);
  const where = [printed === null ? '' : `印文${printed}`, published === null ? '' : `公布${published}`];
  const duties = obligationRows.filter((row) => row.provision === provision.id).map((row) => row.id);
  const ids = new Set(duties);
  const touching = scenarios.filter(
    (each) =>
      (each.quote !== '' && provision.printed?.includes(each.quote) === true) ||
      each.rows.some((row) => ids.has(row)),
  );
  const parts = [
    `## ${provision.title}\n`,
    `\`${provision.id}\` · ${where.filter((text) => text !== '').join(' · ')} · ${CERTAINTY[provision.certainty]}\n`,
    provision.printed === null ? '' : `${quote(readableText(provision.printed))}\n`,
    `规则（我们的话）：${provision.rule}\n`,
    erratumLines(provision.errata.map((id) => findErratum(id))),
    duties.length === 0 ? '' : `义务行：${duties.map((id) => `[${id}](../obligations.md)`).join('、')}\n`,
    scenarioLines(touching),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function erratumLines(found: readonly (Erratum | undefined)[]): string {
  const lines = found
    .filter((each) => each !== undefined)
    .map(
      (each) =>
        `- 勘误 ${each.id}（${SEVERITY[each.severity]}）${each.where}：${each.effect}。处理：${each.treatment}`,
    );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function scenarioLines(scenarios: readonly Scenario[]): string {
  if (scenarios.length === 0) return '';
  return `工作例：\n\n${scenarios.map((each) => `- ${each.name}（${each.file.split('/').at(-1)}）`).join('\n')}\n`;
}

const TARGET = {
  unit: '单位',
  principal: '主要负责人',
  directlyResponsible: '直接责任人员',
  individual: '个人',
  manager: '管理人',
  responsiblePersons: '责任人员',
  unspecified: '未写明',
} as const;

const yuan = (amount: number): string => `${amount}元`;

function fineLine(fine: PrintedFine): string {
  const range = fine.min === null ? `${yuan(fine.max)}以下` : `${yuan(fine.min)}至${yuan(fine.max)}`;
  const each = fine.each === true ? '，分别' : '';
  const optional = fine.optional === true ? '，可以' : fine.optional === null ? '，是否「可以」不明' : '';
  return `| ${TARGET[fine.target]} | ${range}${each}${optional} |`;
}

function rowPage(schedule: Schedule, row: Row, scenarios: readonly Scenario[]): string {
  const conducts = scheduleConducts.filter((conduct) => {
    const rule = schedule.rules[conduct];
    return rule?.kind === 'violation' && rule.rows.some((each) => each.key === row.key);
  });
  const codes = [...new Set(conducts.flatMap((conduct) => codesOf(conduct, row.key)))];
  const other = schedules.find((each) => each.id !== schedule.id);
  const twin = other?.rows.find((each) => each.key === row.key);
  const bounds = (row.statutory ?? []).map(fineLine).join('\n');
  const touching = scenarios.filter(
    (each) =>
      each.rows.includes(row.key) &&
      (each.instruments.length === 0 || each.instruments.includes(schedule.id)),
  );
  const { sanction } = row;
  const chosen = sanction.fines.map(fineLine).join('\n');
  return `${made}
# ${row.key}（${schedule.id === 'bj-benchmark-old' ? '旧基准' : '新基准征求意见稿'}）

| | |
|---|---|
| 行为 | ${conducts.map((each) => `\`${each}\``).join('、')} |
| 单个编码 | ${codes.join('、')} |
| 档 / 阶次 | ${row.tier ?? '—'} / ${row.step ?? '—'} |
| 违法情节（印文） | ${cell(row.circumstance)} |
| 条件（结构） | ${condText(row.when)} |
| 责令 | ${sanction.orders.join('、') || '无'} |
| 警告 | ${sanction.warning ? '有' : '无'} |

裁量基准栏（印文，${schedule.printedIn}）：

${quote(row.printed ?? '')}

| 对象 | 罚款 |
|---|---|
${chosen === '' ? '| — | 无 |' : chosen}

条文允许的幅度：

| 对象 | 罚款 |
|---|---|
${bounds === '' ? '| — | 无 |' : bounds}

${twinText(row, twin)}

${erratumLines(row.errata.map((id) => findErratum(id)))}
${scenarioLines(touching)}
签核：　　　　　　　　　　日期：
`.replace(/\n{3,}/g, '\n\n');
}

function twinText(row: Row, twin: Row | undefined): string {
  if (twin === undefined) return '另一版本没有这个编码。';
  return twin.circumstance === row.circumstance
    ? '另一版本的违法情节相同。'
    : `**另一版本同一编码的违法情节不同**：${cell(twin.circumstance)}（勘误 E01、E02、E03）。`;
}

const FACT: Readonly<Record<string, string>> = {
  rectification: '整改',
  consequence: '后果',
  actor: '当事人',
  refusesAfterOrder: '责令后拒不改正',
  otherSerious: '其他情节严重',
  notOrdered: '未责令',
  inPeriod: '期内',
  qualified: '合格',
  unqualified: '不合格',
  overdue: '逾期',
  none: '无',
  harm: '危害后果',
  serious: '严重后果',
  unit: '单位',
  individual: '个人',
  propertyManager: '管理人',
  government: '政府',
  true: '是',
  false: '否',
};
const word = (value: unknown): string => FACT[String(value)] ?? String(value);

function condText(cond: Cond): string {
  if ('all' in cond) return cond.all.length === 0 ? '任何情况' : cond.all.map(condText).join(' 且 ');
  if ('any' in cond) return `（${cond.any.map(condText).join(' 或 ')}）`;
  if ('not' in cond) return `不是${condText(cond.not)}`;
  if ('in' in cond) return `${word(cond.fact)}＝${cond.in.map(word).join('／')}`;
  return `${word(cond.fact)}≥${cond.atLeast}`;
}

function errataPage(): string {
  const lines = errata.map(
    (each) =>
      `| ${each.id} | ${SEVERITY[each.severity]} | ${cell(each.where)} | ${each.quotes.map((one) => `[${one.seed.slice(0, 3)}]「${cell(one.printed)}」`).join('<br>')} | ${cell(each.normalised ?? '—')} | ${cell(each.effect)} | ${cell(each.treatment)} | ${cell(each.basis)}（${CERTAINTY[each.certainty]}） |`,
  );
  return `${made}\n# 勘误\n\n印文不改；计算用「归一」；屏幕和文书显示印文并加标记。\n\n| | 轻重 | 处 | 印文 | 归一 | 影响 | 处理 | 依据 |\n|---|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

function obligationsPage(): string {
  const lines = obligationRows.map(
    (row) =>
      `| ${row.id} | ${row.kinds} | ${cell(row.subject)}<br>\`${row.bearer}\` | ${cell(row.act)} | ${cell([row.trigger, row.quantityText].filter((text) => text !== undefined).join('；') || '—')} | ${row.places?.join('、') ?? '—'} | ${cell(row.evidenceText ?? '—')} | ${cell(row.breachText ?? '—')}${row.conducts === undefined ? '' : `<br>${row.conducts.map((each) => `\`${each}\``).join(' ')}`} | ${row.checklistItems?.join('、') ?? '—'} | \`${row.provision}\`${row.quote === undefined ? '' : `<br>「${cell(row.quote)}」`} |`,
  );
  return `${made}\n# 义务、禁止、权利、程序、期限、处罚\n\nO 义务 · X 禁止 · R 权利或者职权 · P 程序 · T 期限 · S 处罚 · D 定义。证据和清单项的对应是我们的提议，其余出自印文。\n\n| | 类 | 义务人 | 内容 | 触发、期限、数量 | 场所 | 证据 | 违反 | 清单项 | 条文 |\n|---|---|---|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

function evidencePage(): string {
  const lines = evidenceKinds.map((kind) => {
    const rows = obligationRows.filter(
      (row) => row.test?.kind === 'evidence' && row.test.all.includes(kind.id),
    );
    return `| \`${kind.id}\` | ${kind.title} | ${kind.remote ? '可以非现场' : '现场'} | ${rows.map((row) => row.id).join('、')} |`;
  });
  return `${made}\n# 证据\n\n\`mingjing law obligations\` 的 \`evidence\`：每项为 true、false，没有写的为不明。事实 \`facts\` 用裁量的名称，另有 \`entrusted\`、\`newBuild\`、\`involvesSecrets\`、\`nearSecretUnit\`、\`hasPrivateSpaces\`、\`filingMatterChanged\`、\`publishesFootage\`、\`outOfProvince\`、\`counterTerrorKeyTarget\`。\n\n| 编号 | 名称 | 查法 | 义务行 |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

function parametersPage(): string {
  const lines = parameters.flatMap((parameter) =>
    parameter.values.map(
      (value) =>
        `| \`${parameter.id}\` | ${parameter.title} | ${value.value ?? '未定'} | ${parameter.unit} | ${value.from ?? '—'} | ${value.until ?? '—'} | \`${value.provision}\` | ${CERTAINTY[value.certainty]} |`,
    ),
  );
  return `${made}\n# 数值参数\n\n每个数值有自己的起止日期和条文；「未定」的不推定。\n\n| 编号 | 名称 | 数值 | 单位 | 自 | 至 | 条文 | |\n|---|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

function indexPage(pages: ReadonlyMap<string, string>): string {
  const links = [...pages].map(([path, text]) => `- [${/^# (.*)$/m.exec(text)?.[1] ?? path}](${path})`);
  return `${made}\n# 全部页面\n\n${links.join('\n')}\n`;
}
