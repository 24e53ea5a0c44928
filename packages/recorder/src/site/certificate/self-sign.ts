// SPDX-License-Identifier: Apache-2.0
/** A certificate that its own key signed: encrypts, and proves who answers only to those who compared its fingerprint. */
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

/** Browsers refuse a longer life. */
const lifeDays = 397;
const dayMs = 86_400_000;

/** @returns PEM; the key is P-256 */
export async function selfSign(
  names: readonly string[],
  nowMs: number,
): Promise<{ readonly chain: string; readonly key: string }> {
  // Only who makes one waits for the library.
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `00${randomBytes(15).toString('hex')}`,
      name: `CN=${names[0]?.replaceAll(/[^a-z0-9.:*-]/gi, '') ?? 'mingjing'}`,
      // A clock that is a little behind accepts it too.
      notBefore: new Date(nowMs - 3_600_000),
      notAfter: new Date(nowMs + lifeDays * dayMs - 3_600_000),
      signingAlgorithm: algorithm,
      keys: keys as never,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
        ),
      ],
    },
    webcrypto as never,
  );
  const secret = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = secret.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    chain: `${certificate.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
