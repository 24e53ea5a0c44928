// SPDX-License-Identifier: Apache-2.0
/** docs/errors.md from the packages' own tables. `node scripts/errors-page.ts` writes it; a test compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentErrors } from '../packages/documents/src/errors.ts';
import { evidenceErrorSentences } from '../packages/evidence/src/errors.ts';
import { lawErrorSentences } from '../packages/law/src/errors.ts';
import { platformErrors } from '../packages/platform/src/errors.ts';
import { recorderErrorSentences } from '../packages/recorder/src/errors.ts';
import { serverRefusals } from '../packages/recorder/src/terms/refusal.ts';
import { simulatorErrorSentences } from '../packages/simulator/src/errors.ts';

interface Row {
  readonly zh: string;
  readonly en: string;
  readonly status?: number;
}
type Table = Readonly<Record<string, Row>>;

const chapters: readonly (readonly [string, Table])[] = [
  ['录像机 · recorder', recorderErrorSentences],
  ['录像机的接口 · recorder, HTTP', serverRefusals],
  ['监督台 · platform', platformErrors],
  ['法规 · law', lawErrorSentences],
  ['证据 · evidence', evidenceErrorSentences],
  ['文书 · documents', documentErrors],
  ['模拟摄像机 · simulator', simulatorErrorSentences],
];

export const errorsPagePath = join(import.meta.dirname, '..', 'docs', 'errors.md');

/** The page as it has to be. */
export function renderErrorsPage(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const lines = [
    '# 错误代码 · Error codes',
    '',
    '每个拒绝都有代码、一句话和办法。`{…}` 由当时的事实填入。本页由 `node scripts/errors-page.ts` 从各包的表生成。',
    '',
    'Every refusal has a code, a sentence and what to do; `{…}` is filled from the facts. Generated from the',
    'tables of the packages by `node scripts/errors-page.ts`. Over HTTP a refusal is RFC 9457 `problem+json`; on the',
    'command line it is one line and exit code 2.',
  ];
  for (const [title, table] of chapters) {
    lines.push('', `## ${title}`, '', '| code | HTTP | 中文 | English |', '|---|---|---|---|');
    for (const [code, { zh, en, status }] of Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push(`| \`${code}\` | ${status ?? ''} | ${cell(zh)} | ${cell(en)} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** The page as it stands. */
export const readErrorsPage = (): string => readFileSync(errorsPagePath, 'utf8');

if (import.meta.main) writeFileSync(errorsPagePath, renderErrorsPage());
