// SPDX-License-Identifier: Apache-2.0
import type { Change } from './change.ts';
import type { InstrumentDiff } from './diff.ts';

const kinds = { added: '增', removed: '删', changed: '改' } as const;

/** A difference for a reader. Chinese text, ending with a newline. */
export function diffText(diff: InstrumentDiff): string {
  const part = (title: string, changes: readonly Change[], none: string): readonly string[] => [
    `■ ${title}：${changes.length === 0 ? none : `${changes.length} 处`}`,
    ...changes.map(({ kind, sentence }) => `  ${kinds[kind]}　${sentence}`),
  ];
  const on = diff.on === null ? '' : `（${diff.on}）`;
  return `${[
    ...diff.validity,
    '条文和义务按所规定的事项对照；写明「只在」一方的，另一方可能在别的条文里规定同一事项。',
    ...part('条文', diff.provisions, '相同'),
    ...part(`参数${on}`, diff.parameters, '相同'),
    ...part('义务', diff.obligations, '相同'),
    ...part('处理结果', diff.outcomes, diff.outcomesCompared ? '相同' : '其中有文件不直接据以裁量，没有比较'),
  ].join('\n')}\n`;
}
