// SPDX-License-Identifier: Apache-2.0
/** Who is signed in, and signing in and out. */
import { RequestRefused, request } from '../../frame/request.ts';

export interface Person {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly role: 'administrator' | 'manager' | 'operator' | 'auditor';
  /** The printed one-time password has not been replaced yet. */
  readonly mustChangePassword?: boolean;
  readonly secondFactor?: boolean;
}

export interface Session {
  readonly person: Person | undefined;
  readonly unitName: string;
}

/** The session of this browser; `person` undefined when nobody is signed in. */
export async function readSession(): Promise<Session> {
  try {
    const answer = await request<{ person: Person; unit: { name?: string } }>('/api/me');
    return { person: answer.person, unitName: answer.unit.name ?? '' };
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.status === 401)
      return { person: undefined, unitName: '' };
    throw error;
  }
}

export type SignInAnswer = { readonly kind: 'signed-in' } | { readonly kind: 'second-factor' };

export const signIn = (user: string, password: string): Promise<SignInAnswer> =>
  request('/api/sign-in', { method: 'POST', body: { user, password } });
export const confirmSecondFactor = (code: string): Promise<SignInAnswer> =>
  request('/api/sign-in/second-factor', { method: 'POST', body: { code } });
export const signOut = (): Promise<void> => request('/api/sign-out', { method: 'POST', body: {} });
export const changePassword = (current: string, next: string): Promise<void> =>
  request('/api/me/password', { method: 'PUT', body: { current, next } });
