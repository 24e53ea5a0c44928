// SPDX-License-Identifier: Apache-2.0
/** The source texts kept with the law package, read once: what its coverage is counted over. */
import { readdir, readFile } from 'node:fs/promises';
import { type CoverageReport, coverage } from '@mingjing/law';

let counted: Promise<CoverageReport> | undefined;

export function coverageOfSeeds(): Promise<CoverageReport> {
  counted ??= count();
  return counted;
}

async function count(): Promise<CoverageReport> {
  const folder = new URL('../seeds/', import.meta.resolve('@mingjing/law'));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
  const texts = names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const);
  return coverage(new Map(await Promise.all(texts)));
}
