// SPDX-License-Identifier: Apache-2.0
/** Spreadsheets people upload. */
export { asWritten, countOf, dayOf, plainText, saysNothing } from './cell-words.ts';
export type { Cell } from './read-sheets.ts';
export { readTable } from './read-table.ts';
