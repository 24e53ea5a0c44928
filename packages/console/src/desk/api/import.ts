// SPDX-License-Identifier: Apache-2.0
/** Units, filings made before, and other departments' data from a spreadsheet. */
import { request } from '../../frame/request.ts';

export interface ImportPreview {
  readonly id: string;
  readonly fileName: string;
  readonly state: 'preview' | 'confirmed' | 'discarded';
  readonly errorCount: number;
  readonly rows: readonly {
    readonly row: number;
    readonly input: Readonly<Record<string, unknown>>;
    readonly errors: readonly { readonly field: string; readonly reason: string }[];
  }[];
}

/** What is imported with a preview: its address, and the columns shown. */
export const importKinds = {
  units: {
    path: '/api/imports',
    columns: ['name', 'creditCode', 'placeKind', 'address', 'jurisdiction', 'storageDays', 'putIntoUseOn'],
  },
  filings: {
    path: '/api/filing-imports',
    columns: [
      'name',
      'creditCode',
      'address',
      'jurisdiction',
      'filedOn',
      'receiptNumber',
      'nationalReceiptNumber',
    ],
  },
} as const;
export type ImportKind = keyof typeof importKinds;

const formWith = (file: File): FormData => {
  const body = new FormData();
  body.append('file', file);
  return body;
};

export const uploadSheet = (kind: ImportKind, file: File): Promise<ImportPreview> =>
  request(importKinds[kind].path, { method: 'POST', body: formWith(file) });
export const confirmImport = (kind: ImportKind, id: string): Promise<{ written: number; skipped: number }> =>
  request(`${importKinds[kind].path}/${id}/confirmation`, { method: 'POST' });
export const uploadSharedRecords = (
  source: string,
  on: string,
  file: File,
): Promise<{ written: number; skipped: readonly number[] }> =>
  request(`/api/shared-records?${new URLSearchParams({ source, on })}`, {
    method: 'POST',
    body: formWith(file),
  });
export const discardImport = (id: string): Promise<object> =>
  request(`/api/imports/${id}`, { method: 'DELETE' });
