// SPDX-License-Identifier: Apache-2.0
// Writes docs/law/ and the published text of provisions from the data: node packages/law/scripts/write-law-pages.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderLawPages } from './law-pages.ts';
import { publishedTextFile } from './published-text.ts';

writeFileSync(new URL('../src/corpus/published-text.data.ts', import.meta.url), publishedTextFile());

const folder = fileURLToPath(new URL('../../../docs/law/', import.meta.url));
for (const made of ['instruments', 'schedules']) rmSync(`${folder}${made}`, { recursive: true, force: true });
for (const [path, text] of renderLawPages()) {
  mkdirSync(dirname(`${folder}${path}`), { recursive: true });
  writeFileSync(`${folder}${path}`, text);
}
