// SPDX-License-Identifier: Apache-2.0
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { generateSm2KeyPem, identityHash, signSm2, sm2PublicKeyOf, verifySm2 } from './sm2.ts';

/** GB/T 32918.5, Annex A.2: digital signature over the recommended curve. */
const example = {
  message: Buffer.from('message digest'),
  publicKey: Buffer.from(
    '04' +
      '09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020' +
      'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
    'hex',
  ),
  z: 'B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3',
  r: 'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3',
  s: 'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
};

/** The private scalar from PKCS 8: the 32 bytes behind `04 20` (SEC 1 ECPrivateKey). */
function secretOf(privateKey: KeyObject): string {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const at = pkcs8.indexOf(Buffer.of(0x02, 0x01, 0x01, 0x04, 0x20)) + 5;
  return pkcs8.subarray(at, at + 32).toString('hex');
}

function der(r: string, s: string): Buffer {
  const integer = (hex: string): Buffer => {
    const bytes = Buffer.from(hex, 'hex');
    const body = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
    return Buffer.concat([Buffer.of(2, body.length), body]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

describe('SM2 as GB/T 32918 has it', () => {
  it('hashes the identity of the published example to its Z', () => {
    expect(Buffer.from(identityHash(example.publicKey)).toString('hex').toUpperCase()).toBe(example.z);
  });

  it('accepts the published signature and no other', () => {
    const signature = der(example.r, example.s);
    expect(verifySm2(example.publicKey, example.message, signature)).toBe(true);
    expect(verifySm2(example.publicKey, Buffer.from('message digesT'), signature)).toBe(false);
    expect(verifySm2(example.publicKey, example.message, der(example.s, example.r))).toBe(false);
    expect(verifySm2(example.publicKey, example.message, Buffer.of(1, 2, 3))).toBe(false);
    expect(verifySm2(example.publicKey.subarray(1), example.message, signature)).toBe(false);
  });

  it('signs what an independent library accepts, and accepts what it signs', () => {
    for (let round = 0; round < 20; round++) {
      const privateKey = createPrivateKey(generateSm2KeyPem());
      const publicKey = sm2PublicKeyOf(privateKey);
      const publicHex = Buffer.from(publicKey).toString('hex');
      const message = randomBytes(round * 7);
      const ours = signSm2(privateKey, publicKey, message);
      const options = { hash: true, der: true, userId: '1234567812345678' } as const;

      expect(
        sm2.doVerifySignature(new Uint8Array(message), Buffer.from(ours).toString('hex'), publicHex, options),
      ).toBe(true);
      const secretHex = secretOf(privateKey);
      const theirs = sm2.doSignature(new Uint8Array(message), secretHex, {
        ...options,
        publicKey: publicHex,
      });
      expect(verifySm2(publicKey, message, Buffer.from(theirs, 'hex'))).toBe(true);
    }
  });

  it('still needs the recipe: the plain calls of Node do not make or accept standard signatures', () => {
    const pem = generateSm2KeyPem();
    const privateKey = createPrivateKey(pem);
    const publicHex = Buffer.from(sm2PublicKeyOf(privateKey)).toString('hex');
    const message = Buffer.from('明镜');
    const plain = sign('sm3', message, privateKey).toString('hex');
    expect(sm2.doVerifySignature(new Uint8Array(message), plain, publicHex, { hash: true, der: true })).toBe(
      false,
    );
    const spki = Buffer.concat([
      Buffer.from('3059301306072A8648CE3D020106082A811CCF5501822D034200', 'hex'),
      example.publicKey,
    ]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify('sm3', example.message, publicKey, der(example.r, example.s))).toBe(false);
  });

  it('hashes as GB/T 32905 does', () => {
    // GB/T 32905-2016, Annex A.1: the message "abc".
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });
});
