// SPDX-License-Identifier: Apache-2.0
/** Where a session's packets go: interleaved in the RTSP connection, or as datagrams. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { INTERLEAVED_HEADER } from './media-track.ts';

/** A run of packets as they stand in a template: `$`, channel, length, packet, and again. */
export interface Sink {
  readonly transport: 'tcp' | 'udp';
  /** Bytes that copies for this sink can be made in; valid until `send` returns. */
  readonly take: (length: number) => Buffer;
  /** Sends `packets`, which `take` gave. */
  readonly send: (packets: Buffer) => void;
  /** Bytes handed over and not yet taken by the system. */
  readonly backlog: () => number;
  readonly close: () => void;
}

/**
 * Memory that units are copied into before they are written. A write that the system took whole leaves it free
 * for the next unit of any session; otherwise the socket keeps it and a new one is made.
 */
export class Scratch {
  private buffer = Buffer.allocUnsafeSlow(256 * 1024);

  take(length: number): Buffer {
    if (this.buffer.length < length) this.buffer = Buffer.allocUnsafeSlow(length * 2);
    return this.buffer.subarray(0, length);
  }

  giveAway(): void {
    this.buffer = Buffer.allocUnsafeSlow(this.buffer.length);
  }
}

/** RFC 2326 §10.12. */
export function tcpSink(socket: Socket, scratch: Scratch): Sink {
  let shared = false;
  return {
    transport: 'tcp',
    take: (length) => {
      shared = socket.writableLength === 0;
      return shared ? scratch.take(length) : Buffer.allocUnsafeSlow(length);
    },
    send: (packets) => {
      if (!socket.writable) return;
      socket.write(packets);
      if (shared && socket.writableLength > 0) scratch.giveAway();
    },
    backlog: () => socket.writableLength,
    close: () => undefined,
  };
}

export type DatagramPair = { readonly rtp: DatagramSocket; readonly rtcp: DatagramSocket };

/** Two neighbouring free ports, the lower one even (RFC 3550 §11). */
export async function openDatagramPair(host: string): Promise<DatagramPair> {
  for (let attempt = 0; ; attempt++) {
    const rtp = await bound(host, 0);
    const port = rtp.address().port;
    try {
      if (port % 2 === 0) return { rtp, rtcp: await bound(host, port + 1) };
    } catch (error) {
      if (attempt > 50) throw error;
    }
    rtp.close();
  }
}

function bound(host: string, port: number): Promise<DatagramSocket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', sendBufferSize: 1 << 20 });
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      // A client that went away answers with ICMP errors; the session ends by its timeout.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** One datagram per packet; even channels go to the RTP port, odd ones to the RTCP port. */
export function udpSink(
  pair: DatagramPair,
  client: { host: string; rtpPort: number; rtcpPort: number },
): Sink {
  let closed = false;
  return {
    transport: 'udp',
    take: (length) => Buffer.allocUnsafeSlow(length),
    send: (packets) => {
      for (let at = 0; at + INTERLEAVED_HEADER <= packets.length && !closed; ) {
        const length = packets.readUInt16BE(at + 2);
        const report = ((packets[at + 1] ?? 0) & 1) === 1;
        const start = at + INTERLEAVED_HEADER;
        (report ? pair.rtcp : pair.rtp).send(
          packets,
          start,
          length,
          report ? client.rtcpPort : client.rtpPort,
          client.host,
        );
        at = start + length;
      }
    },
    backlog: () => 0,
    close: () => {
      if (closed) return;
      closed = true;
      pair.rtp.close();
      pair.rtcp.close();
    },
  };
}
