// SPDX-License-Identifier: Apache-2.0
/** Where RTP leaves: over UDP, over a connection we dial, or over one that is dialled to us (annex D). */
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { framePackets } from '../rtp/packetiser.ts';

export type OutletOptions = {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Who may dial us for the picture: nobody else gets it. */
  readonly mayCallFrom: (address: string) => boolean;
  /** Once: nothing can be sent any more. */
  readonly onLost: (reason: string) => void;
  /** UDP: a receiver whose machine says for so long that nobody listens is gone. */
  readonly nowhereMs?: number;
};

export type MediaOutlet = {
  /** Begins: dials, or waits for the peer's call. */
  readonly start: () => void;
  readonly send: (packets: readonly Uint8Array[]) => void;
  /** Bytes that wait to leave. */
  readonly waitingBytes: () => number;
  readonly close: () => void;
};

/** Packets that leave in one go; the rest a moment later, so that no receiver's buffer overflows (§4.3.6). */
const burstPackets = 40;
const connectTries = 4;
const connectAgainMs = 1000;
/** Refusals (ICMP) further apart than this are not of one stretch. */
const refusalsRestMs = 3000;
const usualNowhereMs = 20_000;
/** Nobody called after the ACK: the call is over. */
const callWithinMs = 10_000;

/** @throws what binding throws */
export async function udpOutlet(options: OutletOptions): Promise<MediaOutlet> {
  const { localAddress, localPort, remoteAddress, remotePort, onLost } = options;
  const { nowhereMs = usualNowhereMs } = options;
  const socket = createSocket({
    type: remoteAddress.includes(':') ? 'udp6' : 'udp4',
    sendBufferSize: 1 << 20,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    // Connected, so that it hears that nobody listens there.
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve();
    });
    socket.bind(localPort, localAddress, () => socket.connect(remotePort, remoteAddress));
  }).catch((error: unknown) => {
    socket.close();
    throw error;
  });
  let closed = false;
  let refused: { sinceMs: number; lastMs: number } | undefined;
  const failed = (): void => {
    if (closed) return;
    const nowMs = performance.now();
    if (!refused || nowMs - refused.lastMs > refusalsRestMs) refused = { sinceMs: nowMs, lastMs: nowMs };
    refused.lastMs = nowMs;
    if (nowMs - refused.sinceMs < nowhereMs) return;
    refused = undefined;
    onLost('nobody receives it');
  };
  // The news of a refusal comes back with a send or by itself.
  socket.on('error', failed);
  const queue: Uint8Array[] = [];
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  const drain = (): void => {
    timer = undefined;
    for (let count = 0; count < burstPackets && queue.length > 0; count++) {
      const packet = queue.shift()!;
      waiting -= packet.length;
      socket.send(packet, (error) => error && failed());
    }
    if (queue.length > 0) timer = setTimeout(drain, 1);
  };
  return {
    start: () => undefined,
    send: (packets) => {
      if (closed) return;
      for (const packet of packets) {
        queue.push(packet);
        waiting += packet.length;
      }
      if (waiting > 64 << 20) {
        queue.length = 0;
        waiting = 0;
        onLost('too slow');
      }
      if (!timer) drain();
    },
    waitingBytes: () => waiting,
    close: () => {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** We dial (`a=setup:active`): again after a second when refused, four times in all. */
export function tcpActiveOutlet(options: OutletOptions): Promise<MediaOutlet> {
  const wire = new TcpWire(options);
  let tries = 0;
  const dial = (): void => {
    tries++;
    const { remoteAddress: host, remotePort: port, localAddress } = options;
    const socket = connect({ host, port, ...(localAddress !== '0.0.0.0' && { localAddress }) });
    wire.pending(socket);
    const failed = (): void => {
      if (wire.isClosed) return;
      if (tries < connectTries) setTimeout(dial, connectAgainMs).unref();
      else wire.lost('not reached');
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      wire.use(socket);
    });
  };
  return Promise.resolve(wire.outlet(dial, () => undefined));
}

/** The peer dials (`a=setup:passive`): we listen before we answer. */
export async function tcpPassiveOutlet(options: OutletOptions): Promise<MediaOutlet> {
  const wire = new TcpWire(options);
  const server = createServer((socket) => {
    const isExpected = options.mayCallFrom((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
    if (wire.isConnected || !isExpected) socket.destroy();
    else wire.use(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.localPort, options.localAddress, () => resolve());
  });
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer = setTimeout(() => {
      if (!wire.isConnected) wire.lost('nobody called');
    }, callWithinMs);
  };
  return wire.outlet(wait, () => {
    clearTimeout(timer);
    server.close();
  });
}

/** One connection that RTP is framed onto. */
class TcpWire {
  readonly #options: OutletOptions;
  #socket: Socket | undefined;
  #pending: Socket | undefined;
  #beforeConnected: Uint8Array[] = [];
  #beforeBytes = 0;
  isClosed = false;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  pending(socket: Socket): void {
    this.#pending = socket;
  }

  use(socket: Socket): void {
    if (this.isClosed) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => this.lost('connection failed'));
    socket.on('close', () => this.lost('closed by the peer'));
    socket.resume();
    for (const bytes of this.#beforeConnected) socket.write(bytes);
    this.#beforeConnected = [];
    this.#beforeBytes = 0;
  }

  lost(reason: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#socket?.destroy();
    this.#options.onLost(reason);
  }

  outlet(start: () => void, release: () => void): MediaOutlet {
    return {
      start,
      send: (packets) => {
        if (this.isClosed || packets.length === 0) return;
        const bytes = framePackets(packets);
        if (this.#socket) {
          this.#socket.write(bytes);
          return;
        }
        this.#beforeConnected.push(bytes);
        this.#beforeBytes += bytes.length;
      },
      waitingBytes: () => this.#socket?.writableLength ?? this.#beforeBytes,
      close: () => {
        this.isClosed = true;
        this.#pending?.destroy();
        this.#socket?.end();
        const socket = this.#socket;
        if (socket) setTimeout(() => socket.destroy(), 1000).unref();
        release();
      },
    };
  }
}
