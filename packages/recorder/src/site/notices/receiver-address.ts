// SPDX-License-Identifier: Apache-2.0
/** Whom notices may be sent to: an address typed on a page leads neither back to this recorder nor to its neighbours' loopback. */
import { resolveCalledHost } from '../../recording/core/called-address.ts';
import type { NoticeTrouble } from './notice-trouble.ts';

/**
 * Looked up once; what is connected to is what was checked.
 *
 * @param host name or address, IPv6 with or without brackets
 * @param allowed host names, addresses or CIDR blocks of the configuration
 */
export async function receiverAddress(
  host: string,
  allowed: readonly string[],
): Promise<{ readonly address: string } | { readonly trouble: NoticeTrouble }> {
  const found = await resolveCalledHost(host.replace(/^\[(.*)\]$/, '$1'), allowed, false);
  if (found.kind === 'address') return { address: found.address };
  return { trouble: { kind: found.kind === 'name-unknown' ? 'name-unknown' : 'address-refused' } };
}
