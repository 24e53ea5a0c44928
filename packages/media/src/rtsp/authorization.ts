// SPDX-License-Identifier: Apache-2.0
/** Digest (RFC 2617, RFC 7616) and Basic answers to an RTSP challenge: the strongest that is understood (A1). */
import { encodeBase64, encodeUtf8 } from '../octets.ts';

/** Hex digest of a text in UTF-8; the host brings it. */
export type TextDigest = (algorithm: 'md5' | 'sha256', text: string) => string;

export type Challenge = {
  readonly scheme: 'basic' | 'digest';
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: 'md5' | 'sha256';
  readonly qop: boolean;
  readonly opaque: string | undefined;
};

/** @param headers values of all `WWW-Authenticate` headers */
export function chooseChallenge(headers: readonly string[]): Challenge | undefined {
  const found = headers.flatMap(parseChallenges);
  const rank = ({ scheme, algorithm }: Challenge) => (scheme === 'basic' ? 0 : algorithm === 'md5' ? 1 : 2);
  return found.sort((a, b) => rank(b) - rank(a))[0];
}

/** One header may hold several challenges; a parameter list may hold commas in quotes. */
function parseChallenges(header: string): readonly Challenge[] {
  const parts = header.split(/\b(?=(?:Digest|Basic)\s+[a-z]+\s*=)/i);
  return parts.flatMap((part) => {
    const scheme = /^\s*(digest|basic)\b/i.exec(part)?.[1]?.toLowerCase();
    if (scheme !== 'digest' && scheme !== 'basic') return [];
    const value = (name: string): string | undefined => {
      const match = new RegExp(`[\\s,]${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,]+))`, 'i').exec(part);
      return match?.[1] ?? match?.[2];
    };
    const algorithm = (value('algorithm') ?? 'MD5').toLowerCase().replace('-', '');
    if (scheme === 'digest' && (value('nonce') === undefined || !['md5', 'sha256'].includes(algorithm)))
      return [];
    return [
      {
        scheme,
        realm: value('realm') ?? '',
        nonce: value('nonce') ?? '',
        algorithm: algorithm === 'sha256' ? 'sha256' : 'md5',
        qop: /\bauth\b/.test(value('qop') ?? ''),
        opaque: value('opaque'),
      },
    ];
  });
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
  const { realm, nonce, algorithm, qop, opaque } = challenge;
  const hash = (text: string) => digest(algorithm, text);
  const secret = hash(`${user}:${realm}:${password}`);
  const what = hash(`${request.method}:${request.uri}`);
  const count = request.count.toString(16).padStart(8, '0');
  const response = qop
    ? hash(`${secret}:${nonce}:${count}:${request.clientNonce}:auth:${what}`)
    : hash(`${secret}:${nonce}:${what}`);
  const fields = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    ...(algorithm === 'sha256' ? ['algorithm=SHA-256'] : []),
    ...(qop ? [`qop=auth`, `nc=${count}`, `cnonce="${request.clientNonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}
