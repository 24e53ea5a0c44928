// SPDX-License-Identifier: Apache-2.0
/** The steps of signing in: routes of the sign-in library, which are no operations of ours and answer in its own form. */
import { apiBase, type Problem, RequestRefused } from '../../../frame/request.ts';

/** Sign-in names without an @ belong to this domain, which no mail reaches. */
export const emailOf = (user: string): string =>
  (user.includes('@') ? user : `${user}@mingjing.invalid`).toLowerCase();

/** The sign-in library's own routes answer in its own form. @param body absent: GET */
export async function auth<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${apiBase}/api/auth${path}`, {
    credentials: 'same-origin',
    headers: {
      'accept-language': document.documentElement.lang,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const answer = (await response.json().catch(() => ({}))) as Partial<Problem> & { message?: string };
  if (response.ok) return answer as T;
  // What our own gate refuses has its sentence with it: how many attempts are left, how long it is locked.
  if (answer.title !== undefined)
    throw new RequestRefused({
      status: response.status,
      code: answer.code ?? '',
      title: answer.title,
    });
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
export const verifyCode = (code: string): Promise<object> => auth('/two-factor/verify-totp', { code });
/** `ab1cd-ef2gh`, in whatever form it was written down. */
export const verifyBackupCode = (code: string): Promise<object> =>
  auth('/two-factor/verify-backup-code', { code: code.normalize('NFKC').trim() });
export const beginSecondFactor = (
  password: string,
): Promise<{ totpURI: string; backupCodes: readonly string[] }> => auth('/two-factor/enable', { password });
export const signOut = (): Promise<object> => auth('/sign-out', {});
