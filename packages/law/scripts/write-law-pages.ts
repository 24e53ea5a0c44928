// SPDX-License-Identifier: Apache-2.0
// Writes docs/law/ from the data: node packages/law/scripts/write-law-pages.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderLawPages } from './law-pages.ts';

const folder = fileURLToPath(new URL('../../../docs/law/', import.meta.url));
for (const made of ['instruments', 'schedules']) rmSync(`${folder}${made}`, { recursive: true, force: true });
for (const [path, text] of renderLawPages()) {
  mkdirSync(dirname(`${folder}${path}`), { recursive: true });
  writeFileSync(`${folder}${path}`, text);
}
