// SPDX-License-Identifier: Apache-2.0
/**
 * Standard SM2 signatures (GB/T 32918.2, SM3, identity `1234567812345678`) on top of OpenSSL.
 *
 * `crypto.sign` with an SM2 key is not standard SM2: a generated `ec` key signs ECDSA, a key read from PEM
 * signs with an empty identity. `createSign('sm3')` with a key read from PEM leaves the identity hash Z out,
 * so that Z ‖ M, with Z computed here, gives the standard's signature. That rests on behaviour reported as a
 * defect; the example of GB/T 32918.5 in sm2.test.ts tells when it changes.
 */
import {
  createHash,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/** Identity every signer of this product uses (GM/T 0009 default). */
const identity = Buffer.from('1234567812345678', 'ascii');

/** a ‖ b ‖ xG ‖ yG of the recommended curve (GB/T 32918.5). */
const curveParameters = Buffer.from(
  'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC' +
    '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93' +
    '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7' +
    'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
  'hex',
);

/** SubjectPublicKeyInfo up to the point: id-ecPublicKey over 1.2.156.10197.1.301. */
const spkiHead = Buffer.from('3059301306072A8648CE3D020106082A811CCF5501822D034200', 'hex');

/** Uncompressed point: 0x04 ‖ x ‖ y. */
const sm2PublicKeyBytes = 65;

/** Z of GB/T 32918.2 §5.5. @param publicKey 65 bytes */
export function identityHash(publicKey: Uint8Array): Uint8Array {
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(identity.length * 8);
  return createHash('sm3')
    .update(bits)
    .update(identity)
    .update(curveParameters)
    .update(publicKey.subarray(1))
    .digest();
}

/** @returns DER of r and s @param privateKey must have been read from PEM: see above */
export function signSm2(privateKey: KeyObject, publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(createSign('sm3').update(identityHash(publicKey)).update(message).sign(privateKey));
}

/** False for anything malformed. @param signature DER of r and s */
export function verifySm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== sm2PublicKeyBytes || publicKey[0] !== 4) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
    // From PEM: the one way of reading a key for which the recipe holds.
    const pem = createPublicKey(key.export({ type: 'spki', format: 'pem' }));
    return createVerify('sm3').update(identityHash(publicKey)).update(message).verify(pem, signature);
  } catch {
    return false;
  }
}

/** A new private key, PKCS 8 in PEM. */
export function generateSm2KeyPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** 65 bytes, from a private or public key object of the SM2 curve. */
export function sm2PublicKeyOf(key: KeyObject): Uint8Array {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return new Uint8Array(spki.subarray(spki.length - sm2PublicKeyBytes));
}
