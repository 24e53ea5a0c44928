// SPDX-License-Identifier: Apache-2.0
/** Where a message came from or goes to: what was seen on the wire, never what a header says (Q6). */
export type PeerAddress = {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
  /** The local socket it came in on, so that answers leave by it (Q5). */
  readonly localAddress?: string;
  readonly localPort?: number;
  /** TCP: the connection, as its number; answers go by it or not at all. */
  readonly connection?: number;
};
