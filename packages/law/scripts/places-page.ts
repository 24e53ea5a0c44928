// SPDX-License-Identifier: Apache-2.0
/** The pages docs/law/places.md and docs/law/facts.md: what the words of a place are read as, and what may be stated. */
import { factTable } from '../src/facts/fact-table.ts';
import { classifyPlace } from '../src/places/place.ts';
import { PLACE_ROWS, PRIVATE_SPACE_ROWS } from '../src/places/place-words.data.ts';
import { conductWords, valueText } from '../src/text/words.ts';

/** The word beside others: inside a compound, in a hotel, before a door, with a shop or a road in it, outside, named. */
const around: readonly ((word: string) => string)[] = [
  (word) => `小区${word}`,
  (word) => `宾馆${word}`,
  (word) => `学校${word}`,
  (word) => `${word}门口`,
  (word) => `${word}便利店`,
  (word) => `${word}道路`,
  (word) => `${word}广场`,
  (word) => `${word}外`,
  (word) => `某某${word}`,
  (word) => `学校某某${word}`,
];

const tri = (value: boolean | 'unknown'): string => (value === 'unknown' ? '？' : value ? '是' : '否');

const sure = (certainty: string): string =>
  certainty === 'listed' ? '列' : certainty === 'inferred' ? '推' : '？';

function reading(text: string): string {
  const { placeClass, candidates, certainty, d799Item, beijing, qinhuangdao, residential, prohibited } =
    classifyPlace(text);
  const decree =
    placeClass === 'unknown'
      ? `？${candidates.join('/')}`
      : `${placeClass}${d799Item === null ? '' : ` 项${d799Item}`}`;
  return [
    `${decree}（${sure(certainty)}）`,
    `${beijing.art5Item ?? '—'}${beijing.certainty === 'inferred' ? '推' : ''} ${tri(beijing.governmentArea)}`,
    `${qinhuangdao.art9Item ?? '—'}${qinhuangdao.certainty === 'inferred' ? '推' : ''} ${tri(qinhuangdao.publicArea)}`,
    tri(residential),
    prohibited === null
      ? ''
      : `第${prohibited.item}项（${sure(prohibited.certainty)}）秦皇岛${tri(qinhuangdao.privateSpace)}`,
  ].join(' | ');
}

/** Every word by itself; the first of the row beside other words too. */
export function readingsOf({ words }: { readonly words: string }): readonly string[] {
  const [first = '', ...others] = words.split('、');
  const alone = [first, ...others].map((word) => `| ${word} | ${reading(word)} |`);
  return [...alone, ...around.map((beside) => `| ${beside(first)} | ${reading(beside(first))} |`)];
}

export function placesPage(): string {
  const lines = [...PLACE_ROWS, ...PRIVATE_SPACE_ROWS].flatMap(readingsOf);
  return [
    '',
    '# 场所的词怎样认定',
    '',
    '每个词单独怎样认定，以及每行第一个词和别的词连在一起怎样认定。列：条文列举；推：由列举推知；？：不明，要问。写明的人的认定（`placeClass`）总是在先。',
    '',
    '| 写的是 | 条例 | 北京第五条项 第七条 | 秦皇岛第九条项 第八条 | 住宅区 | 不得安装 |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

/** Facts and conducts of `mingjing law decide`. */
export function factsPage(): string {
  const facts = Object.entries(factTable).map(([id, { value, zh }]) => {
    const values =
      value.kind === 'one-of'
        ? id === 'conduct'
          ? '下表'
          : value.values.map((one) => `\`${one}\` ${valueText(one)}`).join('、')
        : kinds[value.kind];
    return `| \`${id}\` | ${zh} | ${values} |`;
  });
  const conducts = Object.entries(conductWords).map(([id, zh]) => `| \`${id}\` | ${zh} |`);
  return [
    '',
    '# 事实和行为',
    '',
    '`mingjing law decide` 和 `POST /api/law/decide` 的 `facts`。不写的事实是不明，从不是否。',
    '',
    '| 编号 | 名称 | 值 |',
    '|---|---|---|',
    ...facts,
    '',
    '| 行为 | 名称 |',
    '|---|---|',
    ...conducts,
    '',
  ].join('\n');
}

const kinds = {
  boolean: '`true`、`false`',
  integer: '整数',
  day: '日期 YYYY-MM-DD',
  text: '文字',
  jurisdiction: '`beijing`、`qinhuangdao`、`hami`、`national` 或者六位区划代码',
  persons: '责任人员：`name`、`role`、`age`、`mentalState`',
} as const;
