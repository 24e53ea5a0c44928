// SPDX-License-Identifier: Apache-2.0
/** Where RTP arrives: a UDP port, a port that the device dials, or a connection that we dial. */
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { RtpTcpReader } from '../rtp/tcp-reader.ts';
import { isSameHost } from './hosts.ts';

export type InletOptions = {
  readonly address: string;
  readonly port: number;
  /** Whether a sender is the one that was called; asked with its first packet, before anything of it is taken. */
  readonly isExpected: (address: string, packet: Uint8Array) => boolean;
  /** One RTP packet. */
  readonly onPacket: (packet: Uint8Array) => void;
  /** A TCP connection is gone: nothing more will come. */
  readonly onLost: (reason: string) => void;
  /** Bytes of a stream had to be passed over. */
  readonly onSkipped: () => void;
};

export type MediaInlet = {
  /** TCP that we dial: where to. Others need no telling. */
  readonly dial: (address: string, port: number) => void;
  readonly receivedBytes: () => number;
  readonly close: () => void;
};

/** Connections that wait to say something. */
const mostCandidates = 16;
/** A source that was silent for so long may be followed by another (Q12). */
const sourceRestsMs = 5000;

/** @throws what binding throws */
export async function openInlet(
  transport: 'udp' | 'tcp-passive' | 'tcp-active',
  options: InletOptions,
): Promise<MediaInlet> {
  if (transport === 'udp') return udpInlet(options);
  const stream = new StreamInlet(options);
  if (transport === 'tcp-active') {
    return {
      dial: (address, port) => stream.use(connect({ host: address, port }), true),
      receivedBytes: () => stream.receivedBytes,
      close: () => stream.close(),
    };
  }
  // The newest connection counts: a device that was restarted dials again before the old one is seen to be gone.
  const server = createServer((socket) => stream.use(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.address, () => resolve());
  });
  return {
    dial: () => undefined,
    receivedBytes: () => stream.receivedBytes,
    close: () => {
      stream.close();
      server.close();
    },
  };
}

async function udpInlet({ address, port, onPacket, isExpected }: InletOptions): Promise<MediaInlet> {
  const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 4 << 20 });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  socket.on('error', () => undefined);
  let received = 0;
  let source = '';
  let lastMs = 0;
  socket.on('message', (bytes, from) => {
    const key = `${from.address}:${from.port}`;
    const nowMs = performance.now();
    if (source !== key) {
      // Another sender pushes itself in between.
      if (source !== '' && nowMs - lastMs < sourceRestsMs) return;
      if (!isExpected(from.address, bytes)) return;
      source = key;
    }
    lastMs = nowMs;
    received += bytes.length;
    onPacket(bytes);
  });
  return { dial: () => undefined, receivedBytes: () => received, close: () => void socket.close() };
}

class StreamInlet {
  readonly #options: InletOptions;
  /** Connected, and nothing heard yet. */
  readonly #candidates = new Set<Socket>();
  #socket: Socket | undefined;
  #isClosed = false;
  receivedBytes = 0;

  constructor(options: InletOptions) {
    this.#options = options;
  }

  /** Takes the place of the connection before it with its first packet, if it is expected. */
  use(socket: Socket, isDialled = false): void {
    if (this.#isClosed || this.#candidates.size >= mostCandidates) {
      socket.destroy();
      return;
    }
    this.#candidates.add(socket);
    const { onPacket, onSkipped, isExpected } = this.#options;
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const isOurs = (packet: Uint8Array): boolean => {
      if (this.#socket === socket) return true;
      if (!this.#candidates.delete(socket) || !(isDialled || isExpected(address, packet))) {
        socket.destroy();
        return false;
      }
      const before = this.#socket;
      this.#socket = socket;
      before?.destroy();
      return true;
    };
    const reader = new RtpTcpReader({
      onPacket: (packet) => isOurs(packet) && onPacket(packet),
      onSkipped: () => this.#socket === socket && onSkipped(),
    });
    socket.on('data', (bytes) => {
      reader.push(bytes);
      if (this.#socket === socket) this.receivedBytes += bytes.length;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#candidates.delete(socket);
      const isTheOne = this.#socket === socket || (isDialled && !this.#socket);
      if (!this.#isClosed && isTheOne) this.#options.onLost('media connection closed');
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const socket of this.#candidates) socket.destroy();
    this.#socket?.destroy();
  }
}

export type ExpectedSender = {
  /** Addresses of the device: where it signs in from, and what its answer names. */
  readonly addresses: readonly string[];
  /** Of the offer and of the answer: a media server elsewhere is known by it. */
  readonly ssrcs: readonly number[];
};

/** By its address, or by the number that only who was called can know. */
export function isExpectedSender(
  { addresses, ssrcs }: ExpectedSender,
  address: string,
  packet: Uint8Array,
): boolean {
  if (addresses.some((one) => isSameHost(one, address))) return true;
  if (packet.length < 12) return false;
  return ssrcs.includes(new DataView(packet.buffer, packet.byteOffset, packet.length).getUint32(8));
}
