// SPDX-License-Identifier: Apache-2.0
/** The register: list, one unit, its parts, kept searches. */
import { request } from '../../frame/request.ts';

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

export interface UnitPageOfList {
  readonly units: readonly UnitRow[];
  readonly next: string | null;
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** Filters by name as the address carries them; empty ones are left out. */
export type UnitSearch = Readonly<Record<string, string>>;

export const searchText = (search: UnitSearch): string =>
  new URLSearchParams(Object.entries(search).filter(([, value]) => value !== '')).toString();

export const listUnits = (search: UnitSearch, after: string | undefined): Promise<UnitPageOfList> =>
  request(`/api/units?${searchText({ ...search, after: after ?? '' })}`);

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly duty: string;
  readonly phone: string;
}
export interface System {
  readonly id: string;
  readonly name: string;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly storageDays: number | null;
}
export interface Camera {
  readonly id: string;
  readonly code: string;
  readonly place: string;
  readonly kind: string;
  readonly azimuthDegrees: number | null;
  readonly rangeMetres: number | null;
  readonly noForbiddenArea: boolean | null;
  readonly nearSecretUnit: boolean | null;
  readonly secretUnitConsent: string | null;
}
interface Clock {
  readonly instrument: string;
  readonly duty: string;
  readonly applies: boolean | 'unknown';
  readonly due: string | null;
  readonly state: string;
  readonly daysLate: number | null;
  readonly why: string;
}

export interface Unit extends Omit<UnitRow, 'overdue'> {
  readonly placeClassReason: { readonly because: string; readonly provision?: string };
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly sources: Readonly<Record<string, { readonly source: string; readonly on: string }>>;
  readonly version: number;
  readonly doubts: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
  readonly people: readonly Person[];
  readonly systems: readonly System[];
  readonly cameras: readonly Camera[];
  readonly clocks: readonly Clock[];
}

export interface UnitFields {
  readonly name: string;
  readonly creditCode: string | null;
  readonly placeKind: string;
  readonly address: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly keyUnit: boolean;
  readonly storageDays: number | null;
}

const of = (id: string): string => `/api/units/${encodeURIComponent(id)}`;
export const readUnit = (id: string): Promise<Unit> => request(of(id));
export const makeUnit = (fields: UnitFields & { readonly jurisdiction: string }): Promise<{ id: string }> =>
  request('/api/units', { method: 'POST', body: fields });
export const changeUnit = (id: string, version: number, fields: UnitFields): Promise<Unit> =>
  request(of(id), { method: 'PUT', body: { ...fields, version } });

export interface Change {
  readonly at: string;
  readonly subject: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly by: string;
  readonly ground: string;
}
export const readHistory = (id: string): Promise<readonly Change[]> => request(`${of(id)}/history`);

export type PartName = 'systems' | 'cameras' | 'people';
export const savePart = (
  unitId: string,
  part: PartName,
  partId: string | undefined,
  body: object,
): Promise<{ id: string }> =>
  partId === undefined
    ? request(`${of(unitId)}/${part}`, { method: 'POST', body })
    : request(`${of(unitId)}/${part}/${partId}`, { method: 'PUT', body });
export const removePart = (unitId: string, part: PartName, partId: string): Promise<object> =>
  request(`${of(unitId)}/${part}/${partId}`, { method: 'DELETE' });
export const openPhone = (unitId: string, personId: string, purpose: string): Promise<{ phone: string }> =>
  request(`${of(unitId)}/people/${personId}/phone?${new URLSearchParams({ purpose })}`);

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: UnitSearch;
}
export const listViews = (): Promise<readonly SavedView[]> => request('/api/views');
export const saveView = (name: string, query: UnitSearch): Promise<SavedView> =>
  request('/api/views', { method: 'POST', body: { name, query } });
export const removeView = (id: string): Promise<object> => request(`/api/views/${id}`, { method: 'DELETE' });

export interface Duplicate {
  readonly because: 'credit-code' | 'name-and-address';
  readonly value: string;
  readonly units: readonly { readonly id: string; readonly name: string; readonly address: string }[];
}
export const listDuplicates = (): Promise<readonly Duplicate[]> => request('/api/units/duplicates');
export const decideDuplicate = (first: string, second: string, reason: string): Promise<object> =>
  request('/api/units/duplicates/decision', { method: 'POST', body: { first, second, reason } });

/** What another department holds under a credit code, so that it is not asked again. */
export const readShared = (
  creditCode: string,
): Promise<
  Pick<UnitFields, 'name' | 'address'> & {
    readonly placeKind: string | null;
    readonly source: string;
    readonly on: string;
  }
> => request(`/api/shared-records/${encodeURIComponent(creditCode)}`);
