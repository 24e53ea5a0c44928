// SPDX-License-Identifier: Apache-2.0
/** Units from a spreadsheet. */
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

export function uploadUnits(file: File): Promise<ImportPreview> {
  const body = new FormData();
  body.append('file', file);
  return request('/api/imports', { method: 'POST', body });
}
export const confirmImport = (id: string): Promise<{ written: number; skipped: number }> =>
  request(`/api/imports/${id}/confirmation`, { method: 'POST' });
export const discardImport = (id: string): Promise<object> =>
  request(`/api/imports/${id}`, { method: 'DELETE' });
