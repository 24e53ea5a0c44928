// SPDX-License-Identifier: Apache-2.0
/** Every process speaks the same API. */
import type { HistoryView, StepBody, ThingRow, ThingView } from '@mingjing/contracts/desk';
import { apiBase, request } from '../../../frame/request.ts';

export interface ThingList {
  readonly things: readonly ThingRow[];
  readonly total: number;
  readonly states: Readonly<Record<string, number>>;
}

export interface Member {
  readonly userId: string;
  readonly displayName: string;
  readonly role: string;
}

export const listThings = (process: string, state: string | undefined, page: number): Promise<ThingList> =>
  request(`/api/${process}?page=${page}${state === undefined ? '' : `&state=${state}`}`);
export const readThing = (process: string, id: string): Promise<ThingView> =>
  request(`/api/${process}/${id}`);
export const readHistory = (process: string, id: string): Promise<HistoryView> =>
  request(`/api/${process}/${id}/history`);
export const takeStep = (process: string, id: string, action: string, body: StepBody): Promise<ThingView> =>
  request(`/api/${process}/${id}/actions/${action}`, { method: 'POST', body });
export const listMembers = (): Promise<readonly Member[]> => request('/api/members');
export const attach = (process: string, id: string, file: File): Promise<unknown> => {
  const form = new FormData();
  form.append('file', file);
  return request(`/api/${process}/${id}/evidence`, { method: 'POST', body: form });
};
export const paperAddress = (process: string, id: string, paper: string, format: 'pdf' | 'docx'): string =>
  `${apiBase}/api/${process}/${id}/papers/${paper}/${format}`;
