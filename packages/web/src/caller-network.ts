// SPDX-License-Identifier: Apache-2.0
import { isIP } from 'node:net';

/** What counts as one caller: an IPv4 address, or the /64 of an IPv6 one, from which anybody may call with any address. */
export function callerNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  // An embedded IPv4 address stands for two groups.
  const known = first.length + last.length + (plain.includes('.') ? 1 : 0);
  const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - known) }, () => '0');
  const groups = [...first, ...middle, ...last].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
