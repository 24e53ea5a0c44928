// SPDX-License-Identifier: Apache-2.0
/** Who is signed in at the desk, how surely, and the steps of signing in. */
import { apiBase, RequestRefused, request } from '../../frame/request.ts';

export type Role =
  | 'supervisionOfficer'
  | 'caseOfficer'
  | 'legalReviewer'
  | 'organHead'
  | 'internalSupervisor'
  | 'unitManager'
  | 'unitStaff'
  | 'firm'
  | 'administrator';

export interface DeskSession {
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly role?: Role;
  readonly audience?: 'official' | 'unit';
  readonly organisation?: { readonly id: string; readonly name: string; readonly jurisdiction: string };
  /** What stands between this session and the work. */
  readonly gate: 'open' | 'second-factor-required' | 'expired' | 'signed-out';
  readonly secondFactorEnrolled?: boolean;
  readonly demo: boolean;
  readonly oidc: readonly string[];
  readonly mapTiles: string | null;
}

/** Sign-in names without an @ belong to this domain, which no mail reaches. */
export const emailOf = (user: string): string =>
  (user.includes('@') ? user : `${user}@mingjing.invalid`).toLowerCase();

export const readDeskSession = (): Promise<DeskSession> => request('/api/session');

/** The sign-in library's own routes answer in its own form. @param body absent: GET */
export async function auth<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${apiBase}/api/auth${path}`, {
    credentials: 'same-origin',
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer = (await response.json().catch(() => ({}))) as { message?: string; code?: string };
  if (response.ok) return answer as T;
  const english = document.documentElement.lang === 'en';
  const wrong = response.status === 401 || response.status === 400;
  throw new RequestRefused({
    status: response.status,
    code: answer.code ?? `http-${response.status}`,
    title:
      response.status === 429
        ? english
          ? 'Too many attempts. Wait a minute and try again.'
          : '尝试次数过多，请一分钟后再试。'
        : wrong
          ? english
            ? 'The name, password or code is wrong.'
            : '用户名、密码或者验证码不对。'
          : (answer.message ?? `HTTP ${response.status}`),
  });
}

export const signIn = (user: string, password: string): Promise<{ twoFactorRedirect?: boolean }> =>
  auth('/sign-in/email', { email: emailOf(user), password });
/** For a session that came through another door, an identity provider's: adds our second factor to it. */
export const raiseSession = (code: string): Promise<object> =>
  request('/api/session/second-factor', { method: 'POST', body: { code } });
export const verifyCode = (code: string): Promise<object> => auth('/two-factor/verify-totp', { code });
export const beginSecondFactor = (
  password: string,
): Promise<{ totpURI: string; backupCodes: readonly string[] }> => auth('/two-factor/enable', { password });
export const signOut = (): Promise<object> => auth('/sign-out', {});

export interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly text: string;
  readonly createdAt: string;
  readonly read: boolean;
}
export const listNotifications = (): Promise<readonly Notification[]> => request('/api/notifications');
export const markNotificationsRead = (): Promise<object> =>
  request('/api/notifications/read', { method: 'POST', body: {} });
