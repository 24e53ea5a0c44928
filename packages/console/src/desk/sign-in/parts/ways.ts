// SPDX-License-Identifier: Apache-2.0
/** Ways to sign in besides the password: passkeys (WebAuthn) and an organisation's own identity provider. */
import { auth } from './library.ts';

export interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
}
export interface LinkedAccount {
  readonly id: string;
  readonly providerId: string;
  readonly createdAt?: string;
}

/** Browsers give passkeys to names, not to addresses, and only over TLS or on this machine. */
export const canUsePasskeys = (): boolean =>
  window.isSecureContext &&
  typeof PublicKeyCredential === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
  !/^[\d.]+$|^\[/.test(location.hostname);

export async function signInWithPasskey(): Promise<void> {
  const options = await auth<PublicKeyCredentialRequestOptionsJSON>('/passkey/generate-authenticate-options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({
    publicKey: { ...publicKey, userVerification: 'required' },
  });
  await auth('/passkey/verify-authentication', { response: asJson(credential) });
}

export async function addPasskey(name: string): Promise<void> {
  const options = await auth<PublicKeyCredentialCreationOptionsJSON>('/passkey/generate-register-options');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  await auth('/passkey/verify-registration', { response: asJson(credential), name });
}

export const listPasskeys = (): Promise<readonly Passkey[]> => auth('/passkey/list-user-passkeys');
export const removePasskey = (id: string): Promise<object> => auth('/passkey/delete-passkey', { id });

const asJson = (credential: Credential | null): object => (credential as PublicKeyCredential).toJSON();

/** Leaves this page for the provider's, which leads back here. */
async function leaveBy(path: '/sign-in/social' | '/link-social', provider: string): Promise<void> {
  const here = location.pathname;
  const { url } = await auth<{ url: string }>(path, { provider, callbackURL: here, errorCallbackURL: here });
  location.assign(url);
}

export const signInWithProvider = (provider: string): Promise<void> => leaveBy('/sign-in/social', provider);
/** Ties the provider's account to the one signed in. */
export const linkProvider = (provider: string): Promise<void> => leaveBy('/link-social', provider);

export const listAccounts = (): Promise<readonly LinkedAccount[]> => auth('/list-accounts');
export const unlinkAccount = (accountId: string): Promise<object> => auth('/unlink-account', { accountId });
