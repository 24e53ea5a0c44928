// SPDX-License-Identifier: Apache-2.0
import type { ObligationRow } from './obligation-row.ts';
import { beijingRows } from './rows/beijing.data.ts';
import { benchmarkRows } from './rows/benchmark.data.ts';
import { decreeRows } from './rows/decree.data.ts';
import { hamiRows } from './rows/hami.data.ts';
import { qinhuangdaoRows } from './rows/qinhuangdao.data.ts';
import { residentialRows } from './rows/residential.data.ts';

/** Every row of every source, definitions, powers and sanctions included. */
export const obligationRows: readonly ObligationRow[] = [
  ...decreeRows,
  ...beijingRows,
  ...residentialRows,
  ...qinhuangdaoRows,
  ...hamiRows,
  ...benchmarkRows,
];
