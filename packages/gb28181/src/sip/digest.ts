// SPDX-License-Identifier: Apache-2.0
/** Digest authentication both ways (RFC 2617, RFC 7616, and RFC 2069 for peers without qop). */
import { createHash, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

export type Challenge = {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  /** Undefined: RFC 2069. */
  readonly qop: 'auth' | undefined;
  readonly opaque: string | undefined;
  readonly stale: boolean;
};

export type DigestAnswer = {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  readonly qop: string | undefined;
  readonly nc: string | undefined;
  readonly cnonce: string | undefined;
};

/** Name-value pairs behind `Digest`, quoted or not. */
function parameters(value: string): Map<string, string> | undefined {
  const rest = /^\s*Digest\s+(.*)$/is.exec(value)?.[1];
  if (rest === undefined) return undefined;
  const found = new Map<string, string>();
  for (const [, name, quoted, plain] of rest.matchAll(
    /([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g,
  ))
    found.set(name!.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
  return found;
}

function algorithmOf(text: string | undefined): DigestAlgorithm | undefined {
  if (text === undefined || /^MD5$/i.test(text)) return 'MD5';
  return /^SHA-?256$/i.test(text) ? 'SHA-256' : undefined;
}

/** @returns undefined when it is no digest challenge we can answer (SM3, auth-int alone) */
export function parseChallenge(value: string | undefined): Challenge | undefined {
  const found = parameters(value ?? '');
  const nonce = found?.get('nonce');
  const algorithm = algorithmOf(found?.get('algorithm'));
  if (!found || nonce === undefined || !algorithm) return undefined;
  const offered = found
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/);
  if (offered && !offered.includes('auth') && offered.some((one) => one !== '')) return undefined;
  return {
    realm: found.get('realm') ?? '',
    nonce,
    algorithm,
    qop: offered?.includes('auth') ? 'auth' : undefined,
    opaque: found.get('opaque'),
    stale: found.get('stale')?.toLowerCase() === 'true',
  };
}

/** @returns undefined when credentials are not there in full: to be challenged, not refused */
export function parseDigestAnswer(value: string | undefined): DigestAnswer | undefined {
  const found = parameters(value ?? '');
  const get = (name: string) => found?.get(name);
  const [username, nonce, uri, response] = [get('username'), get('nonce'), get('uri'), get('response')];
  const algorithm = algorithmOf(get('algorithm'));
  if (!username || !nonce || uri === undefined || !response || !algorithm) return undefined;
  return {
    username,
    realm: get('realm') ?? '',
    nonce,
    uri,
    response: response.toLowerCase(),
    algorithm,
    qop: get('qop')?.toLowerCase(),
    nc: get('nc'),
    cnonce: get('cnonce'),
  };
}

export type DigestInput = Omit<DigestAnswer, 'response'> & {
  readonly password: string;
  readonly method: string;
};

/** The `response` value: lower-case hexadecimal. */
export function digestResponse(input: DigestInput): string {
  const hash = (text: string) =>
    createHash(input.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const ha1 = hash(`${input.username}:${input.realm}:${input.password}`);
  const ha2 = hash(`${input.method}:${input.uri}`);
  if (input.qop === undefined || input.qop === '') return hash(`${ha1}:${input.nonce}:${ha2}`);
  return hash(`${ha1}:${input.nonce}:${input.nc ?? ''}:${input.cnonce ?? ''}:${input.qop}:${ha2}`);
}

/** The Authorization header that answers a challenge. */
export function answerChallenge(
  challenge: Challenge,
  who: { readonly username: string; readonly password: string },
  request: { readonly method: string; readonly uri: string; readonly count: number; readonly cnonce: string },
): string {
  const { realm, nonce, algorithm, qop, opaque } = challenge;
  const nc = qop ? request.count.toString(16).padStart(8, '0') : undefined;
  const cnonce = qop ? request.cnonce : undefined;
  const { method, uri } = request;
  const response = digestResponse({ ...who, realm, nonce, algorithm, qop, nc, cnonce, method, uri });
  const quote = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  return [
    `Digest username=${quote(who.username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.uri)}`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(qop ? [`qop=${qop}`, `nc=${nc}`, `cnonce=${quote(cnonce!)}`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ].join(', ');
}

/** Checks against the `uri` in the answer itself: peers write it differently from the Request-URI. */
export function verifyDigest(answer: DigestAnswer, password: string, method: string): boolean {
  if (answer.qop !== undefined && answer.qop !== '' && answer.qop !== 'auth') return false;
  const wanted = digestResponse({ ...answer, password, method });
  const a = Buffer.from(wanted);
  const b = Buffer.from(answer.response);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A challenge for one who has to prove himself. */
export function encodeChallenge(realm: string, nonce: string, stale: boolean): string {
  return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`;
}
