// SPDX-License-Identifier: Apache-2.0
/** Basic (RFC 7617) and digest (RFC 2617 for MD5, RFC 7616 for SHA-256) as a camera asks for them. */
import { createHash } from 'node:crypto';
import type { CameraAuth } from './options.ts';

const REALM = 'Mingjing simulator';

/** The `WWW-Authenticate` value. */
export function challenge(auth: CameraAuth, nonce: string): string {
  if (auth.scheme === 'basic') return `Basic realm="${REALM}"`;
  const algorithm = auth.scheme === 'digest-sha256' ? ', algorithm=SHA-256' : '';
  return `Digest realm="${REALM}", nonce="${nonce}", qop="auth"${algorithm}`;
}

/**
 * Whether a request may pass.
 *
 * @param header its `Authorization` value
 * @param url the request's URL as sent: the digest must be over the same
 */
export function authorized(
  auth: CameraAuth,
  nonce: string,
  header: string | undefined,
  method: string,
  url: string,
): boolean {
  if (header === undefined) return false;
  if (auth.scheme === 'basic') {
    const token = /^basic\s+(\S+)$/i.exec(header)?.[1] ?? '';
    return Buffer.from(token, 'base64').toString('utf8') === `${auth.user}:${auth.password}`;
  }
  const fields = digestFields(header);
  if (!fields || fields['nonce'] !== nonce || fields['username'] !== auth.user || fields['uri'] !== url)
    return false;
  const hash = (text: string) =>
    createHash(auth.scheme === 'digest-sha256' ? 'sha256' : 'md5')
      .update(text)
      .digest('hex');
  const secret = hash(`${auth.user}:${REALM}:${auth.password}`);
  const request = hash(`${method}:${url}`);
  const { qop, nc = '', cnonce = '' } = fields;
  const expected =
    qop === undefined
      ? hash(`${secret}:${nonce}:${request}`)
      : hash(`${secret}:${nonce}:${nc}:${cnonce}:${qop}:${request}`);
  return fields['response']?.toLowerCase() === expected;
}

function digestFields(header: string): Record<string, string> | undefined {
  if (!/^digest\s/i.test(header)) return undefined;
  const fields: Record<string, string> = {};
  for (const match of header.slice(7).matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/gi))
    fields[(match[1] ?? '').toLowerCase()] = match[2] ?? match[3] ?? '';
  return fields;
}
