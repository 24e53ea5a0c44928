// SPDX-License-Identifier: Apache-2.0
/**
 * The secret half of the footage keys: made, wrapped, opened with the start secret, and used to open files. Only this
 * folder, which only the gate reaches, holds it; what records has the public half.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
} from 'node:crypto';
import { join } from 'node:path';
import type { OpenStore } from '../../opening/open-store.ts';
import { type Disk, replaceFile } from '../../store/disk.ts';
import {
  type FootageKeyFile,
  footageKeyPath,
  type KeptFootageKey,
  keyIdOf,
  macOfFootageKey,
} from '../../store/footage-key.ts';
import {
  footageCipher,
  segmentKeyOf,
  wrappingKeyOf,
  x25519PublicKey,
} from '../../store/seal/seal-segment.ts';
import { type SealHead, tagBytes } from '../../store/seal/sealed-format.ts';
import type { SegmentKeys } from '../../store/segment-reader.ts';

/** 32 MiB and some tenths of a second for each try: what a passphrase of few words needs, and no server notices. */
const stretch = { n: 32_768, r: 8, p: 1 } as const;
const rawKeyBytes = 32;
/** Day keys remembered: two months of one camera, a day of 64. */
const mostDayKeys = 64;

/** Makes a footage key under `keys/`; durable when it resolves. */
export async function makeFootageKey(
  { disk, directory, seal }: Pick<OpenStore, 'disk' | 'directory' | 'seal'>,
  startSecret: Uint8Array,
  nowMs: number,
): Promise<KeptFootageKey> {
  const pair = generateKeyPairSync('x25519');
  const publicKey = new Uint8Array(
    pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-rawKeyBytes),
  );
  const secret = new Uint8Array(
    pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-rawKeyBytes),
  );
  const createdAt = new Date(nowMs).toISOString();
  const file: FootageKeyFile = {
    v: 1,
    cipher: footageCipher,
    createdAt,
    public: Buffer.from(publicKey).toString('base64'),
    mac: macOfFootageKey(seal, createdAt, publicKey),
    wrapped: wrap(secret, publicKey, startSecret),
  };
  return await keep(disk, directory, file, publicKey);
}

/** The same key under another start secret. */
export async function rewrapFootageKey(
  disk: Disk,
  directory: string,
  { publicKey, file }: KeptFootageKey,
  secret: Uint8Array,
  startSecret: Uint8Array,
): Promise<void> {
  await keep(disk, directory, { ...file, wrapped: wrap(secret, publicKey, startSecret) }, publicKey);
}

async function keep(
  disk: Disk,
  directory: string,
  file: FootageKeyFile,
  publicKey: Uint8Array,
): Promise<KeptFootageKey> {
  const keyId = keyIdOf(publicKey);
  const bytes = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
  await replaceFile(disk, join(directory, footageKeyPath(keyId)), bytes);
  return { publicKey, keyId, id: Buffer.from(keyId).toString('hex'), file, isOurs: true };
}

function wrap(secret: Uint8Array, publicKey: Uint8Array, startSecret: Uint8Array): FootageKeyFile['wrapped'] {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(footageCipher, stretched(startSecret, salt, stretch), nonce).setAAD(
    publicKey,
  );
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return { ...stretch, salt: text(salt), nonce: text(nonce), secret: text(sealed) };
}

/** @returns undefined when the start secret is another one */
export function unwrapFootageKey(
  { publicKey, file: { wrapped } }: KeptFootageKey,
  startSecret: Uint8Array,
): Uint8Array | undefined {
  const [salt, nonce, sealed] = [wrapped.salt, wrapped.nonce, wrapped.secret].map((text) =>
    Buffer.from(text, 'base64'),
  ) as [Buffer, Buffer, Buffer];
  if (sealed.length !== rawKeyBytes + tagBytes || nonce.length !== 12) return undefined;
  const decipher = createDecipheriv(footageCipher, stretched(startSecret, salt, wrapped), nonce);
  decipher.setAAD(publicKey).setAuthTag(sealed.subarray(rawKeyBytes));
  try {
    return new Uint8Array(
      Buffer.concat([decipher.update(sealed.subarray(0, rawKeyBytes)), decipher.final()]),
    );
  } catch {
    return undefined;
  }
}

function stretched(
  secret: Uint8Array,
  salt: Uint8Array,
  { n, r, p }: typeof stretch | FootageKeyFile['wrapped'],
) {
  return scryptSync(secret, salt, 32, { N: n, r, p, maxmem: 256 * n * r });
}

const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Opens files whose day keys were wrapped to one of these keys. */
export class FootageKeys {
  readonly #keys: ReadonlyMap<string, { readonly secret: KeyObject; readonly publicKey: Uint8Array }>;
  readonly #dayKeys = new Map<string, Uint8Array>();

  /** 32 bytes each, for a thread of this folder. */
  readonly secrets: readonly Uint8Array[];

  constructor(secrets: readonly Uint8Array[]) {
    this.secrets = secrets;
    this.#keys = new Map(
      secrets.map((raw) => {
        const der = Buffer.concat([pkcs8Head, raw]);
        const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
        const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
        const publicKey = new Uint8Array(spki.subarray(-rawKeyBytes));
        return [Buffer.from(keyIdOf(publicKey)).toString('hex'), { secret, publicKey }];
      }),
    );
  }

  /** Keys for the files of one camera: what was wrapped for another one does not open. */
  of(camera: string): SegmentKeys {
    return (head) => {
      const dayKey = this.#dayKeyOf(camera, head);
      return dayKey && segmentKeyOf(dayKey, head.salt);
    };
  }

  #dayKeyOf(camera: string, { keyId, day, ephemeral, wrapped }: SealHead): Uint8Array | undefined {
    const held = this.#keys.get(Buffer.from(keyId).toString('hex'));
    if (!held) return undefined;
    const name = [
      camera,
      day,
      ...[keyId, ephemeral, wrapped].map((part) => Buffer.from(part).toString('base64')),
    ].join('/');
    const known = this.#dayKeys.get(name);
    if (known) return known;
    try {
      const shared = diffieHellman({ privateKey: held.secret, publicKey: x25519PublicKey(ephemeral) });
      const key = wrappingKeyOf(shared, ephemeral, held.publicKey, camera, day);
      const decipher = createDecipheriv(footageCipher, key, new Uint8Array(12));
      decipher.setAuthTag(wrapped.subarray(rawKeyBytes));
      const dayKey = new Uint8Array(
        Buffer.concat([decipher.update(wrapped.subarray(0, rawKeyBytes)), decipher.final()]),
      );
      if (this.#dayKeys.size >= mostDayKeys) this.#dayKeys.delete([...this.#dayKeys.keys()][0]!);
      this.#dayKeys.set(name, dayKey);
      return dayKey;
    } catch {
      // Another camera's, or bytes that were altered: it does not open.
      return undefined;
    }
  }
}
