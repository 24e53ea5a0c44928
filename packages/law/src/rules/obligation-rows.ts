// SPDX-License-Identifier: Apache-2.0

import type { ObligationRow } from '../forms/obligation-row.ts';
import { benchmarkRows } from '../instruments/bj-benchmark-2024-draft/obligations.data.ts';
import { beijingRows } from '../instruments/bj-measures-2006/obligations.data.ts';
import { residentialRows } from '../instruments/bj-residential/obligations.data.ts';
import { counterTerrorRows } from '../instruments/counter-terrorism-law/obligations.data.ts';
import { decreeRows } from '../instruments/d799/obligations.data.ts';
import { hamiRows } from '../instruments/hami-checklist/obligations.data.ts';
import { qinhuangdaoRows } from '../instruments/qhd-measures-2017/obligations.data.ts';

/** Every row of every source, definitions, powers and sanctions included. */
export const obligationRows: readonly ObligationRow[] = [
  ...decreeRows,
  ...counterTerrorRows,
  ...beijingRows,
  ...residentialRows,
  ...qinhuangdaoRows,
  ...hamiRows,
  ...benchmarkRows,
];
