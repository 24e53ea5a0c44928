// SPDX-License-Identifier: Apache-2.0
/** Digest (RFC 2617, RFC 7616) and Basic answers to an RTSP challenge, strongest first (A1). */
import { encodeBase64, encodeUtf8 } from '../octets.ts';

export type DigestHash = 'md5' | 'sha256' | 'sha512-256';

/** Hex digest of a text in UTF-8; the host brings it. */
export type TextDigest = (algorithm: DigestHash, text: string) => string;

export type Challenge = {
  readonly scheme: 'basic' | 'digest';
  readonly realm: string;
  readonly nonce: string;
  readonly hash: DigestHash;
  /** The secret takes in both nonces (`MD5-sess`). */
  readonly session: boolean;
  /** `algorithm` as the camera wrote it, given back as it is; undefined when it wrote none. */
  readonly algorithm: string | undefined;
  readonly qop: boolean;
  readonly opaque: string | undefined;
  /** The nonce was too old and the answer right otherwise. */
  readonly stale: boolean;
};

const hashes: ReadonlyMap<string, DigestHash> = new Map([
  ['md5', 'md5'],
  ['sha-256', 'sha256'],
  ['sha256', 'sha256'],
  ['sha-512-256', 'sha512-256'],
]);

/**
 * Challenges that can be answered, strongest first; equal ones in the camera's order.
 *
 * @param headers values of all `WWW-Authenticate` headers
 */
export function rankChallenges(headers: readonly string[]): readonly Challenge[] {
  return headers.flatMap(partsOf).flatMap(parseChallenge).sort(strongerFirst);
}

/** What the camera asks for in its own words, for a refusal that nothing can answer. */
export function describeChallenges(headers: readonly string[]): string {
  return headers
    .flatMap(partsOf)
    .map((part) => [/^\s*(\S+)/.exec(part)?.[1] ?? '?', parameter(part, 'algorithm') ?? ''].join(' ').trim())
    .join(', ');
}

/** Two challenges ask for the same kind of answer. */
export function isSameKind(a: Challenge, b: Challenge): boolean {
  return a.scheme === b.scheme && a.hash === b.hash && a.session === b.session;
}

function strongerFirst(a: Challenge, b: Challenge): number {
  const rank = ({ scheme, hash }: Challenge) => (scheme === 'basic' ? 0 : hash === 'md5' ? 1 : 2);
  return rank(b) - rank(a);
}

/** One header may hold several challenges; a parameter list may hold commas in quotes. */
function partsOf(header: string): readonly string[] {
  return header.split(/(?<=^|,)\s*(?=[a-z]+\s+[a-z]+\s*=)/i).filter((part) => part.trim() !== '');
}

function parameter(part: string, name: string): string | undefined {
  const match = new RegExp(`[\\s,]${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,]+))`, 'i').exec(part);
  return match?.[1] ?? match?.[2];
}

function parseChallenge(part: string): readonly Challenge[] {
  const scheme = /^\s*(digest|basic)\b/i.exec(part)?.[1]?.toLowerCase();
  if (scheme !== 'digest' && scheme !== 'basic') return [];
  const algorithm = parameter(part, 'algorithm');
  const plain = (algorithm ?? 'MD5').toLowerCase();
  const session = plain.endsWith('-sess');
  const hash = hashes.get(session ? plain.slice(0, -5) : plain);
  const nonce = parameter(part, 'nonce');
  if (scheme === 'digest' && (nonce === undefined || !hash)) return [];
  return [
    {
      scheme,
      realm: parameter(part, 'realm') ?? '',
      nonce: nonce ?? '',
      hash: hash ?? 'md5',
      session,
      algorithm,
      qop: /\bauth\b(?!-)/i.test(parameter(part, 'qop') ?? ''),
      opaque: parameter(part, 'opaque'),
      stale: parameter(part, 'stale')?.toLowerCase() === 'true',
    },
  ];
}

/** Value of the `Authorization` header. @param uri as in the request line, byte for byte (A9) */
export function answerChallenge(
  challenge: Challenge,
  credentials: { readonly user: string; readonly password: string },
  request: {
    readonly method: string;
    readonly uri: string;
    readonly count: number;
    readonly clientNonce: string;
  },
  digest: TextDigest,
): string {
  const { user, password } = credentials;
  if (challenge.scheme === 'basic') return `Basic ${encodeBase64(encodeUtf8(`${user}:${password}`))}`;
  const { realm, nonce, algorithm, qop, opaque, session } = challenge;
  const { clientNonce } = request;
  const hash = (text: string) => digest(challenge.hash, text);
  const plainSecret = hash(`${user}:${realm}:${password}`);
  const secret = session ? hash(`${plainSecret}:${nonce}:${clientNonce}`) : plainSecret;
  const what = hash(`${request.method}:${request.uri}`);
  const count = request.count.toString(16).padStart(8, '0');
  const response = qop
    ? hash(`${secret}:${nonce}:${count}:${clientNonce}:auth:${what}`)
    : hash(`${secret}:${nonce}:${what}`);
  const fields = [
    `username="${user.replaceAll(/["\\]/g, '\\$&')}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(qop ? ['qop=auth', `nc=${count}`] : []),
    ...(qop || session ? [`cnonce="${clientNonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}
