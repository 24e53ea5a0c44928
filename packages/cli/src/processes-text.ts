// SPDX-License-Identifier: Apache-2.0
/** The processes for a reader at a terminal: each step with who takes it, what it needs, and its article. */
import { getProvision, type Process, processes, publishedArticle } from '@mingjing/law';

export const processesText = (): string => processes.map(textOf).join('\n');

function textOf({ title, process, transitions, states }: Process): string {
  const name = new Map(states.map((state) => [state.id, state.title.zh]));
  const lines = transitions.map(({ title: step, from, to, by, needs, provision }) => {
    const article = publishedArticle(getProvision(provision)) ?? '';
    const needed = needs.map(
      (need) => `\n      ${need.because.zh}${need.when ? `（${need.when.zh}时）` : ''}`,
    );
    return `  ${step.zh}：${from.map((id) => name.get(id) ?? id).join('、')} → ${name.get(to) ?? to}　${by.join(' ')}　${provision} ${article}${needed.join('')}`;
  });
  return `${title.zh} ${title.en}（${process}）\n${lines.join('\n')}\n`;
}
