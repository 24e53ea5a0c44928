// SPDX-License-Identifier: Apache-2.0
/** One-time codes as authenticators make them (RFC 6238), and how backup codes lie in the database. */
import { createHmac, randomInt } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';

const stepMs = 30_000;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as authenticators read it. */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** The code of one time step: SHA-1, six digits, as every authenticator has it. @spec RFC 4226 §5.3 */
function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Whether an authenticator shows the code now, or one step earlier or later. @param nowMs epoch milliseconds */
export const showsCode = (secret: string, code: string, nowMs: number): boolean =>
  [-1, 0, 1].some((away) => codeOfStep(secret, Math.floor(nowMs / stepMs) + away) === code);

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const randomText = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** A secret as the sign-in library keeps it: text, whose bytes are the key. */
export const newFactorSecret = (): string => randomText(32);
export const newBackupCodes = (): readonly string[] =>
  Array.from({ length: 10 }, () => `${randomText(5)}-${randomText(5)}`);

/** What the authenticator scans. */
export const otpAddress = (secret: string, email: string): string =>
  `otpauth://totp/${encodeURIComponent(`明镜:${email}`)}?secret=${base32(Buffer.from(secret))}&issuer=${encodeURIComponent('明镜')}&digits=6&period=30`;

/** Backup codes lie encrypted; those of earlier versions lay open and are still read. @param secret the sign-in secret */
export const backupCodeStorage = (secret: string) => ({
  encrypt: (codes: string) => symmetricEncrypt({ key: secret, data: codes }),
  decrypt: (stored: string) =>
    stored.startsWith('[') ? Promise.resolve(stored) : symmetricDecrypt({ key: secret, data: stored }),
});
