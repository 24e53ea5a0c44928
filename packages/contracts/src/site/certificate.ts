// SPDX-License-Identifier: Apache-2.0
/** The certificate of the recorder's own pages: brought along, or signed by itself and renewed. Its key goes in and never comes out. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';

const Pem = (what: 'CERTIFICATE' | 'PRIVATE KEY') =>
  z
    .string()
    .trim()
    .max(100_000)
    .regex(
      new RegExp(`-----BEGIN [A-Z ]*${what}-----`),
      `粘贴以 -----BEGIN 开头的 PEM 内容 · paste PEM text that begins with -----BEGIN`,
    );

const HostName = z
  .string()
  .trim()
  .regex(
    /^(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$|^[0-9a-f:]{2,45}$/i,
    '写主机名或 IP 地址 · a host name or an address',
  );

export const ServedCertificate = z.object({
  /** `configuration`: of the configuration file, which wins. `none`: plain HTTP. */
  source: z.enum(['none', 'configuration', 'uploaded', 'self-signed']),
  /** Whether the recorder answers over TLS now; what is new on a plain recorder begins with its next start. */
  servedNow: z.boolean(),
  names: z.array(z.string()),
  issuer: z.string().nullable(),
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  fingerprint: z.string().nullable().describe('SHA-256 of the certificate, as browsers show it'),
  /** What a certificate signed by itself would be for. */
  proposedNames: z.array(z.string()),
});
export type ServedCertificate = z.infer<typeof ServedCertificate>;

const tag = '证书 Certificate';

export const readTlsCertificate = siteOperation({
  method: 'GET',
  path: '/api/tls-certificate',
  roles: site.readers,
  tag,
  summary: { zh: '本机网页的证书', en: 'The certificate of these pages' },
  answer: ServedCertificate,
});
export const uploadTlsCertificate = siteOperation({
  method: 'PUT',
  path: '/api/tls-certificate',
  roles: site.administrators,
  tag,
  summary: { zh: '使用自己的证书', en: 'Use a certificate of one’s own' },
  body: z.object({ chain: Pem('CERTIFICATE'), key: Pem('PRIVATE KEY') }),
  answer: ServedCertificate,
});
export const selfSignTlsCertificate = siteOperation({
  method: 'POST',
  path: '/api/tls-certificate/self-signed',
  roles: site.administrators,
  tag,
  summary: { zh: '生成自签名证书，到期前自动更换', en: 'A self-signed certificate, renewed before it ends' },
  body: z.object({ names: z.array(HostName).min(1, '至少写一个 · at least one').max(20) }),
  answer: ServedCertificate,
  perMinute: 10,
});
export const dropTlsCertificate = siteOperation({
  method: 'DELETE',
  path: '/api/tls-certificate',
  roles: site.administrators,
  tag,
  summary: { zh: '不再使用这里的证书', en: 'Use the certificate kept here no more' },
});
