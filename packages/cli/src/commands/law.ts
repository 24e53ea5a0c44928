// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { LawError } from '@mingjing/law';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import * as explain from '../law-explain-tasks.ts';
import { impactTask } from '../law-impact-task.ts';
import { letterTask } from '../law-letter-task.ts';
import * as tasks from '../law-tasks.ts';

const help = `用法 usage: mingjing law TASK [ARGUMENTS] [--json]

  decide [FILE]        事实进，建议出（JSON）；FILE 为 - 或不写时读标准输入；JSON 数组为批量；--text 输出中文
                       facts in, recommendation out; a JSON array is a batch; --text for a reader
  obligations [FILE]   单位和系统有哪些义务；附证据事实时，哪些已履行（有违反时退出码 1）
                       which obligations apply, and which are met; exit 1 when one is breached
  whatif [FILE]        结果会怎样变、怎样才合规：能改变结果的最小事实组合，做什么、何时以前、依据哪一条；JSON 数组为批量
                       the smallest sets of facts that would change the answer, with deed, day and article
  show ID              条文或者文件：印文、勘误、印刷和公布的条号
  search WORDS         按文字找条文
  list [--on DAY]      文件及其在今天（或者某日）的状态
  audit                裁量基准整体检查：空缺、重叠、可达、上下限、单调、引文；有发现时退出码 1
  coverage             种子文本的每一处条文建成了什么（义务、规则、裁量行、参数），不建模的理由；有未交代的退出码 1
                       every clause of the seeds: what is made of it, or why nothing is
  export [ID] [--format akn|jsonld]
                       文件、条文和勘误，两种条号、印文原样：JSON-LD（默认，全部），或者 Akoma Ntoso XML（可只导出一个文件）
                       the corpus as JSON-LD, or as Akoma Ntoso XML (whole or one instrument), with both locators and errata
  compare A B          两版裁量基准结果不同的每个事实组合
  diff A B [--on DAY]  两个文件（或者两版）之间条文、参数、义务、处理结果的变化；--on 按某日的数
                       what changes between two instruments: provisions, numbers as of a day, duties, outcomes
  impact A B --cases FILE [--out LIST]
                       换一个文件（或者从一日到另一日）以前：已有案件和单位重算一遍，哪些义务、期限、处理结果会变。
                       FILE 一行一个 JSON：decide 或者 obligations 的请求，另写 id；--out 逐个列出有变动的
                       stored cases and units judged under both; FILE is one request a line, with its id
  letter [FILE] --out X.pdf|X.docx
                       裁量说明书，供法制审核：每句话对应事实、查明人和条文；PDF/A-3b 内附 decide 的 JSON。
                       FILE 同 decide，可另写 caseNumber、unit、preparedBy、found（{"事实":{"by","on","evidence"}}）
                       the reasoned letter of one decision; the PDF carries the JSON of the decision

退出码 exit codes: 0 完成 done · 1 答案为否 the answer is no · 2 输入不能用 unusable input
`;

interface Options {
  readonly on?: string;
  readonly out?: string;
  readonly format?: string;
  readonly cases?: string;
}
type Task = (
  words: readonly string[],
  json: boolean,
  terminal: Terminal,
  text: boolean,
  options: Options,
) => Promise<ExitCode>;

const table: Readonly<
  Record<string, { readonly run: Task; readonly words: readonly [min: number, max: number] }>
> = {
  decide: { run: tasks.decideTask, words: [0, 1] },
  obligations: { run: tasks.obligationsTask, words: [0, 1] },
  whatif: { run: explain.whatIfTask, words: [0, 1] },
  show: { run: tasks.showTask, words: [1, 1] },
  search: { run: tasks.searchTask, words: [1, 50] },
  list: { run: tasks.listTask, words: [0, 0] },
  audit: { run: tasks.auditTask, words: [0, 0] },
  coverage: { run: explain.coverageTask, words: [0, 0] },
  export: { run: explain.exportTask, words: [0, 1] },
  compare: { run: tasks.compareTask, words: [2, 2] },
  diff: { run: explain.diffTask, words: [2, 2] },
  impact: { run: impactTask, words: [2, 2] },
  letter: { run: letterTask, words: [0, 1] },
};

export const command: Command = {
  summary: '法律：裁量、义务、条文、检查 the law as data: decide, obligations, show, audit, compare',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        text: { type: 'boolean', default: false },
        on: { type: 'string' },
        out: { type: 'string' },
        format: { type: 'string' },
        cases: { type: 'string' },
      },
      allowPositionals: true,
    });
    const [name = '', ...words] = positionals;
    const task = Object.hasOwn(table, name) ? table[name] : undefined;
    if (task === undefined) {
      throw new UsageError(
        `TASK：${name === '' ? '没有写任务' : `没有 ${name} 这个任务`}，可用 ${Object.keys(table).join('、')} (mingjing law --help)`,
      );
    }
    const [min, max] = task.words;
    if (words.length < min || words.length > max) {
      throw new UsageError(
        `law ${name}：需要 ${min === max ? min : `${min} 至 ${max}`} 个参数，写了 ${words.length} 个`,
      );
    }
    try {
      const { json, text, ...options } = values;
      return await task.run(words, json, terminal, text, options);
    } catch (error) {
      if (error instanceof LawError) throw new UsageError(error.message);
      throw error;
    }
  },
};
