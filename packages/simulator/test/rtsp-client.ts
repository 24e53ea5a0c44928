// SPDX-License-Identifier: Apache-2.0
/** A bare RTSP client for these tests: requests, replies, interleaved packets. It tolerates nothing. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type FrameStamp, findStamp, readStamp } from '../src/frame-stamp.ts';

export type Packet = {
  readonly channel: number;
  readonly bytes: Buffer;
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
};

export type RtspReply = {
  readonly status: number;
  readonly headers: Map<string, string>;
  readonly body: string;
};

export class RtspClient {
  readonly url: string;
  readonly packets: Packet[] = [];
  readonly stamps: FrameStamp[] = [];
  readonly replies: RtspReply[] = [];
  /** Bytes that were neither a reply nor a frame. */
  readonly strays: Buffer[] = [];
  /** Requests of the server. */
  readonly serverRequests: string[] = [];
  closed = false;
  error: Error | undefined;
  readonly socket: Socket;
  private rest: Buffer = Buffer.alloc(0);
  private cseq = 0;
  private wake: () => void = () => undefined;

  private constructor(url: string, socket: Socket) {
    this.url = url;
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.rest = Buffer.concat([this.rest, bytes]);
      this.parse();
      this.wake();
    });
    socket.on('error', (error) => {
      this.error = error;
      this.wake();
    });
    socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static async open(url: string): Promise<RtspClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const client = new RtspClient(url, socket);
    await once(socket, 'connect');
    return client;
  }

  /** Resolves when `done()` holds; looks again whenever something arrived. The test's time limit is the limit. */
  async until(done: () => boolean): Promise<void> {
    while (!done())
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
  }

  send(method: string, url = this.url, headers: Record<string, string> = {}): void {
    this.cseq += 1;
    const lines = Object.entries({ CSeq: String(this.cseq), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    this.socket.write(`${method} ${url} RTSP/1.0\r\n${lines.join('\r\n')}\r\n\r\n`);
  }

  async request(method: string, url?: string, headers?: Record<string, string>): Promise<RtspReply> {
    const before = this.replies.length;
    this.send(method, url, headers);
    await this.until(() => this.replies.length > before || this.closed);
    const reply = this.replies[before];
    if (!reply) throw new Error(`${method}: connection closed without an answer`);
    return reply;
  }

  /** DESCRIBE, SETUP of every track over TCP, PLAY. @returns the SDP */
  async play(): Promise<string> {
    const { status, body } = await this.request('DESCRIBE');
    if (status !== 200) throw new Error(`DESCRIBE: ${status}`);
    const tracks = body.match(/trackID=\d+/g) ?? [];
    for (const [i, track] of tracks.entries())
      await this.request('SETUP', `${this.url}/${track}`, {
        Transport: `RTP/AVP/TCP;unicast;interleaved=${2 * i}-${2 * i + 1}`,
      });
    const reply = await this.request('PLAY');
    if (reply.status !== 200) throw new Error(`PLAY: ${reply.status}`);
    return body;
  }

  /** Waits for so many more frames. */
  async frames(count: number): Promise<void> {
    const wanted = this.stamps.length + count;
    await this.until(() => this.stamps.length >= wanted);
  }

  close(): void {
    this.socket.destroy();
  }

  private parse(): void {
    for (;;) {
      if (this.rest[0] === 0x24 && (this.rest[1] ?? 0) < 50) {
        if (this.rest.length < 4 || this.rest.length < 4 + this.rest.readUInt16BE(2)) return;
        const bytes = this.rest.subarray(4, 4 + this.rest.readUInt16BE(2));
        this.packets.push(packet(this.rest[1] ?? 0, bytes));
        const at = this.rest[1] === 0 ? findStamp(bytes) : -1;
        const stamp = at >= 0 ? readStamp(bytes, at) : undefined;
        if (stamp) this.stamps.push(stamp);
        this.rest = this.rest.subarray(4 + bytes.length);
      } else if (this.rest.subarray(0, 5).toString('latin1') === 'RTSP/') {
        const end = this.rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const [first = '', ...lines] = this.rest.subarray(0, end).toString('utf8').split('\r\n');
        const headers = new Map(
          lines.map((line) => [line.split(':')[0] ?? '', line.replace(/^[^:]*:\s*/, '')]),
        );
        const length = Number(headers.get('Content-Length') ?? 0);
        if (this.rest.length < end + 4 + length) return;
        const body = this.rest.subarray(end + 4, end + 4 + length).toString('utf8');
        this.replies.push({ status: Number(first.split(' ')[1]), headers, body });
        this.rest = this.rest.subarray(end + 4 + length);
      } else if (this.rest.subarray(0, 8).toString('latin1') === 'OPTIONS ') {
        const end = this.rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        this.serverRequests.push(this.rest.subarray(0, end).toString('latin1'));
        this.rest = this.rest.subarray(end + 4);
      } else {
        if (this.rest.length < 8) return;
        this.skipStray();
      }
    }
  }

  /** To the next thing that looks like a video, audio or report packet of ours. */
  private skipStray(): void {
    for (let at = 1; at + 6 <= this.rest.length; at++) {
      const [dollar = 0, channel = 0, , , version = 0, type = 0] = this.rest.subarray(at, at + 6);
      if (dollar !== 0x24 || channel > 3 || version >> 6 !== 2) continue;
      if (![96, 97, 8, 0, 200 - 128].includes(type & 0x7f)) continue;
      this.strays.push(this.rest.subarray(0, at));
      this.rest = this.rest.subarray(at);
      return;
    }
    this.strays.push(this.rest);
    this.rest = Buffer.alloc(0);
  }
}

function packet(channel: number, bytes: Buffer): Packet {
  const rtp = bytes.length >= 12;
  return {
    channel,
    bytes,
    marker: ((bytes[1] ?? 0) & 0x80) !== 0,
    payloadType: (bytes[1] ?? 0) & 0x7f,
    sequence: rtp ? bytes.readUInt16BE(2) : 0,
    timestamp: rtp ? bytes.readUInt32BE(4) : 0,
    ssrc: rtp ? bytes.readUInt32BE(8) : 0,
  };
}
