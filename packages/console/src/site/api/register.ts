// SPDX-License-Identifier: Apache-2.0
/** The register of looks: reading, and corrections that point to the wrong entry. */
import { apiBase, RequestRefused, request } from '../../frame/request.ts';
import type { AccessSession } from './access.ts';

export interface RegisterFilter {
  readonly text?: string;
  readonly camera?: string;
  readonly purpose?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly requester?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
}
export interface RegisterQuery extends RegisterFilter {
  readonly sort: 'number' | 'requestedMs' | 'person' | 'purpose' | 'kind';
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}
export interface RegisterPage {
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly rows: readonly AccessSession[];
}
export interface RegisterDay {
  readonly day: string;
  readonly looks: number;
  readonly exports: number;
  readonly persons: number;
}

const query = (filter: object): string =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  ).toString();

export const readRegister = (asked: RegisterQuery): Promise<RegisterPage> =>
  request(`/api/register?${query(asked)}`);
export const readRegisterDays = async (filter: RegisterFilter): Promise<readonly RegisterDay[]> =>
  (await request<{ days: readonly RegisterDay[] }>(`/api/register/days?${query(filter)}`)).days;
export const correctEntry = (number: number, text: string): Promise<AccessSession> =>
  request(`/api/register/${number}/corrections`, { method: 'POST', body: { text } });
export const registerFile = (type: 'xlsx' | 'pdf', filter: RegisterFilter): string =>
  `${apiBase}/api/register.${type}?${query(filter)}`;
export const entryForm = (number: number): string => `${apiBase}/api/register/${number}/form.pdf`;

/** Uploads 证明文件 as it is. */
export async function uploadCertificate(session: string, file: File): Promise<AccessSession> {
  const response = await fetch(`${apiBase}/api/access/sessions/${session}/certificate`, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'content-type': file.type, 'accept-language': document.documentElement.lang },
    body: file,
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as AccessSession;
  const { title = `HTTP ${response.status}`, code = '' } = answer as { title?: string; code?: string };
  throw new RequestRefused({ status: response.status, code, title });
}
