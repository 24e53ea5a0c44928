// SPDX-License-Identifier: Apache-2.0
/** `npm run bench -- NAME [OPTIONS]`: runs bench/NAME/run.ts with this Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../bench');
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'run.ts')));
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.error(`用法 usage: npm run bench -- ${names.join('|')} [OPTIONS]`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [join(folder, name, 'run.ts'), ...rest], { stdio: 'inherit' });
process.exit(status ?? 1);
