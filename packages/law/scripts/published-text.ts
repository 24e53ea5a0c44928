// SPDX-License-Identifier: Apache-2.0
/**
 * The words of a provision as published, cut from the public copies in `mirrors/` by the article, paragraph and sentence
 * of its locator. Nothing is retyped: what comes out stands in the copy as it is.
 */
import { readFileSync } from 'node:fs';
import { provisions } from '../src/corpus/corpus.ts';

const mirrors = new URL('../mirrors/', import.meta.url);

/** Instruments of which the whole published text lies in `mirrors/`. */
export const mirrored: Readonly<Record<string, string>> = {
  d799: '公共安全视频图像信息系统管理条例(2025-01-13).md',
  'penalty-law-2021': '行政处罚法(2021-01-22).md',
  'police-procedure-2012': '公安机关办理行政案件程序规定(2019-04-27).md',
};

/** 第X条 → its paragraphs, the items of a list with the paragraph they belong to. */
type Articles = ReadonlyMap<string, readonly string[]>;

export function readArticles(file: string): Articles {
  const articles = new Map<string, string[]>();
  let current: string[] | undefined;
  const lines = readFileSync(new URL(file, mirrors), 'utf8').split('\n');
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== '')) {
    const [, article, rest = ''] = /^(第[一二三四五六七八九十百零]+条) (.*)$/.exec(line) ?? [];
    if (article !== undefined) {
      current = [rest];
      articles.set(article, current);
    } else if (line.startsWith('#')) current = undefined;
    else if (/^（[一二三四五六七八九十]+）/.test(line) && current !== undefined) {
      current.push(`${current.pop() ?? ''}\n${line}`);
    } else current?.push(line);
  }
  return articles;
}

const ordinals = '一二三四五六七八九';
const sentencesOf = (paragraph: string): readonly string[] => paragraph.match(/[^。]*。/g) ?? [paragraph];

/** One of 第七条 · 第七条第二款 · 第十四条第一款第二句 · 第三十三条第一款前句 */
function cut(articles: Articles, locator: string): string {
  const [, article = '', paragraph, sentence] = /^(第[^条]+条)(?:第(.)款)?(第?.句)?$/.exec(locator) ?? [];
  const paragraphs = articles.get(article);
  if (paragraphs === undefined) throw new Error(`no ${locator} in the copy`);
  if (paragraph === undefined) return paragraphs.join('\n');
  const text = paragraphs[ordinals.indexOf(paragraph)] ?? '';
  if (sentence === undefined) return text;
  const sentences = sentencesOf(text);
  const which = sentence.at(-2) ?? '';
  const at = which === '前' ? 0 : which === '后' ? sentences.length - 1 : ordinals.indexOf(which);
  return sentences[at] ?? '';
}

export function publishedTexts(): Readonly<Record<string, string>> {
  const copies = new Map(Object.entries(mirrored).map(([id, file]) => [id, readArticles(file)]));
  return Object.fromEntries(
    provisions.flatMap(({ id, instrument, locators }) => {
      const copy = copies.get(instrument);
      const locator = locators.find(({ text }) => text === 'as-published')?.article;
      if (copy === undefined || locator === undefined) return [];
      return [
        [
          id,
          locator
            .split('、')
            .map((one) => cut(copy, one))
            .join('\n'),
        ],
      ];
    }),
  );
}

/** The file src/corpus/published-text.data.ts */
export function publishedTextFile(): string {
  const quote = (text: string): string =>
    `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  const lines = Object.entries(publishedTexts()).map(([id, text]) => `  '${id}': ${quote(text)},`);
  return `// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one provision a line, published text never wrapped
/** Provisions in the words of the public copies in \`mirrors/\`, not compared with a gazette. Made by \`scripts/write-law-pages.ts\`. */
import type { ProvisionId } from '../types/corpus.ts';

export const publishedText: Readonly<Record<ProvisionId, string>> = {
${lines.join('\n')}
};
`;
}
