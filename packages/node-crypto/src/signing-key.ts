// SPDX-License-Identifier: Apache-2.0
/**
 * Private keys on disk. One key, one role: the key that signs the log signs nothing else. A key file is
 * PKCS 8 in PEM, readable by its owner only, and is never overwritten.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createVerifierKey, type KeyKind, type NoteSigner, suiteOfKey } from '@mingjing/evidence';
import { nodeAlgorithms } from './node-algorithms.ts';
import { generateSm2KeyPem, signSm2, sm2PublicKeyOf } from './sm2.ts';

type SigningKeyErrorCode =
  | 'recorder/key-file-readable-by-others'
  | 'recorder/key-file-malformed'
  | 'recorder/key-file-exists';

class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
  readonly code: SigningKeyErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: SigningKeyErrorCode, facts: SigningKeyError['facts'], cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.code = code;
    this.facts = facts;
  }
}

/**
 * Makes a key file and answers its signer.
 *
 * Durable when it resolves: file and directory are synced. The directory is made with mode 0700.
 *
 * @param file must not exist
 * @param name origin of the log, or name of the witness
 * @throws SigningKeyError `recorder/key-file-exists`
 */
export async function createSigningKey(file: string, kind: KeyKind, name: string): Promise<NoteSigner> {
  const pem = generateKeyPem(kind);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    if (isErrno(error, 'EEXIST')) throw new SigningKeyError('recorder/key-file-exists', { file }, error);
    throw error;
  });
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o600);
  const directory = await open(dirname(file), 'r');
  await directory.sync().finally(() => directory.close());
  return signerOfPem(pem, kind, name, file);
}

/**
 * @returns undefined when there is no such file
 * @throws SigningKeyError `recorder/key-file-readable-by-others` (mode beyond 0600), `recorder/key-file-malformed`
 */
export async function loadSigningKey(
  file: string,
  kind: KeyKind,
  name: string,
): Promise<NoteSigner | undefined> {
  const found = await stat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (!found) return undefined;
  if ((found.mode & 0o077) !== 0)
    throw new SigningKeyError('recorder/key-file-readable-by-others', {
      file,
      mode: (found.mode & 0o777).toString(8),
    });
  return signerOfPem(await readFile(file, 'utf8'), kind, name, file);
}

function generateKeyPem(kind: KeyKind): string {
  if (suiteOfKey(kind) === 'sm3-sm2') return generateSm2KeyPem();
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The key must be read from PEM even when just made: an SM2 key object straight from the generator signs ECDSA. */
function signerOfPem(pem: string, kind: KeyKind, name: string, file: string): NoteSigner {
  try {
    const privateKey = createPrivateKey(pem);
    if (suiteOfKey(kind) === 'sm3-sm2') {
      const publicKey = sm2PublicKeyOf(privateKey);
      return {
        key: createVerifierKey(nodeAlgorithms, kind, name, publicKey),
        sign: (message) => signSm2(privateKey, publicKey, message),
      };
    }
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    return {
      key: createVerifierKey(nodeAlgorithms, kind, name, new Uint8Array(spki.subarray(spki.length - 32))),
      sign: (message) => new Uint8Array(sign(null, message, privateKey)),
    };
  } catch (error) {
    throw new SigningKeyError('recorder/key-file-malformed', { file }, error);
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
