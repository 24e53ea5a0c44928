// SPDX-License-Identifier: Apache-2.0
/**
 * The certificate that people gave or had made on a page. It lies in `server/tls`, readable by its owner only; one signed by
 * itself is made anew a month before it ends. A recorder that answers over TLS takes a new one at once, a plain one at
 * its next start.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFacts } from './check-certificate.ts';
import { selfSign } from './self-sign.ts';

export type KeptCertificate = {
  readonly source: 'uploaded' | 'self-signed';
  readonly chain: string;
  readonly key: string;
};

const dayMs = 86_400_000;
const renewedBeforeMs = 30 * dayMs;
/** Longer than a month before: whoever buys one needs some days. */
const warnedBeforeMs = 21 * dayMs;
/** A key that is read from a half-written pair would not start: one file holds all. */
const fileName = 'certificate.json';

export type CertificateKeeperOptions = {
  /** `server/` of the data directory. */
  readonly directory: string;
  readonly nowMs: () => number;
  /** Takes it where TLS is served already. @returns false where it waits for the next start */
  readonly use: (kept: KeptCertificate) => boolean;
  /** What TLS is served with, as PEM: of the configuration or kept here; undefined on a plain recorder. */
  readonly served: () => string | undefined;
  readonly alarm: (raised: boolean, facts: Readonly<Record<string, string | number>>) => void;
};

export class CertificateKeeper {
  readonly #options: CertificateKeeperOptions;
  #kept: KeptCertificate | undefined;

  constructor(options: CertificateKeeperOptions) {
    this.#options = options;
    this.#kept = readKept(options.directory);
  }

  get kept(): KeptCertificate | undefined {
    return this.#kept;
  }

  keep(kept: KeptCertificate): void {
    const folder = join(this.#options.directory, 'tls');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, fileName);
    writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
    this.#kept = kept;
    this.#options.use(kept);
    this.look();
  }

  async selfSign(names: readonly string[]): Promise<void> {
    this.keep({ source: 'self-signed', ...(await selfSign(names, this.#options.nowMs())) });
  }

  drop(): void {
    rmSync(join(this.#options.directory, 'tls', fileName), { force: true });
    this.#kept = undefined;
    this.look();
  }

  /** Now and then: renews what it may, and says what only a person can renew. */
  async tick(): Promise<void> {
    const kept = this.#kept;
    if (kept?.source === 'self-signed') {
      const { names, toMs } = certificateFacts(kept.chain);
      if (toMs - this.#options.nowMs() < renewedBeforeMs) await this.selfSign(names);
    }
    this.look();
  }

  /** Raises or ends the alarm of a certificate that ends soon. */
  look(): void {
    const { served, nowMs, alarm } = this.#options;
    const chain = served();
    const toMs = chain === undefined ? Number.POSITIVE_INFINITY : certificateFacts(chain).toMs;
    const leftMs = toMs - nowMs();
    alarm(leftMs < warnedBeforeMs, { days: Math.max(0, Math.floor(leftMs / dayMs)) });
  }
}

/** @returns undefined when nobody gave one, or it cannot be read any more */
export function readKept(directory: string): KeptCertificate | undefined {
  const path = join(directory, 'tls', fileName);
  if (!existsSync(path)) return undefined;
  const { source, chain, key } = JSON.parse(readFileSync(path, 'utf8')) as KeptCertificate;
  certificateFacts(chain);
  return { source: source === 'self-signed' ? source : 'uploaded', chain, key };
}
