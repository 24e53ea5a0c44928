// SPDX-License-Identifier: Apache-2.0
/** Files that only one organ can open: age (C2SP), X25519, read and written as they stream; a file of any size needs little memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

export interface WrittenFile {
  /** Hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A new key of an organ. The identity is the secret half, `AGE-SECRET-KEY-1…`. */
export async function makeIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * Seals a file to a recipient. Written beside, synced, then renamed: under its name it is whole.
 *
 * @param recipient `age1…`
 */
export async function sealFile(recipient: string, from: string, to: string): Promise<WrittenFile> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return await write(await encrypter.encrypt(reading(from)), to);
}

/**
 * Opens a sealed file.
 *
 * @param identities `AGE-SECRET-KEY-1…`; the first that fits opens it
 * @throws Error when none fits, or the file is cut off or altered; then nothing stands at `to`
 */
export async function openSealedFile(
  identities: readonly string[],
  from: string,
  to: string,
): Promise<WrittenFile> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return await write(await decrypter.decrypt(reading(from)), to);
}

const reading = (path: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 18 })) as unknown as ReadableStream<Uint8Array>;

async function write(pieces: ReadableStream<Uint8Array>, to: string): Promise<WrittenFile> {
  const part = `${to}.part`;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(part, 'w', 0o600);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      sizeBytes += piece.length;
      await file.write(piece);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  await rename(part, to);
  return { sha256: hash.digest('hex'), sizeBytes };
}
