// SPDX-License-Identifier: Apache-2.0
/**
 * Camera addresses: credentials apart from the address, and which hosts may be reached at all. A camera URL is
 * typed in by a person and fetched by a server, so link-local, unspecified and multicast addresses are refused
 * unless the configuration allows them.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type CameraAddress = {
  readonly host: string;
  readonly port: number;
  /** Without credentials; what requests and messages may show. */
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
};

export type AddressRefusal = 'address-malformed' | 'address-refused' | 'name-unknown';

/**
 * Takes a camera's URL apart.
 *
 * Credentials may contain `@`, `:` and `%` unescaped: the host begins after the last `@` before the path (A9).
 * `rtsp://rtsp://…` (U2) is read as one.
 *
 * @returns undefined when it is no `rtsp://` address
 */
export function parseCameraAddress(url: string): CameraAddress | undefined {
  const match = /^\s*(?:rtsp:\/\/)+([^\s]*)\s*$/i.exec(url);
  if (!match) return undefined;
  const rest = match[1]!;
  const at = credentialsEnd(rest);
  const credentials = at < 0 ? undefined : rest.slice(0, at);
  const [authority, tail] = splitAuthority(rest.slice(at + 1));
  const hostPort = parseHostPort(authority);
  if (!hostPort) return undefined;
  const { host, port } = hostPort;
  const colon = credentials?.indexOf(':') ?? -1;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    host,
    port,
    url: `rtsp://${shownHost}${port === 554 ? '' : `:${port}`}${tail}`,
    user:
      credentials === undefined
        ? undefined
        : decodePercent(colon < 0 ? credentials : credentials.slice(0, colon)),
    password:
      credentials === undefined ? undefined : colon < 0 ? '' : decodePercent(credentials.slice(colon + 1)),
  };
}

/** The `@` that ends the credentials: the last one after which a host can stand, before any path. */
function credentialsEnd(rest: string): number {
  const slash = rest.search(/[/?#]/);
  const beforePath = rest.lastIndexOf('@', slash < 0 ? rest.length : slash);
  if (beforePath >= 0) return beforePath;
  // A password with a slash in it: an `@` further on that is followed by something like a host.
  const first = rest.indexOf('@');
  return first >= 0 && rest.indexOf(':') >= 0 && rest.indexOf(':') < slash && !/^[^/]*:\d{1,5}\//.test(rest)
    ? first
    : -1;
}

function splitAuthority(rest: string): readonly [string, string] {
  const end = rest.search(/[/?#]/);
  return end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end)];
}

function parseHostPort(authority: string): { readonly host: string; readonly port: number } | undefined {
  const bracketed = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/i.exec(authority);
  const plain = /^([^:[\]@]+)(?::(\d{0,5}))?$/.exec(authority);
  // An IPv6 address without brackets (U2).
  const bare = isIP(authority) === 6 ? authority : undefined;
  const host = bracketed?.[1] ?? plain?.[1] ?? bare;
  const port = Number(bracketed?.[2] || plain?.[2] || 554);
  return host !== undefined && port > 0 && port < 65_536 ? { host, port } : undefined;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` in a password is a `%`.
    return text;
  }
}

/** Anything that could hold a URL with credentials, fit for a log line. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(rtsps?:\/\/)[^\s/]*@/gi, '$1');
}

const refusedByDefault = new BlockList();
refusedByDefault.addSubnet('0.0.0.0', 8, 'ipv4');
refusedByDefault.addSubnet('169.254.0.0', 16, 'ipv4');
refusedByDefault.addSubnet('224.0.0.0', 4, 'ipv4');
refusedByDefault.addAddress('255.255.255.255', 'ipv4');
refusedByDefault.addAddress('::', 'ipv6');
refusedByDefault.addSubnet('fe80::', 10, 'ipv6');
refusedByDefault.addSubnet('ff00::', 8, 'ipv6');

/**
 * The address to connect to: looked up once, checked, and then used as it is, so that a name cannot point
 * elsewhere the next time.
 *
 * @param allowed host names, addresses or CIDR blocks that are not refused
 */
export async function resolveCameraHost(
  host: string,
  allowed: readonly string[],
): Promise<{ readonly kind: 'address'; readonly address: string } | { readonly kind: AddressRefusal }> {
  let address = host;
  if (isIP(host) === 0) {
    try {
      address = (await lookup(host)).address;
    } catch {
      return { kind: 'name-unknown' };
    }
  }
  if (!isRefused(address) || isAllowed(host, address, allowed)) return { kind: 'address', address };
  return { kind: 'address-refused' };
}

function isRefused(address: string): boolean {
  // `::ffff:169.254.1.1` is the IPv4 address.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return refusedByDefault.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

function isAllowed(host: string, address: string, allowed: readonly string[]): boolean {
  return allowed.some((rule) => {
    if (rule === host || rule === address) return true;
    const [network, prefix] = rule.split('/');
    const family = isIP(network ?? '');
    if (family === 0 || prefix === undefined || !/^\d{1,3}$/.test(prefix)) return false;
    if (Number(prefix) > (family === 6 ? 128 : 32)) return false;
    const block = new BlockList();
    block.addSubnet(network!, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    return block.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  });
}
