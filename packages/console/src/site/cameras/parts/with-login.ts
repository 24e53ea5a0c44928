// SPDX-License-Identifier: Apache-2.0

/** A stream's address with the user and password that the search was made with. */
export function withLogin(
  url: string,
  { user, password = '' }: { readonly user?: string; readonly password?: string },
): string {
  if (!user) return url;
  return url.replace(
    /^(rtsps?:\/\/)/i,
    (scheme) => `${scheme}${encodeURIComponent(user)}:${encodeURIComponent(password)}@`,
  );
}
