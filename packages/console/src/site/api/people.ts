// SPDX-License-Identifier: Apache-2.0
/** People of the unit. */
import { request } from '../../frame/request.ts';

export type Role = 'administrator' | 'manager' | 'operator' | 'auditor';
export interface UnitPerson {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly mustChangePassword: boolean;
}

export const listPeople = async (): Promise<readonly UnitPerson[]> =>
  (await request<{ people: readonly UnitPerson[] }>('/api/people')).people;
export const addPerson = (body: {
  readonly user: string;
  readonly name: string;
  readonly role: Role;
}): Promise<{ person: UnitPerson; password: string }> => request('/api/people', { method: 'POST', body });
export const changePerson = (
  id: string,
  body: { readonly name?: string; readonly role?: Role; readonly disabled?: boolean },
): Promise<UnitPerson> => request(`/api/people/${id}`, { method: 'PATCH', body });
export const resetPassword = (id: string): Promise<{ password: string }> =>
  request(`/api/people/${id}/password`, { method: 'POST', body: {} });
export const endSignInsOf = (id: string): Promise<void> =>
  request(`/api/people/${id}/sign-ins`, { method: 'DELETE' });
