// SPDX-License-Identifier: Apache-2.0
/**
 * Camera addresses: credentials apart from the address, and which hosts may be reached at all. A camera URL is
 * typed in by a person and fetched by a server, so loopback, link-local, unspecified and multicast addresses are refused
 * unless the configuration allows them. Whoever writes the configuration file has the machine: loopback is theirs.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

export type CameraAddress = {
  readonly host: string;
  readonly port: number;
  /** RTSP over TLS. */
  readonly isSecure: boolean;
  /** Without credentials; what requests and messages may show. */
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
};

export type AddressRefusal = 'address-malformed' | 'address-refused' | 'name-unknown';

/**
 * Takes a camera's URL apart.
 *
 * Credentials may contain anything unescaped, also `@ : % # / ?` and spaces: they end at the last `@` behind which
 * a host stands (A9). Where that could be a part of the path as well, what looks more like a host decides; a
 * tie goes against showing what may be a password. `rtsp://rtsp://…` (U2) is read as one.
 *
 * @returns undefined when it is no `rtsp://` or `rtsps://` address
 */
export function parseCameraAddress(url: string): CameraAddress | undefined {
  const [, schemes = '', rest] = /^\s*((?:rtsps?:\/\/)+)(.*?)\s*$/is.exec(url) ?? [];
  // Line ends would end a header.
  if (rest === undefined || /\p{Cc}/u.test(rest)) return undefined;
  const isSecure = /rtsps/i.test(schemes);
  const usualPort = isSecure ? 322 : 554;
  const read = readingsOf(rest).at(-1);
  if (!read) return undefined;
  const { host, port = usualPort } = read.place;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const { user, password } =
    read.credentials === undefined ? noCredentials : splitCredentials(read.credentials);
  if (/\p{Cc}/u.test(`${user ?? ''}${password ?? ''}`)) return undefined;
  return {
    host,
    port,
    isSecure,
    url: `${isSecure ? 'rtsps' : 'rtsp'}://${shownHost}${port === usualPort ? '' : `:${port}`}${read.tail}`,
    user,
    password,
  };
}

/** The address with the user name and password of another of the same camera, unless it has its own. */
export function withCredentialsOf(url: string, other: string): string {
  const address = parseCameraAddress(url);
  const { user, password = '' } = parseCameraAddress(other) ?? {};
  if (!address || address.user !== undefined || user === undefined) return url;
  return address.url.replace('://', `://${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);
}

const noCredentials = { user: undefined, password: undefined };

function splitCredentials(text: string): { readonly user: string; readonly password: string } {
  const colon = text.indexOf(':');
  if (colon < 0) return { user: decodePercent(text), password: '' };
  return { user: decodePercent(text.slice(0, colon)), password: decodePercent(text.slice(colon + 1)) };
}

/** Without a port: the usual one. */
type Place = { readonly host: string; readonly port: number | undefined };

type Reading = {
  readonly credentials: string | undefined;
  readonly place: Place;
  readonly tail: string;
  readonly likeliness: number;
};

/** Every way the text can be read as `[credentials@]host[:port][tail]`, the likeliest last. */
function readingsOf(rest: string): readonly Reading[] {
  const starts = [0];
  // An address inside the query is not ours.
  const nested = /\?[^@]*:\/\//.exec(rest);
  const end = nested ? nested.index : rest.length;
  for (let at = rest.indexOf('@'); at >= 0 && at < end; at = rest.indexOf('@', at + 1)) starts.push(at + 1);
  return starts
    .flatMap((start) => {
      const [authority, tail] = splitAuthority(rest.slice(start));
      const place = parseHostPort(authority);
      if (!place || /\s/.test(tail)) return [];
      const credentials = start === 0 ? undefined : rest.slice(0, start - 1);
      return [{ credentials, place, tail, likeliness: likelinessOf(authority, place.host, credentials) }];
    })
    .sort((a, b) => a.likeliness - b.likeliness);
}

/** An address counts most, then a name with a dot, then a single word; behind credentials a port counts too. */
function likelinessOf(authority: string, host: string, credentials: string | undefined): number {
  if (isIP(host) !== 0) return credentials === undefined ? 5 : 4;
  const plain = host.includes('.') || host === 'localhost' ? 2 : 1;
  if (credentials === undefined) return plain;
  // Without a colon in front an `@` behind a slash is hardly the end of a password.
  if (/[/?#]/.test(credentials) && !/^[^/?#]*:/.test(credentials)) return plain - 1.5;
  return authority === host ? plain : plain + 1.2;
}

function splitAuthority(rest: string): readonly [string, string] {
  const end = rest.search(/[/?#]/);
  return end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end)];
}

function parseHostPort(authority: string): Place | undefined {
  const bracketed = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/i.exec(authority);
  const plain = /^([\p{L}\p{N}._-]+)(?::(\d{0,5}))?$/u.exec(authority);
  // An IPv6 address without brackets (U2).
  const bare = isIP(authority) === 6 ? authority : undefined;
  const host = bracketed?.[1] ?? plain?.[1] ?? bare;
  const digits = bracketed?.[2] || plain?.[2];
  const port = digits ? Number(digits) : undefined;
  const isUsable = port === undefined || (port > 0 && port < 65_536);
  return host !== undefined && isUsable ? { host, port } : undefined;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` in a password is a `%`.
    return text;
  }
}

