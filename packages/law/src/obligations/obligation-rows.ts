// SPDX-License-Identifier: Apache-2.0
import type { ObligationRow } from './obligation-row.ts';
import { beijingRows } from './rows/beijing.ts';
import { benchmarkRows } from './rows/benchmark.ts';
import { decreeRows } from './rows/decree.ts';
import { hamiRows } from './rows/hami.ts';
import { qinhuangdaoRows } from './rows/qinhuangdao.ts';
import { residentialRows } from './rows/residential.ts';

/** Every row of every source, definitions, powers and sanctions included. */
export const obligationRows: readonly ObligationRow[] = [
  ...decreeRows,
  ...beijingRows,
  ...residentialRows,
  ...qinhuangdaoRows,
  ...hamiRows,
  ...benchmarkRows,
];
