// SPDX-License-Identifier: Apache-2.0
/**
 * Short secrets at rest, such as the addresses of cameras: AES-256-GCM, or under the national algorithms SM4-CTR with
 * HMAC-SM3 over nonce, text and name (Node's OpenSSL has no SM4-GCM). The key is derived from the journal key, so that
 * a disk that is copied without it (docs/design/evidence.md, "kept apart") tells no password.
 *
 *     AES:  12-byte nonce │ ciphertext │ 16-byte tag            SM4:  16-byte nonce │ ciphertext │ 32-byte HMAC
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Algorithms, encodeUtf8, hmac, isSameCode } from '@mingjing/evidence';
import type { TextSeal } from '../../terms/text-seal.ts';

/** @param use names what is sealed: one key, one use */
export function textSealOf(algorithms: Algorithms, journalKey: Uint8Array, use: string): TextSeal {
  const derive = (role: string) => hmac(algorithms, journalKey, encodeUtf8(`mingjing ${use} ${role}\n`));
  const [key, macKey, markKey] = [derive('cipher'), derive('mac'), derive('mark')];
  return {
    ...(algorithms.suite === 'sm3-sm2' ? sm4Seal(algorithms, key, macKey) : aesSeal(key)),
    mark: (text) =>
      Buffer.from(hmac(algorithms, markKey, encodeUtf8(text)))
        .toString('hex')
        .slice(0, 32),
  };
}

function aesSeal(key: Uint8Array): Pick<TextSeal, 'seal' | 'open'> {
  return {
    seal: (name, text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const body = [cipher.update(text, 'utf8'), cipher.final()];
      return new Uint8Array(Buffer.concat([nonce, ...body, cipher.getAuthTag()]));
    },
    open: (name, sealed) => {
      if (sealed.length < 28) return undefined;
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-16));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
      } catch {
        // Another key, another name, or bytes that were altered.
        return undefined;
      }
    },
  };
}

function sm4Seal(
  algorithms: Algorithms,
  key: Uint8Array,
  macKey: Uint8Array,
): Pick<TextSeal, 'seal' | 'open'> {
  const macOf = (name: string, body: Uint8Array) => hmac(algorithms, macKey, encodeUtf8(`${name}\n`), body);
  return {
    seal: (name, text) => {
      const nonce = randomBytes(16);
      const cipher = createCipheriv('sm4-ctr', key.subarray(0, 16), nonce);
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([body, macOf(name, body)]));
    },
    open: (name, sealed) => {
      if (sealed.length < 48) return undefined;
      const body = sealed.subarray(0, -32);
      if (!isSameCode(sealed.subarray(-32), macOf(name, body))) return undefined;
      const decipher = createDecipheriv('sm4-ctr', key.subarray(0, 16), body.subarray(0, 16));
      return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]).toString();
    },
  };
}
