// SPDX-License-Identifier: Apache-2.0
/** Whether a certificate and a key fit together and are in force, before anything is served with them. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { ServerRefusal } from '../../terms/refusal.ts';

export type CertificateFacts = {
  readonly names: readonly string[];
  readonly issuer: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** SHA-256, in pairs with colons. */
  readonly fingerprint: string;
};

/** @param chain PEM, the server's own certificate first */
export function certificateFacts(chain: string): CertificateFacts {
  const certificate = new X509Certificate(chain);
  const named = [...(certificate.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):([^,\s]+)/g)];
  return {
    names: named.map(([, name]) => name as string),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    fromMs: certificate.validFromDate.getTime(),
    toMs: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256,
  };
}

/** @throws ServerRefusal `recorder/certificate-refused` with `reason` */
export function checkCertificate(chain: string, key: string, nowMs: number): void {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const certificates = blocks.map((block) => read(() => new X509Certificate(block), unreadable));
  const [own, ...above] = certificates;
  if (!own) throw refused(unreadable);
  const secret: KeyObject = read(() => createPrivateKey(key), lockedKey);
  if (!own.checkPrivateKey(secret))
    throw refused('私钥与证书不是一对 · the key does not belong to the certificate');
  if (own.ca && above.length > 0)
    throw refused('第一张是上级证书，本机的证书要放在最前 · the server’s own certificate comes first');
  if (nowMs < own.validFromDate.getTime())
    throw refused('证书还没有生效 · the certificate is not in force yet');
  if (nowMs >= own.validToDate.getTime()) throw refused('证书已经过期 · the certificate has expired');
  const facts = certificateFacts(chain);
  if (facts.names.length === 0)
    throw refused(
      '证书里没有主机名（subjectAltName），浏览器不会接受 · it names no host (subjectAltName); browsers refuse it',
    );
  for (const [at, certificate] of certificates.slice(0, -1).entries())
    if (!certificate.checkIssued(certificates[at + 1] as X509Certificate))
      throw refused('证书链的顺序不对或缺了一张 · the chain is out of order or incomplete');
}

const unreadable = '证书读不出来 · the certificate cannot be read';
const lockedKey =
  '私钥读不出来，或带有密码；请先去掉密码 · the key cannot be read or has a passphrase; remove it first';

const refused = (reason: string): ServerRefusal =>
  new ServerRefusal('recorder/certificate-refused', { reason });

function read<T>(work: () => T, reason: string): T {
  try {
    return work();
  } catch (error) {
    // What OpenSSL says of a key may quote it.
    throw error instanceof ServerRefusal ? error : refused(reason);
  }
}
