// SPDX-License-Identifier: Apache-2.0
/** How RTP comes: in the RTSP connection, or in datagrams of its own. */
import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import type { InterleavedReader, MediaReceiver, MediaTrack } from '@mingjing/media';
import { type Conversation, controlUrl, header, type RtspReply } from '@mingjing/media';

export type Transport = {
  /** SETUP of one track. @param index of the track in the receiver */
  readonly setup: (track: MediaTrack, index: number) => Promise<RtspReply>;
  /** Receiver reports, and over UDP packets that keep a firewall open. */
  readonly report: () => void;
  readonly timeoutSeconds: () => number;
  /** Datagrams that came; absent where media come in the connection. */
  readonly received?: () => number;
  readonly close: () => void;
};

export type TransportOptions = {
  readonly conversation: Conversation;
  readonly media: MediaReceiver;
  readonly reader: InterleavedReader;
  readonly host: string;
  readonly write: (bytes: Buffer) => void;
  readonly isPlainBase: string;
};

const ours = 0x6d6a0001;

export function tcpTransport(options: TransportOptions): Transport {
  const { conversation, media, reader, write, isPlainBase } = options;
  const session = new SessionHeader(conversation);
  const reports: { readonly channel: number; readonly track: number }[] = [];
  /** Channels that a finished SETUP agreed on: they stay what they are (T1). */
  const agreed = new Set<number>();
  const assign = (track: number, rtp: number, rtcp: number): void => {
    media.assign(rtp, track, false);
    media.assign(rtcp, track, true);
    reader.expectChannel(rtp);
    reader.expectChannel(rtcp);
  };
  return {
    setup: async (track, index) => {
      // A camera may have given an earlier track the channels that would be next.
      let wanted = index * 2;
      while (agreed.has(wanted) || agreed.has(wanted + 1)) wanted += 2;
      // Some send before they answer PLAY, or even SETUP (F4, F5).
      assign(index, wanted, wanted + 1);
      const reply = await conversation.request('SETUP', controlUrl(isPlainBase, track.control), [
        `Transport: RTP/AVP/TCP;unicast;interleaved=${wanted}-${wanted + 1}`,
      ]);
      if (reply.status !== 200) return reply;
      session.read(reply);
      const said = /interleaved\s*=\s*(\d+)(?:-(\d+))?/i.exec(header(reply.headers, 'transport') ?? '');
      const rtp = said ? Number(said[1]) : wanted;
      const rtcp = said?.[2] === undefined ? rtp + 1 : Number(said[2]);
      assign(index, rtp, rtcp);
      agreed.add(rtp).add(rtcp);
      reports.push({ channel: rtcp, track: index });
      return reply;
    },
    report: () => {
      for (const { channel, track } of reports) {
        const report = media.tracks[track]?.report(ours + track);
        if (report)
          write(
            Buffer.concat([Buffer.from([0x24, channel, report.length >> 8, report.length & 255]), report]),
          );
      }
    },
    timeoutSeconds: () => session.timeoutSeconds,
    close: () => undefined,
  };
}

type Pair = { readonly rtp: Socket; readonly rtcp: Socket; readonly track: number; serverPort: number };

export function udpTransport(options: TransportOptions): Transport {
  const { conversation, media, host, isPlainBase } = options;
  const session = new SessionHeader(conversation);
  const pairs: Pair[] = [];
  let received = 0;
  const punch = ({ rtp, rtcp, track, serverPort }: Pair): void => {
    if (serverPort <= 0) return;
    const report = media.tracks[track]?.report(ours + track);
    // An RTP packet without payload opens the way for what comes back (T5).
    rtp.send(Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), serverPort, host, () => undefined);
    if (report) rtcp.send(report, serverPort + 1, host, () => undefined);
  };
  return {
    setup: async (track, index) => {
      const pair = await bindPair(isIP(host) === 6 ? 'udp6' : 'udp4', index);
      pairs.push(pair);
      const from = (address: string) => address === host || address.endsWith(host);
      pair.rtp.on('message', (bytes, remote) => {
        if (!from(remote.address)) return;
        received++;
        media.tracks[index]?.receive(bytes, 0, bytes.length);
      });
      pair.rtcp.on('message', (bytes, remote) => {
        if (from(remote.address)) media.tracks[index]?.receiveReport(bytes, 0, bytes.length);
      });
      const port = pair.rtp.address().port;
      const reply = await conversation.request('SETUP', controlUrl(isPlainBase, track.control), [
        `Transport: RTP/AVP;unicast;client_port=${port}-${port + 1}`,
      ]);
      if (reply.status !== 200) return reply;
      session.read(reply);
      const transport = header(reply.headers, 'transport') ?? '';
      pair.serverPort = Number(/server_port\s*=\s*(\d+)/i.exec(transport)?.[1] ?? 0);
      punch(pair);
      return reply;
    },
    report: () => {
      for (const pair of pairs) punch(pair);
    },
    timeoutSeconds: () => session.timeoutSeconds,
    received: () => received,
    close: () => {
      for (const { rtp, rtcp } of pairs) {
        rtp.close();
        rtcp.close();
      }
    },
  };
}

/** An even port and the odd one above it (RFC 3550 §11). */
async function bindPair(type: 'udp4' | 'udp6', track: number): Promise<Pair> {
  for (let tries = 0; ; tries++) {
    const rtp = createSocket({ type, recvBufferSize: 2 ** 20 });
    const rtcp = createSocket({ type });
    try {
      await bind(rtp, 0);
      const { port } = rtp.address();
      if (port % 2 === 1) throw new Error('odd');
      await bind(rtcp, port + 1);
      // A refused datagram is the network's matter; the stall watchdog notices.
      rtp.on('error', () => undefined);
      rtcp.on('error', () => undefined);
      return { rtp, rtcp, track, serverPort: 0 };
    } catch (error) {
      rtp.close();
      rtcp.close();
      if (tries > 50) throw error;
    }
  }
}

function bind(socket: Socket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

/** `Session: id;timeout=60`; the first id stays (S4). */
class SessionHeader {
  readonly #conversation: Conversation;
  timeoutSeconds = 60;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  read(reply: RtspReply): void {
    const value = header(reply.headers, 'session');
    if (value === undefined) return;
    this.#conversation.session ??= value.split(';')[0]!.trim();
    const timeout = Number(/timeout\s*=\s*(\d+)/i.exec(value)?.[1] ?? 0);
    if (timeout > 0) this.timeoutSeconds = timeout;
  }
}
