// SPDX-License-Identifier: Apache-2.0
/** The authenticator app in a person's hand. */
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The code such an app shows: RFC 6238 with its usual SHA-1, 30 seconds, 6 digits.
 *
 * @param secret base32, as the `otpauth:` address carries it
 * @param atMs epoch milliseconds
 */
export function totp(secret: string, atMs: number): string {
  const bits = [...secret.replaceAll('=', '')]
    .map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  // RFC 4226 §5.3: the last four bits say where the number is taken from.
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