/**
 * Anything that could hold camera addresses, fit for a log line or a page: everything between `rtsp://` and the
 * last `@` before the next quotation mark, line end or address is left out. Rather too much than a piece of a
 * password: entries of older versions may hold an address that was read wrongly.
 */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(rtsps?:\/\/)(?:(?!rtsps?:\/\/)[^"\r\n])*@/gi, '$1');
}

const refusedByDefault = new BlockList();
refusedByDefault.addSubnet('0.0.0.0', 8, 'ipv4');
refusedByDefault.addSubnet('169.254.0.0', 16, 'ipv4');
refusedByDefault.addSubnet('224.0.0.0', 4, 'ipv4');
refusedByDefault.addAddress('255.255.255.255', 'ipv4');
refusedByDefault.addAddress('::', 'ipv6');
refusedByDefault.addSubnet('fe80::', 10, 'ipv6');
refusedByDefault.addSubnet('ff00::', 8, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The address to connect to: looked up once, checked, and then used as it is, so that a name cannot point
 * elsewhere the next time.
 *
 * @param allowed host names, addresses or CIDR blocks that are not refused
 * @param mayLoop the machine's own operator named this host: loopback is not refused
 */
export async function resolveCameraHost(
  host: string,
  allowed: readonly string[],
  mayLoop: boolean,
): Promise<{ readonly kind: 'address'; readonly address: string } | { readonly kind: AddressRefusal }> {
  let address = host;
  if (isIP(host) === 0) {
    try {
      address = (await lookup(host)).address;
    } catch {
      return { kind: 'name-unknown' };
    }
  }
  const isRefused = isIn(refusedByDefault, address) || (!mayLoop && isIn(loopback, address));
  if (!isRefused || isAllowed(host, address, allowed)) return { kind: 'address', address };
  return { kind: 'address-refused' };
}

/** This machine: loopback, or an address of one of its interfaces. */
export function isOwnAddress(address: string): boolean {
  const own = new BlockList();
  for (const one of Object.values(networkInterfaces()).flatMap((each) => each ?? []))
    own.addAddress(one.address, one.family === 'IPv6' ? 'ipv6' : 'ipv4');
  // Compared as addresses: `::ffff:192.168.1.5` and other spellings are the same one.
  return isIn(loopback, address) || isIn(own, address);
}

function isIn(list: BlockList, address: string): boolean {
  // `::ffff:169.254.1.1` is the IPv4 address.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
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
