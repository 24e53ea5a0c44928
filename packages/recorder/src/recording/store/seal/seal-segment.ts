// SPDX-License-Identifier: Apache-2.0
/**
 * Encrypting footage while it is written: AES-256-GCM by blocks, a key for each camera and day, wrapped to the public
 * half of the footage key. What records needs no secret and can open nothing but the files it is writing.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { PartDigest } from '@mingjing/evidence';
import {
  encodePartHead,
  encodeSealHead,
  parsePartHead,
  partHeadBytes,
  type SealedPartHead,
  sealBlockBytes,
  storedSizeOf,
  tagBytes,
} from './sealed-format.ts';

export const footageCipher = 'aes-256-gcm';

/** To whom footage is encrypted: the public half of a footage key. Plain data, it goes to the capture threads. */
export type FootageSealing = { readonly publicKey: Uint8Array; readonly keyId: Uint8Array };

/** An encrypted fragment on its way to the disk. */
export type SealedPart = { readonly pieces: readonly Uint8Array[]; readonly sizeBytes: number };

/** The key of one file, and what stands at its beginning. */
export type SegmentSeal = { readonly head: Uint8Array; readonly key: KeyObject; readonly keyId: string };

type DaySeal = {
  readonly day: string;
  readonly key: Uint8Array;
  readonly ephemeral: Uint8Array;
  readonly wrapped: Uint8Array;
};

/** Keys for the cameras of one capture thread; each is made when the camera's first segment of a day begins. */
export class DaySeals {
  readonly #to: FootageSealing;
  readonly #days = new Map<string, DaySeal>();

  constructor(to: FootageSealing) {
    this.#to = to;
  }

  /** @param day UTC day on which the segment begins */
  begin(camera: string, day: string): SegmentSeal {
    let seal = this.#days.get(camera);
    if (seal?.day !== day) {
      seal = wrapDayKey(this.#to, camera, day);
      this.#days.set(camera, seal);
    }
    const salt = randomBytes(16);
    const { key, ephemeral, wrapped } = seal;
    return {
      head: encodeSealHead({ salt, day, keyId: this.#to.keyId, ephemeral, wrapped }),
      key: segmentKeyOf(key, salt),
      keyId: Buffer.from(this.#to.keyId).toString('hex'),
    };
  }
}

const spkiHead = Buffer.from('302a300506032b656e032100', 'hex');

/** X25519 public key from its 32 bytes (RFC 8410). */
export function x25519PublicKey(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
}

/** Key that wraps the key of one camera and day; used once, for `ephemeral` is new each time. */
export function wrappingKeyOf(
  shared: Uint8Array,
  ephemeral: Uint8Array,
  publicKey: Uint8Array,
  camera: string,
  day: string,
): Uint8Array {
  const both = Buffer.concat([ephemeral, publicKey]);
  return new Uint8Array(hkdfSync('sha256', shared, both, `mingjing day key\n${camera}\n${day}\n`, 32));
}

function wrapDayKey({ publicKey }: FootageSealing, camera: string, day: string): DaySeal {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey: x25519PublicKey(publicKey) });
  const key = new Uint8Array(randomBytes(32));
  const cipher = createCipheriv(
    footageCipher,
    wrappingKeyOf(shared, ephemeral, publicKey, camera, day),
    new Uint8Array(12),
  );
  const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return { day, key, ephemeral, wrapped: new Uint8Array(wrapped) };
}

/** Every file has a key of its own, so that its blocks may be numbered from 0. */
export function segmentKeyOf(dayKey: Uint8Array, salt: Uint8Array): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', dayKey, salt, 'mingjing segment\n', 32)));
}

/** Blocks are gathered here, one at a time: nothing else runs between gathering and encrypting. */
const scratch = Buffer.allocUnsafeSlow(sealBlockBytes);

/**
 * @param plain hashes of the part as it is; its root goes into the head
 * @param pieces not looked at any more afterwards
 */
export function sealPart(
  key: KeyObject,
  plain: Pick<PartDigest, 'sizeBytes' | 'root'>,
  about: Omit<SealedPartHead, 'plainBytes' | 'root'>,
  pieces: readonly Uint8Array[],
): SealedPart {
  const head = encodePartHead({ ...about, plainBytes: plain.sizeBytes, root: plain.root });
  const nonce = nonceOf(about.number);
  const sealed: Uint8Array[] = [head];
  let block = 0;
  const put = (bytes: Uint8Array): void => {
    nonce.writeUInt32BE(block++, 4);
    const cipher = createCipheriv(footageCipher, key, nonce).setAAD(head);
    sealed.push(cipher.update(bytes));
    cipher.final();
    sealed.push(cipher.getAuthTag());
  };
  let gathered = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      if (gathered === 0 && piece.length - at >= sealBlockBytes) {
        put(piece.subarray(at, at + sealBlockBytes));
        at += sealBlockBytes;
        continue;
      }
      const take = Math.min(sealBlockBytes - gathered, piece.length - at);
      scratch.set(piece.subarray(at, at + take), gathered);
      gathered += take;
      at += take;
      if (gathered < sealBlockBytes) continue;
      put(scratch);
      gathered = 0;
    }
  }
  if (gathered > 0) put(scratch.subarray(0, gathered));
  return { pieces: sealed, sizeBytes: storedSizeOf(plain.sizeBytes) };
}

export type OpenedPart = {
  readonly head: SealedPartHead;
  readonly bytes: Uint8Array;
  /** Blocks whose tag does not fit. They are given as they decrypt: what a flipped bit left is not thrown away. */
  readonly damagedBlocks: readonly number[];
};

/**
 * Whether it is what was recorded is not said by the tags but by the log, which knows the root.
 *
 * @param stored a whole `mjpt` box
 * @returns undefined when it is none
 */
export function openPart(key: KeyObject, stored: Uint8Array): OpenedPart | undefined {
  const head = parsePartHead(stored);
  if (!head || stored.length !== storedSizeOf(head.plainBytes)) return undefined;
  const aad = stored.subarray(0, partHeadBytes);
  const nonce = nonceOf(head.number);
  const bytes = new Uint8Array(head.plainBytes);
  const damagedBlocks: number[] = [];
  let at = partHeadBytes;
  for (let block = 0, to = 0; to < bytes.length; block++) {
    const size = Math.min(sealBlockBytes, bytes.length - to);
    nonce.writeUInt32BE(block, 4);
    const decipher = createDecipheriv(footageCipher, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(aad).setAuthTag(stored.subarray(at + size, at + size + tagBytes));
    bytes.set(decipher.update(stored.subarray(at, at + size)), to);
    try {
      decipher.final();
    } catch {
      damagedBlocks.push(block);
    }
    at += size + tagBytes;
    to += size;
  }
  return { head, bytes, damagedBlocks };
}

/** 12 bytes: number of the part, number of the block, zeros. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 0);
  return nonce;
}
