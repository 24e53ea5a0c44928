// SPDX-License-Identifier: Apache-2.0
/** Where RTP arrives: a UDP port, a port that the device dials, or a connection that we dial. */
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { RtpTcpReader } from '../rtp/tcp-reader.ts';

export type InletOptions = {
  readonly address: string;
  readonly port: number;
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
      dial: (address, port) => stream.use(connect({ host: address, port })),
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

async function udpInlet({ address, port, onPacket }: InletOptions): Promise<MediaInlet> {
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
  #socket: Socket | undefined;
  #isClosed = false;
  receivedBytes = 0;

  constructor(options: InletOptions) {
    this.#options = options;
  }

  use(socket: Socket): void {
    if (this.#isClosed) {
      socket.destroy();
      return;
    }
    const before = this.#socket;
    this.#socket = socket;
    before?.destroy();
    const reader = new RtpTcpReader({ onPacket: this.#options.onPacket, onSkipped: this.#options.onSkipped });
    socket.on('data', (bytes) => {
      this.receivedBytes += bytes.length;
      reader.push(bytes);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (!this.#isClosed && this.#socket === socket) this.#options.onLost('media connection closed');
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.destroy();
  }
}
