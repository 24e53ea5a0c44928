// SPDX-License-Identifier: Apache-2.0
/** What attempts at one camera leave for the next: which way media come, and the certificate it first showed. */

export type MediaWay = 'tcp' | 'udp';

export class StreamMemory {
  /** The way that worked where the wanted one did not. */
  way: MediaWay | undefined;
  /** Of a certificate that nobody known has signed: later connections must show the same. */
  certificateSha256: string | undefined;

  constructor(certificateSha256?: string) {
    this.certificateSha256 = certificateSha256;
  }
}

export const otherWay = (way: MediaWay): MediaWay => (way === 'udp' ? 'tcp' : 'udp');
