// SPDX-License-Identifier: Apache-2.0
/** Filings, from both sides. */
import { apiBase, request } from '../../frame/request.ts';

export type FilingKind = 'first' | 'change' | 'transitional';
export type FilingStatus = 'draft' | 'submitted' | 'accepted' | 'returned' | 'verified' | 'withdrawn';

export interface FiledCamera {
  readonly code?: string;
  readonly place?: string;
  readonly kind?: string;
  readonly azimuthDegrees?: number | null;
  readonly rangeMetres?: number | null;
  readonly noForbiddenArea?: boolean | null;
  readonly nearSecretUnit?: boolean | null;
  readonly secretUnitConsent?: string | null;
}
export interface FilingForm {
  readonly name?: string;
  readonly creditCode?: string;
  readonly placeKind?: string;
  readonly address?: string;
  readonly people?: readonly { readonly name?: string; readonly duty?: string; readonly phone?: string }[];
  readonly systemName?: string;
  readonly acceptancePassedOn?: string | null;
  readonly putIntoUseOn?: string | null;
  readonly storageDays?: number;
  readonly cameras?: readonly FiledCamera[];
}
export interface FilingRow {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly jurisdiction: string;
  readonly kind: FilingKind;
  readonly status: FilingStatus;
  readonly version: number;
  readonly submittedAt: string | null;
  readonly verifiedAt: string | null;
  readonly updatedAt: string;
  readonly receiptNumber: string | null;
  readonly nationalReceiptNumber: string | null;
  /** False for filings taken over from before. */
  readonly hasReceipt: boolean;
}
export interface FilingCheck {
  readonly field: string;
  readonly weight: 'error' | 'warning';
  readonly zh: string;
  readonly en: string;
  readonly provision?: string;
}
export interface FilingClock {
  readonly instrument: string;
  readonly duty: string;
  readonly applies: boolean | 'unknown';
  readonly due: string | null;
  readonly state: string;
  readonly daysLate: number | null;
  readonly why: string;
}
export interface FilingView extends FilingRow {
  readonly form: FilingForm;
  readonly reasons: Readonly<Record<string, string>> | null;
  readonly verificationCode: string | null;
  readonly holder: string | null;
  /** Facts of the unit's recorder, handed in with it. */
  readonly recorder: { readonly at: string; readonly fingerprint: string; readonly cameras: number } | null;
  readonly checks: readonly FilingCheck[];
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  readonly clocks: readonly FilingClock[];
  readonly actions: readonly {
    readonly action: string;
    readonly by: string;
    readonly at: string;
    readonly reasons: Readonly<Record<string, string>> | null;
  }[];
}
export interface OwnDuty {
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly placeKind: string;
    readonly filingState: string;
    readonly filedOn: string | null;
  } | null;
  readonly clocks: readonly FilingClock[];
  readonly open: FilingRow | null;
}

const post = <T>(path: string, body: object): Promise<T> => request(path, { method: 'POST', body });

export const readOwnDuty = (): Promise<OwnDuty> => request('/api/own/duty');
export const listOwnFilings = (): Promise<readonly FilingRow[]> => request('/api/own/filings');
export const beginFiling = (kind: FilingKind): Promise<FilingView> => post('/api/own/filings', { kind });
export const readOwnFiling = (id: string): Promise<FilingView> => request(`/api/own/filings/${id}`);
export const saveFiling = (id: string, version: number, form: FilingForm): Promise<FilingView> =>
  request(`/api/own/filings/${id}`, { method: 'PUT', body: { version, form } });
export const submitFiling = (id: string, version: number): Promise<FilingView> =>
  post(`/api/own/filings/${id}/submission`, { version });
export const withdrawFiling = (id: string, version: number): Promise<object> =>
  post(`/api/own/filings/${id}/withdrawal`, { version });

export interface Workbench {
  readonly submitted: number;
  readonly accepted: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly shortStorage: number;
  readonly reports: number;
  readonly requests: number;
  readonly queue: readonly FilingRow[];
  readonly overdueUnits: readonly {
    readonly id: string;
    readonly name: string;
    readonly filingDueOn: string;
  }[];
}
export const readWorkbench = (): Promise<Workbench> => request('/api/workbench');
export const listFilings = (asked: {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly words?: string | undefined;
  readonly page: number;
}): Promise<{ filings: readonly FilingRow[]; total: number }> =>
  request(
    `/api/filings?${new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])))}`,
  );
export const readFiling = (id: string): Promise<FilingView> => request(`/api/filings/${id}`);
export const acceptFiling = (id: string, version: number): Promise<FilingView> =>
  post(`/api/filings/${id}/acceptance`, { version });
export const returnFiling = (
  id: string,
  version: number,
  reasons: Readonly<Record<string, string>>,
): Promise<FilingView> => post(`/api/filings/${id}/return`, { version, reasons });
export const verifyFiling = (id: string, version: number): Promise<FilingView> =>
  post(`/api/filings/${id}/verification`, { version });
export function attachRecorderFacts(id: string, file: File): Promise<FilingView> {
  const body = new FormData();
  body.append('file', file);
  return request(`/api/own/filings/${id}/recorder-facts`, { method: 'PUT', body });
}
export const carryNationalReceipt = (id: string, number: string): Promise<FilingView> =>
  request(`/api/own/filings/${id}/national-receipt`, { method: 'PUT', body: { number } });
export const formDocxAddress = (id: string): string => `${apiBase}/api/filings/${id}/form.docx`;
export const receiptAddress = (id: string): string => `${apiBase}/api/filings/${id}/receipt.pdf`;
export const formAddress = (id: string): string => `${apiBase}/api/filings/${id}/form.pdf`;
