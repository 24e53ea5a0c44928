// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { CertificateKeeper, type KeptCertificate, readKept } from './certificate-keeper.ts';
import { certificateFacts, checkCertificate } from './check-certificate.ts';
import { selfSign } from './self-sign.ts';

const now = Date.parse('2026-11-29T00:00:00Z');
const dayMs = 86_400_000;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a certificate signed by itself', () => {
  it('is one that OpenSSL reads, for the names it was made for, and TLS is spoken with it', async () => {
    const { chain, key } = await selfSign(['nvr.example.com', '192.168.1.20'], Date.now());
    const certificate = new X509Certificate(chain);
    expect(certificate.checkHost('nvr.example.com')).toBe('nvr.example.com');
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect([certificate.ca, certificate.checkPrivateKey(createPrivateKey(key))]).toEqual([false, true]);
    expect(() => checkCertificate(chain, key, Date.now())).not.toThrow();
    const server = createServer({ cert: chain, key }, (socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ca: chain, servername: 'nvr.example.com' });
      socket.on('data', (bytes) => resolve(bytes.toString()));
      socket.on('error', reject);
    });
    server.close();
    expect(said).toBe('hello');
  });
});

describe('a certificate that was brought along', () => {
  it('is refused with the reason, and the reason never quotes the key', async () => {
    const own = await selfSign(['a.example.com'], now);
    const other = await selfSign(['b.example.com'], now);
    const reasons = [
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', own.key],
      [own.chain, '-----BEGIN PRIVATE KEY-----\nZ2VoZWlt\n-----END PRIVATE KEY-----'],
      [own.chain, other.key],
      [`${own.chain}${other.chain}`, own.key],
    ].map(([chain, key]) => {
      try {
        checkCertificate(chain!, key!, now);
        return 'taken';
      } catch (error) {
        return (error as { facts: { reason: string } }).facts.reason;
      }
    });
    expect(reasons.map((reason) => reason.split(' · ')[1])).toEqual([
      'the certificate cannot be read',
      'the key cannot be read or has a passphrase; remove it first',
      'the key does not belong to the certificate',
      'the chain is out of order or incomplete',
    ]);
    expect(() => checkCertificate(own.chain, own.key, now + 500 * dayMs)).toThrow();
    expect(() => checkCertificate(own.chain, own.key, now - dayMs)).toThrow();
  });
});

describe('what is kept', () => {
  const bench = () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingjing-tls-'));
    folders.push(directory);
    const clock = { ms: now };
    const used: KeptCertificate[] = [];
    const alarms: boolean[] = [];
    const keeper = new CertificateKeeper({
      directory,
      nowMs: () => clock.ms,
      served: () => used.at(-1)?.chain,
      use: (kept) => used.push(kept) > 0,
      alarm: (raised) => alarms.push(raised),
    });
    return { directory, clock, used, alarms, keeper };
  };

  it('lies there for its owner only, and is read at the next start', async () => {
    const { directory, keeper } = bench();
    await keeper.selfSign(['nvr.example.com']);
    expect(statSync(join(directory, 'tls', 'certificate.json')).mode & 0o777).toBe(0o600);
    expect(readKept(directory)).toEqual(keeper.kept);
    keeper.drop();
    expect(readKept(directory)).toBeUndefined();
  });

  it('is renewed a month before it ends where it signed itself, for the same names', async () => {
    const { clock, keeper, used, alarms } = bench();
    await keeper.selfSign(['nvr.example.com']);
    clock.ms += 360 * dayMs;
    await keeper.tick();
    expect(used).toHaveLength(1);
    clock.ms += 10 * dayMs;
    await keeper.tick();
    expect(used).toHaveLength(2);
    const facts = certificateFacts(used[1]!.chain);
    expect([facts.names, facts.toMs > clock.ms + 390 * dayMs]).toEqual([['nvr.example.com'], true]);
    expect(alarms.some(Boolean)).toBe(false);
  });

  it('and was brought along is an alarm three weeks before it ends', async () => {
    const { clock, keeper, alarms } = bench();
    const own = await selfSign(['nvr.example.com'], now);
    keeper.keep({ source: 'uploaded', ...own });
    clock.ms += 380 * dayMs;
    await keeper.tick();
    expect(alarms.at(-1)).toBe(true);
    keeper.keep({ source: 'uploaded', ...(await selfSign(['nvr.example.com'], clock.ms)) });
    expect(alarms.at(-1)).toBe(false);
  });
});
