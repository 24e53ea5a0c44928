// SPDX-License-Identifier: Apache-2.0
/** A what-if for a reader: what would help, what would harm, with deed, day and article. */

import { articleName } from '../corpus/article-name.ts';
import { getInstrument } from '../corpus/corpus.ts';
import { factTable } from '../facts/fact-table.ts';
import type { Compliance } from './comply.ts';
import type { Change, WhatIf } from './whatif.ts';

/** Chinese text, ending with a newline. */
export function whatIfText(answers: readonly WhatIf[]): string {
  if (answers.length === 0) return '尚不能选定适用的文件：先写明所在地\n';
  return `${answers.map(oneText).join('\n\n')}\n`;
}

function oneText({ instrument, outcome, changes, open }: WhatIf): string {
  const head = [`■ 《${getInstrument(instrument).title}》`, `  现在的结果：${outcome.zh}`];
  if (open !== null) return [...head, ...openLines(open)].join('\n');
  const part = (title: string, some: readonly Change[]): readonly string[] =>
    some.length === 0
      ? []
      : [`  ${title}`, ...[...Map.groupBy(some, (one) => one.outcome.zh)].flatMap(groupLines)];
  const better = changes.filter(({ direction }) => direction === 'better');
  return [
    ...head,
    ...part(
      '怎样才合规、怎样会变轻（还做得到的）：',
      better.filter(({ doable }) => doable),
    ),
    ...part(
      '查明以下事实，结果会变轻：',
      better.filter(({ doable }) => !doable),
    ),
    ...part(
      '以下事实会使结果变重：',
      changes.filter(({ direction }) => direction === 'worse'),
    ),
    ...part(
      '以下事实会使结果不同：',
      changes.filter(({ direction }) => direction === 'other'),
    ),
    ...(changes.length === 0 ? ['  没有可以尝试的事实能改变这个结果'] : []),
  ].join('\n');
}

/** Sets that lead to the same answer stand together: any one of them is enough. */
function groupLines([outcome, changes]: readonly [string, readonly Change[]]): readonly string[] {
  return [
    `    → ${outcome}`,
    ...changes.map(({ steps, grounds }) => {
      const deeds = steps.map(({ zh, by }) => `${zh}${by === null ? '' : `〔${by.zh}〕`}`).join('；并且');
      const sources = [...new Set(grounds.map(({ provision }) => articleName(provision)))].join('、');
      return `      · ${deeds}${sources === '' ? '' : `　依据：${sources}`}`;
    }),
  ];
}

function openLines({
  questions,
  outcomes,
  always,
  complete,
}: NonNullable<WhatIf['open']>): readonly string[] {
  return [
    ...questions.flatMap(({ fact, answers, mustBeStated }) => [
      `  需查明：${factTable[fact].zh}${mustBeStated ? '（须写明具体内容）' : ''}`,
      ...answers.map(
        ({ zh, outcome, questions: rest }) =>
          `    · ${zh} → ${outcome.zh}${rest.length === 0 ? '' : `（还要问：${rest.map((id) => factTable[id].zh).join('、')}）`}`,
      ),
    ]),
    `  可能的结果${complete ? '' : '（未能穷尽）'}：`,
    ...outcomes.map(({ zh }) => `    · ${zh}`),
    ...(always.length === 0 ? [] : ['  怎样回答都不变的：', ...always.map((line) => `    · ${line}`)]),
  ];
}

/** 怎样才合规, for a unit. Chinese text, ending with a newline. */
export function complianceText(duties: readonly Compliance[]): string {
  if (duties.length === 0) return '没有违反，也没有不明的义务\n';
  return `${duties
    .map(({ state, title, ground, steps, byText, sanction, obligation }) =>
      [
        `【${state === 'breached' ? '违反' : '不明'}】${title}　${articleName(ground.provision)}　${obligation}`,
        ...steps.map(({ zh }) => `    · ${zh}`),
        ...(steps.length === 0 ? ['    · 由人查明适用与否和履行情况'] : []),
        `      期限：${byText}${sanction === null ? '' : `　违反的后果：${articleName(sanction.provision)}`}`,
      ].join('\n'),
    )
    .join('\n')}\n`;
}
