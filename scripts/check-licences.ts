// SPDX-License-Identifier: Apache-2.0
/** Every package of the lock file comes under a licence that this product may be given away with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** By SPDX; fonts under OFL-1.1 are embedded in papers, which it allows. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
]);

type Locked = { readonly license?: string; readonly link?: boolean };

/** One of several at our choice must be allowed; of several together each. */
function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.has(one.trim())));
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
let refused = 0;
for (const [path, { license, link }] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || link) continue;
  if (license !== undefined && isAllowed(license)) continue;
  refused++;
  console.error(`${path}: ${license ?? 'no licence named'} (allowed: ${[...allowed].join(', ')})`);
}
process.exit(refused > 0 ? 1 : 0);
