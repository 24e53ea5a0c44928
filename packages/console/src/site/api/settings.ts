// SPDX-License-Identifier: Apache-2.0
/** The unit, the evidence key, and one's own account. */
import { request } from '../../frame/request.ts';

export interface Settings {
  readonly unit: {
    readonly name: string;
    readonly creditCode: string;
    readonly address: string;
    readonly contact: string;
  };
  readonly place: string;
  readonly jurisdiction: string;
  readonly isManagementUnit?: boolean;
  readonly keyUnit?: boolean;
  readonly counterTerrorKeyTarget?: boolean;
  readonly algorithms: string;
  readonly recorderId: string;
  readonly origin: string;
}
export type SettingsChange = Partial<Omit<Settings, 'algorithms' | 'recorderId' | 'origin'>>;

export interface Keys {
  readonly origin: string;
  readonly algorithms: string;
  readonly vkey: string;
  readonly fingerprint: string;
  readonly verifyPageSha256?: string;
  readonly checkpoint?: { readonly size: number; readonly note: string };
}

export interface SignIn {
  readonly id: string;
  readonly startedMs: number;
  readonly untilMs: number;
  readonly address: string;
  readonly program: string;
  readonly current: boolean;
}

export const readSettings = (): Promise<Settings> => request('/api/settings');
export const changeSettings = (body: SettingsChange): Promise<Settings> =>
  request('/api/settings', { method: 'PATCH', body });
export const readKeys = (): Promise<Keys> => request('/api/keys');

export const listSignIns = async (): Promise<readonly SignIn[]> =>
  (await request<{ signIns: readonly SignIn[] }>('/api/me/sign-ins')).signIns;
export const endSignIn = (id: string): Promise<void> =>
  request(`/api/me/sign-ins/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const beginSecondFactor = (
  password: string,
): Promise<{ uri: string; backupCodes: readonly string[] }> =>
  request('/api/me/second-factor', { method: 'POST', body: { password } });
export const confirmNewSecondFactor = (code: string): Promise<void> =>
  request('/api/me/second-factor/confirmation', { method: 'POST', body: { code } });
export const endSecondFactor = (password: string): Promise<void> =>
  request('/api/me/second-factor', { method: 'DELETE', body: { password } });
