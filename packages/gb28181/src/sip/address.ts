// SPDX-License-Identifier: Apache-2.0
/** Name-addresses, URIs and Via values of SIP headers (RFC 3261 §20, §25). */

export type SipAddress = {
  readonly uri: string;
  /** Before the `@`: in this standard the 20 digits; empty when there is none. */
  readonly user: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly tag: string | undefined;
  /** Contact's own expiry, seconds. */
  readonly expires: number | undefined;
};

/** `"name" <sip:user@host:port;params>;tag=x` and `sip:user@host;tag=x`. */
export function parseAddress(value: string | undefined): SipAddress | undefined {
  if (value === undefined) return undefined;
  const bracketed = /<([^<>]*)>(.*)$/s.exec(value);
  const bare = bracketed ? undefined : /^\s*([^;\s]+)(.*)$/s.exec(value);
  const uri = (bracketed?.[1] ?? bare?.[1] ?? '').trim();
  const parameters = bracketed?.[2] ?? bare?.[2] ?? '';
  const parts = /^sips?:(?:([^@;?]*)@)?(\[[^\]]+\]|[^:;?>\s]*)(?::(\d{1,5}))?/i.exec(uri);
  if (!parts) return undefined;
  const expires = parameterOf(parameters, 'expires');
  return {
    uri,
    user: (parts[1] ?? '').split(':')[0]!,
    host: parts[2] ?? '',
    port: parts[3] === undefined ? undefined : Number(parts[3]),
    tag: parameterOf(parameters, 'tag'),
    expires: expires !== undefined && /^\d{1,9}$/.test(expires) ? Number(expires) : undefined,
  };
}

function parameterOf(text: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*"?([^;,"\\s]*)"?`, 'i').exec(text);
  return match?.[1];
}

export type Via = {
  readonly transport: string;
  readonly sentBy: string;
  readonly branch: string | undefined;
  readonly hasRport: boolean;
};

export function parseVia(value: string | undefined): Via | undefined {
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]+)\s+([^;\s]+)(.*)$/is.exec(value ?? '');
  if (!match) return undefined;
  return {
    transport: match[1]!.toUpperCase(),
    sentBy: match[2]!.toLowerCase(),
    branch: parameterOf(match[3]!, 'branch'),
    hasRport: /;\s*rport\b/i.test(match[3]!),
  };
}

/** Fills in `received` and `rport` (RFC 3581): the sender learns where we saw it. */
export function withReceived(via: string, address: string, port: number): string {
  const filled = via
    .replace(/;\s*rport(?:\s*=\s*\d*)?/i, `;rport=${port}`)
    .replace(/;\s*received=[^;]*/i, '');
  return `${filled};received=${address}`;
}
