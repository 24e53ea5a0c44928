// SPDX-License-Identifier: Apache-2.0
/** The register of units. */
import { apiBase, RequestRefused, request } from '../../frame/request.ts';
import type { FilingClock } from './filing.ts';

export type FilingState = 'unfiled' | 'pending' | 'returned' | 'filed' | 'notRequired';

export interface UnitRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly placeKind: string;
  readonly placeClass: string;
  readonly address: string;
  readonly keyUnit: boolean;
  readonly storageDays: number | null;
  readonly cameraCount: number;
  readonly filingState: FilingState;
  readonly filingDueOn: string | null;
  readonly filedOn: string | null;
  readonly overdue: boolean;
}
export interface UnitPage {
  readonly units: readonly UnitRow[];
  readonly next: string | null;
  readonly total: number;
  readonly totalIsExact: boolean;
}
/** Filters and sort as the address carries them. */
export type UnitQuery = Readonly<Record<string, string>>;

export interface UnitDetail extends Omit<UnitRow, 'overdue'> {
  readonly placeClassReason: { readonly because: string; readonly provision?: string };
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly sources: Readonly<Record<string, { readonly source: string; readonly on: string }>>;
  readonly version: number;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly duty: string;
    readonly phone: string;
  }[];
  readonly systems: readonly {
    readonly id: string;
    readonly name: string;
    readonly acceptancePassedOn: string | null;
    readonly putIntoUseOn: string | null;
    readonly storageDays: number | null;
  }[];
  readonly cameras: readonly {
    readonly id: string;
    readonly code: string;
    readonly place: string;
    readonly kind: string;
    readonly azimuthDegrees: number | null;
    readonly rangeMetres: number | null;
    readonly noForbiddenArea: boolean | null;
    readonly nearSecretUnit: boolean | null;
  }[];
  readonly clocks: readonly FilingClock[];
}
export interface FieldChange {
  readonly at: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly by: string;
  readonly ground: string;
}
export interface NewUnit {
  readonly name: string;
  readonly creditCode: string | null;
  readonly placeKind: string;
  readonly address: string;
  readonly jurisdiction: string;
  readonly storageDays?: number | null;
  readonly putIntoUseOn?: string | null;
  readonly acceptancePassedOn?: string | null;
}
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: UnitQuery;
}
export interface ImportBatch {
  readonly id: string;
  readonly fileName: string;
  readonly errorCount: number;
  readonly rows: readonly {
    readonly row: number;
    readonly input: Readonly<Record<string, unknown>>;
    readonly errors: readonly { readonly field: string; readonly reason: string }[];
  }[];
}

export const listUnits = (query: UnitQuery, after?: string): Promise<UnitPage> =>
  request(`/api/units?${new URLSearchParams({ ...query, ...(after === undefined ? {} : { after }) })}`);
export const unitsSheet = (query: UnitQuery): string => {
  const { sort: _, ...filter } = query;
  return `${apiBase}/api/units.xlsx?${new URLSearchParams(filter)}`;
};
export const readUnit = (id: string): Promise<UnitDetail> => request(`/api/units/${id}`);
export const readUnitHistory = (id: string): Promise<readonly FieldChange[]> =>
  request(`/api/units/${id}/history`);
export const registerUnit = (body: NewUnit): Promise<{ id: string }> =>
  request('/api/units', { method: 'POST', body });
export const listViews = (): Promise<readonly SavedView[]> => request('/api/views');
export const saveView = (name: string, query: UnitQuery): Promise<SavedView> =>
  request('/api/views', { method: 'POST', body: { name, query } });
export const removeView = (id: string): Promise<object> => request(`/api/views/${id}`, { method: 'DELETE' });
export const unitsInBox = (box: Readonly<Record<'west' | 'south' | 'east' | 'north', number>>) =>
  request<
    readonly { id: string; name: string; longitude: number; latitude: number; filingState: FilingState }[]
  >(
    `/api/units/map?${new URLSearchParams(Object.entries(box).map(([name, value]) => [name, String(value)]))}`,
  );

export async function uploadUnits(file: File): Promise<ImportBatch> {
  const body = new FormData();
  body.append('file', file, file.name);
  const response = await fetch(`${apiBase}/api/imports`, {
    method: 'POST',
    credentials: 'same-origin',
    body,
  });
  const answer = (await response.json()) as ImportBatch & { title?: string; code?: string };
  if (response.ok) return answer;
  throw new RequestRefused({
    status: response.status,
    code: answer.code ?? '',
    title: answer.title ?? `HTTP ${response.status}`,
  });
}
export const confirmImport = (id: string): Promise<{ written: number; skipped: number }> =>
  request(`/api/imports/${id}/confirmation`, { method: 'POST', body: {} });
export const discardImport = (id: string): Promise<object> =>
  request(`/api/imports/${id}`, { method: 'DELETE' });
