// SPDX-License-Identifier: Apache-2.0
/** `node packages/law/scripts/mutants.ts`: every mutant of the rule tables and what noticed it; exit 1 if one lives. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { killedBy } from '../src/audit/kill-mutants.ts';
import { allMutants } from '../src/audit/mutants.ts';
import type { Scenario } from '../src/engine/scenario.ts';

const folder = join(import.meta.dirname, '../src/instruments');
const scenarios = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.yaml'))
  .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')) as readonly Scenario[]);

const by = new Map<string, number>();
const alive: string[] = [];
const mutants = allMutants();
for (const mutant of mutants) {
  const killer = killedBy(mutant, scenarios);
  if (killer === null) alive.push(mutant.what);
  else {
    const kind = killer.startsWith('工作例') ? '工作例' : killer;
    by.set(kind, (by.get(kind) ?? 0) + 1);
  }
}
process.stdout.write(`变异 ${mutants.length}，存活 ${alive.length}\n`);
for (const [kind, count] of by) process.stdout.write(`  ${kind} ${count}\n`);
for (const what of alive) process.stdout.write(`✗ ${what}\n`);
process.exitCode = alive.length === 0 ? 0 : 1;
