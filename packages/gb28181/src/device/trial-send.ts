// SPDX-License-Identifier: Apache-2.0
/**
 * A channel sent to ourselves: the same muxer, pacing, sockets and demultiplexer as for a platform, over loopback, and
 * what arrived counted. What is wrong here is wrong on our side; what is fine here is the network's or the platform's.
 */
import type { Clock } from '../clock.ts';
import { openInlet } from '../net/media-inlet.ts';
import { tcpActiveOutlet, udpOutlet } from '../net/media-outlet.ts';
import type { PortPool } from '../net/port-pool.ts';
import { PsReceiver } from '../rtp/ps-receiver.ts';
import type { LiveSource } from './host.ts';
import { LivePacer, PieceSender } from './paced-sender.ts';

export type TrialReport = {
  readonly codec: 'h264' | 'h265' | undefined;
  /** As its PES say; undefined: no sound. */
  readonly audio: string | undefined;
  readonly pictures: number;
  readonly keyPictures: number;
  /** Pictures that were handed to the sender. */
  readonly sent: number;
  readonly packetsLost: number;
  readonly bytes: number;
  /** From the beginning to the first key picture; undefined: none came. */
  readonly firstKeyMs: number | undefined;
  /** Why nothing could be sent. */
  readonly problem: string | undefined;
};

export type TrialOptions = {
  readonly source: LiveSource;
  readonly transport: 'udp' | 'tcp';
  readonly ports: PortPool;
  readonly clock: Clock;
  readonly forMs: number;
};

const here = '127.0.0.1';
const payloadType = 96;

/** Ends by itself after `forMs`; the source is closed. */
export async function trialSend({
  source,
  transport,
  ports,
  clock,
  forMs,
}: TrialOptions): Promise<TrialReport> {
  const [receiving, sending] = [ports.take(), ports.take()];
  const count = { ...nothing };
  const beganMs = clock.nowMs();
  const closers: (() => void)[] = [
    () => source.close(),
    () => {
      for (const port of [receiving, sending]) if (port !== undefined) ports.release(port);
    },
  ];
  try {
    if (receiving === undefined || sending === undefined)
      return { ...count, problem: 'no media port is free' };
    const receiver = new PsReceiver(transport, payloadType, {
      onNal: (codec, nal) => {
        count.codec = codec;
        if (!beginsPicture(codec, nal)) return;
        count.pictures++;
        if (!isKey(codec, nal)) return;
        count.keyPictures++;
        count.firstKeyMs ??= Math.round(clock.nowMs() - beganMs);
      },
      onAudio: ({ codec }) => {
        count.audio = codec;
      },
      onMap: () => undefined,
      onDeviation: () => undefined,
      onLost: (packets) => {
        count.packetsLost += packets;
      },
    });
    const inlet = await openInlet(transport === 'udp' ? 'udp' : 'tcp-passive', {
      address: here,
      port: receiving,
      isExpected: () => true,
      onPacket: (packet) => {
        count.bytes += packet.length;
        receiver.receive(packet);
      },
      onLost: () => undefined,
      onSkipped: () => undefined,
    });
    closers.push(() => inlet.close());
    const outlet = await (transport === 'udp' ? udpOutlet : tcpActiveOutlet)({
      localAddress: here,
      localPort: sending,
      remoteAddress: here,
      remotePort: receiving,
      mayCallFrom: () => false,
      onLost: (reason) => {
        count.problem ??= reason;
      },
    });
    closers.push(() => outlet.close());
    outlet.start();
    const sender = new PieceSender(outlet, 1, payloadType);
    const pacer = new LivePacer(
      clock,
      sender,
      () => false,
      ({ frame }) => {
        if (frame.kind !== 'video') return;
        count.sent++;
        source.shown(frame.atMs, frame.atMs + 40);
      },
    );
    closers.push(() => pacer.close());
    source.start(
      (piece) => pacer.push(piece),
      (reason) => {
        count.problem ??= reason;
      },
    );
    await new Promise<void>((resolve) => clock.after(forMs, resolve));
    pacer.close();
    // What is under way arrives before it is counted.
    await new Promise<void>((resolve) => clock.after(100, resolve));
    receiver.flush();
    return { ...count };
  } catch (error) {
    return { ...count, problem: error instanceof Error ? error.message : 'failed' };
  } finally {
    for (const close of closers.reverse()) close();
  }
}

type Counting = { -readonly [Key in keyof TrialReport]: TrialReport[Key] };
const nothing: Counting = {
  codec: undefined,
  audio: undefined,
  pictures: 0,
  keyPictures: 0,
  sent: 0,
  packetsLost: 0,
  bytes: 0,
  firstKeyMs: undefined,
  problem: undefined,
};

const typeOf = (codec: 'h264' | 'h265', nal: Uint8Array) =>
  codec === 'h264' ? nal[0]! & 31 : (nal[0]! >> 1) & 63;

/** A slice that begins a picture. */
function beginsPicture(codec: 'h264' | 'h265', nal: Uint8Array): boolean {
  const type = typeOf(codec, nal);
  const isSlice = codec === 'h264' ? type === 1 || type === 5 : type <= 21;
  return isSlice && ((nal[codec === 'h264' ? 1 : 2] ?? 0) & 0x80) !== 0;
}

const isKey = (codec: 'h264' | 'h265', nal: Uint8Array) =>
  codec === 'h264' ? typeOf(codec, nal) === 5 : typeOf(codec, nal) >= 16;
