// SPDX-License-Identifier: Apache-2.0
/**
 * The sockets under SIP: UDP and TCP listeners, connections we made, and one transaction layer over them. An answer
 * leaves by the socket its request came in on (Q5); what a source may send per second is bounded.
 */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { encodeSipMessage, parseSipMessage, type SipMessage, type SipRequest } from '../sip/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { SipStreamReader } from '../sip/stream-reader.ts';
import { TransactionLayer } from '../sip/transaction-layer.ts';
import { hostClock } from './host-clock.ts';
import { RateLimit } from './rate-limit.ts';

export type ListenAddress = {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
};

export type EndpointOptions = {
  readonly listen: readonly ListenAddress[];
  /** Shown where a listener is bound to every address. */
  readonly advertise: string;
  readonly onRequest: (transaction: ServerTransaction, endpoint: SipEndpoint) => void;
  readonly onLateAck?: (request: SipRequest) => void;
  /** A TCP connection is gone: who registered over it is offline. */
  readonly onConnectionLost?: (connection: number) => void;
  readonly clock?: Clock;
};

type OwnSocket = { readonly socket: UdpSocket; readonly address: string; readonly port: number };

const maxConnections = 1024;
const connectWithinMs = 8000;

export class SipEndpoint {
  readonly transactions: TransactionLayer;
  readonly #options: EndpointOptions;
  readonly #udp: OwnSocket[] = [];
  readonly #servers: Server[] = [];
  readonly #connections = new Map<number, Socket>();
  readonly #rate = new RateLimit({ perSecond: 1000, burst: 4000 });
  #nextConnection = 1;
  /** Datagrams that were dropped because their source sent too many. */
  droppedByRate = 0;

  private constructor(options: EndpointOptions) {
    this.#options = options;
    this.transactions = new TransactionLayer({
      clock: options.clock ?? hostClock,
      token: () => randomBytes(9).toString('hex'),
      send: (message, to) => this.#send(message, to),
      sentBy: (to) => this.contactHost(to),
      onRequest: (transaction) => options.onRequest(transaction, this),
      ...(options.onLateAck && { onLateAck: options.onLateAck }),
    });
  }

  /** @throws what binding throws, e.g. EADDRINUSE */
  static async open(options: EndpointOptions): Promise<SipEndpoint> {
    const endpoint = new SipEndpoint(options);
    try {
      for (const listen of options.listen) {
        if (listen.transport === 'udp') await endpoint.#listenUdp(listen);
        else await endpoint.#listenTcp(listen);
      }
    } catch (error) {
      await endpoint.close();
      throw error;
    }
    return endpoint;
  }

  /** `address:port` of ours that this peer reaches. */
  contactHost(to: PeerAddress): string {
    const listen = this.#options.listen.find(({ transport }) => transport === to.transport);
    const address = to.localAddress ?? listen?.address ?? this.#options.advertise;
    const port = to.transport === 'udp' ? (to.localPort ?? this.#udpFor(to)?.port) : listen?.port;
    return `${isAny(address) ? this.#options.advertise : address}:${port ?? to.localPort ?? 5060}`;
  }

  /** A UDP peer that has not written yet. */
  udpPeer(address: string, port: number): PeerAddress {
    const own = this.#udp[0];
    return {
      transport: 'udp',
      address,
      port,
      ...(own && { localAddress: own.address, localPort: own.port }),
    };
  }

  /** @throws when nobody answers there within eight seconds */
  connect(host: string, port: number, localAddress?: string): Promise<PeerAddress> {
    return new Promise((resolve, reject) => {
      const bind = localAddress === undefined || isAny(localAddress) ? {} : { localAddress };
      const socket = connect({ host, port, ...bind });
      const timer = setTimeout(() => socket.destroy(new Error('connect timed out')), connectWithinMs);
      socket.once('error', reject);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', reject);
        resolve(this.#adopt(socket));
      });
      socket.once('close', () => clearTimeout(timer));
    });
  }

  disconnect(peer: PeerAddress): void {
    if (peer.connection !== undefined) this.#connections.get(peer.connection)?.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#connections.values()) socket.destroy();
    for (const { socket } of this.#udp) socket.close();
    await Promise.all(
      this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
    this.#udp.length = 0;
    this.#servers.length = 0;
  }

  #listenUdp({ address, port }: ListenAddress): Promise<void> {
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 4 << 20 });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, address, () => {
        socket.off('error', reject);
        // A destination that is gone (ICMP) is no reason to stop.
        socket.on('error', () => undefined);
        const own = { socket, address, port: socket.address().port };
        this.#udp.push(own);
        socket.on('message', (bytes, { address: from, port: fromPort }) => {
          if (!this.#rate.allows(from, Date.now())) {
            this.droppedByRate++;
            return;
          }
          const message = parseSipMessage(new Uint8Array(bytes));
          const local = { localAddress: own.address, localPort: own.port };
          if (message) this.#receive(message, { transport: 'udp', address: from, port: fromPort, ...local });
        });
        resolve();
      });
    });
  }

  #listenTcp({ address, port }: ListenAddress): Promise<void> {
    const server = createServer((socket) => this.#adopt(socket));
    server.maxConnections = maxConnections;
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  #adopt(socket: Socket): PeerAddress {
    const connection = this.#nextConnection++;
    const peer: PeerAddress = {
      transport: 'tcp',
      address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      port: socket.remotePort ?? 0,
      localAddress: (socket.localAddress ?? '').replace(/^::ffff:/, ''),
      localPort: socket.localPort ?? 0,
      connection,
    };
    this.#connections.set(connection, socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    const reader = new SipStreamReader({
      onMessage: (message) => {
        if (this.#rate.allows(peer.address, Date.now())) this.#receive(message, peer);
        else this.droppedByRate++;
      },
      onHopeless: () => socket.destroy(),
    });
    socket.on('data', (bytes) => reader.push(new Uint8Array(bytes)));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#connections.delete(connection);
      this.#options.onConnectionLost?.(connection);
    });
    return peer;
  }

  #receive(message: SipMessage, from: PeerAddress): void {
    this.transactions.receive(message, from);
  }

  #send(message: SipMessage, to: PeerAddress): void {
    const bytes = encodeSipMessage(message);
    if (to.transport === 'udp') this.#udpFor(to)?.socket.send(bytes, to.port, to.address);
    else if (to.connection !== undefined) this.#connections.get(to.connection)?.write(bytes);
  }

  #udpFor(to: PeerAddress): OwnSocket | undefined {
    return (
      this.#udp.find(({ address, port }) => address === to.localAddress && port === to.localPort) ??
      this.#udp[0]
    );
  }
}

const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::' || address === '';
