// SPDX-License-Identifier: Apache-2.0
/** What faults do to the packets of one frame on their way out. Every result is bytes of its own. */
import type { Fault, StreamFaultName } from './fault.ts';
import { INTERLEAVED_HEADER, RTP_HEADER } from './media-track.ts';

/** Repeatable noise (Marsaglia's xorshift32), so that a failing test fails again. */
export function noise(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export type Disturbed = {
  readonly transport: 'tcp' | 'udp';
  /** Faults active now. */
  readonly faults: readonly Fault[];
  /** True once a second: what happens "every second" happens in this frame. */
  readonly burst: boolean;
  readonly random: () => number;
};

/** Names of the faults that `disturb` carries out; a session without any of them takes the short way. */
export const packetFaults: ReadonlySet<string> = new Set<StreamFaultName>([
  'garbage',
  'crlf',
  'unknown-channel',
  'server-request',
  'loss',
  'duplicate',
  'swap',
  'no-marker',
]);

/**
 * Applies the active faults.
 *
 * @param frame one frame's packets, numbered and stamped, each with its interleaved header
 * @param starts offset of each packet
 */
export function disturb(frame: Buffer, starts: readonly number[], how: Disturbed): Buffer {
  let packets: Buffer[] = starts.map((start, i) =>
    Buffer.from(frame.subarray(start, starts[i + 1] ?? frame.length)),
  );
  for (const fault of how.faults) packets = one(packets, fault, how);
  return Buffer.concat(packets);
}

function one(packets: Buffer[], fault: Fault, how: Disturbed): Buffer[] {
  switch (fault.name) {
    case 'loss':
      return packets.filter(() => how.random() >= fault.value);
    case 'duplicate':
      return packets.flatMap((packet) => (how.random() < fault.value ? [packet, packet] : [packet]));
    case 'swap':
      return packets.reduce<Buffer[]>((sent, packet) => {
        sent.splice(how.random() < fault.value ? Math.max(0, sent.length - 1) : sent.length, 0, packet);
        return sent;
      }, []);
    case 'no-marker':
      for (const packet of packets)
        packet[INTERLEAVED_HEADER + 1] = (packet[INTERLEAVED_HEADER + 1] ?? 0) & 0x7f;
      return packets;
    case 'garbage':
      return between(packets, how, () => garbage(fault.value, how.random));
    case 'crlf':
      return between(packets, how, () => Buffer.from('\r\n\r\n'));
    case 'unknown-channel':
      return between(packets, how, () => strayFrame(how.random));
    case 'server-request':
      return between(packets, how, () =>
        Buffer.from(`OPTIONS * RTSP/1.0\r\nCSeq: ${1 + Math.floor(how.random() * 1000)}\r\n\r\n`),
      );
    default:
      return packets;
  }
}

/** Puts bytes before one of the packets, once a second; only a byte stream has a between. */
function between(packets: Buffer[], how: Disturbed, make: () => Buffer): Buffer[] {
  if (!how.burst || how.transport === 'udp') return packets;
  return packets.toSpliced(Math.floor(how.random() * packets.length), 0, make());
}

/** Random bytes; now and then a `$`, to be more than easily recognised. */
function garbage(length: number, random: () => number): Buffer {
  return Buffer.from(Array.from({ length }, () => (random() < 0.02 ? 0x24 : Math.floor(random() * 256))));
}

/** A well-formed frame on channel 42 (quirk F5). */
function strayFrame(random: () => number): Buffer {
  const length = RTP_HEADER + 20;
  const frame = Buffer.alloc(INTERLEAVED_HEADER + length, 0x55);
  frame.set([0x24, 42, 0, length, 0x80, 110]);
  frame.writeUInt16BE(Math.floor(random() * 65_536), INTERLEAVED_HEADER + 2);
  return frame;
}
