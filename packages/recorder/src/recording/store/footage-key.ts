// SPDX-License-Identifier: Apache-2.0
/**
 * Footage keys on disk, `keys/footage-<id>.json`: a key pair each, its secret half wrapped by the start secret. What
 * records reads the public half only; the newest is the one that footage is encrypted to, older ones stay readable.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Algorithms, encodeUtf8, hmac } from '@mingjing/evidence';
import { z } from 'zod';
import { RecorderError } from '../../errors.ts';
import { type Disk, listFiles, readWhole } from './disk.ts';
import { type FootageSealing, footageCipher } from './seal/seal-segment.ts';
import { keyIdBytes } from './seal/sealed-format.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

const FootageKeyFile = z.object({
  v: z.literal(1),
  cipher: z.literal(footageCipher),
  createdAt: z.iso.datetime(),
  /** X25519, 32 bytes. */
  public: base64,
  /** HMAC under the journal key: who can write files but not read that key cannot make footage go to a key of his own. */
  mac: base64,
  /** The secret half under a key from the start secret: scrypt, then AES-256-GCM with the public half as associated data. */
  wrapped: z.object({
    n: z.number().int().min(1024).max(1_048_576),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    salt: base64,
    nonce: base64,
    secret: base64,
  }),
});
export type FootageKeyFile = z.infer<typeof FootageKeyFile>;

export type KeptFootageKey = FootageSealing & {
  readonly id: string;
  readonly file: FootageKeyFile;
  /** Made by this recorder: its MAC fits. Only such a key is encrypted to. */
  readonly isOurs: boolean;
};

type Seal = { readonly algorithms: Algorithms; readonly key: Uint8Array };

export const keysDirectory = 'keys';

/** @param seal the store's, under its journal key */
export function macOfFootageKey({ algorithms, key }: Seal, createdAt: string, publicKey: Uint8Array): string {
  const text = encodeUtf8(`mingjing footage key\n${createdAt}\n`);
  return Buffer.from(hmac(algorithms, key, text, publicKey)).toString('base64');
}

/** Eight bytes that name a footage key. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(publicKey).digest().subarray(0, keyIdBytes));
}

export function footageKeyPath(keyId: Uint8Array): string {
  return `${keysDirectory}/footage-${Buffer.from(keyId).toString('hex')}.json`;
}

/**
 * @param seal absent: nothing is encrypted, and whose a key is does not matter
 * @returns newest first
 * @throws RecorderError `recorder/footage-key-unusable` for a file that is damaged or is another key's
 */
export async function readFootageKeys(
  disk: Disk,
  directory: string,
  seal?: Seal,
): Promise<readonly KeptFootageKey[]> {
  const names = (await listFiles(disk, join(directory, keysDirectory))).filter((name) =>
    /^footage-[0-9a-f]{16}\.json$/.test(name),
  );
  const keys: KeptFootageKey[] = [];
  for (const name of names) {
    const path = join(directory, keysDirectory, name);
    const bytes = await readWhole(disk, path);
    if (bytes) keys.push(parseFootageKey(bytes, path, seal));
  }
  return keys.sort((a, b) => (a.file.createdAt < b.file.createdAt ? 1 : -1));
}

function parseFootageKey(bytes: Uint8Array, path: string, seal: Seal | undefined): KeptFootageKey {
  const unusable = (reason: string) =>
    new RecorderError('recorder/footage-key-unusable', { file: path, reason });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw unusable('JSON');
  }
  const parsed = FootageKeyFile.safeParse(value);
  if (!parsed.success) throw unusable(parsed.error.issues[0]?.path.join('.') ?? 'JSON');
  const publicKey = new Uint8Array(Buffer.from(parsed.data.public, 'base64'));
  const keyId = keyIdOf(publicKey);
  if (publicKey.length !== 32 || !path.endsWith(footageKeyPath(keyId))) throw unusable('public');
  const { mac, createdAt } = parsed.data;
  const isOurs = seal !== undefined && macOfFootageKey(seal, createdAt, publicKey) === mac;
  return { publicKey, keyId, id: Buffer.from(keyId).toString('hex'), file: parsed.data, isOurs };
}
