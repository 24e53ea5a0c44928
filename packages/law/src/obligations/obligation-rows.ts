// SPDX-License-Identifier: Apache-2.0

import { benchmarkRows } from '../instruments/bj-benchmark-2024-draft/obligations.ts';
import { beijingRows } from '../instruments/bj-measures-2006/obligations.ts';
import { residentialRows } from '../instruments/bj-residential/obligations.ts';
import { counterTerrorRows } from '../instruments/counter-terrorism-law/obligations.ts';
import { decreeRows } from '../instruments/d799/obligations.ts';
import { hamiRows } from '../instruments/hami-checklist/obligations.ts';
import { qinhuangdaoRows } from '../instruments/qhd-measures-2017/obligations.ts';
import type { ObligationRow } from './obligation-row.ts';

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
