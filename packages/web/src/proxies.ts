// SPDX-License-Identifier: Apache-2.0
/**
 * Whose word about the address of a client is taken. `X-Forwarded-For` is written by anybody; it counts only when the
 * connection comes from a proxy that was named, and then only the part that named proxies wrote.
 */
import { BlockList, isIP } from 'node:net';

/** As it stands in a configuration: `true` is a proxy on this machine; else addresses or networks (`10.0.0.5`, `10.1.0.0/16`). */
export type BehindProxy = boolean | readonly string[];

const thisMachine: readonly string[] = ['127.0.0.1', '::1'];

/** Whether anything stands in front that ends TLS. */
export const isBehind = (behindProxy: BehindProxy | undefined): boolean =>
  behindProxy === true || (Array.isArray(behindProxy) && behindProxy.length > 0);

/** Whether a text names an address or a network. */
export function isProxyName(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // `0.0.0.0/0` would be everybody.
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

/** What Fastify asks for each address of the chain, from the connection outwards. @throws Error for a name that is none: a defect */
export function trustOf(behindProxy: BehindProxy | undefined): false | ((address: string) => boolean) {
  if (behindProxy === undefined || behindProxy === false) return false;
  const named = behindProxy === true ? thisMachine : behindProxy;
  if (named.length === 0) return false;
  const list = new BlockList();
  for (const name of named) {
    if (!isProxyName(name)) throw new Error(`${name} names no proxy`);
    const [address = '', bits] = name.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    // A socket that listens on both families gives IPv4 so.
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}
