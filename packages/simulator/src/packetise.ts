// SPDX-License-Identifier: Apache-2.0
/**
 * Cuts NAL units into RTP payloads: H.264 after RFC 6184 (single, STAP-A, FU-A), H.265 after RFC 7798
 * (single, AP, FU).
 */
import type { VideoCodec } from './options.ts';

/** RTP payload bytes per packet: what fits an Ethernet frame with room for a tunnel. */
const MAX_PAYLOAD = 1400;

type Framing = {
  readonly headerLength: 1 | 2;
  /** Header of an aggregation packet that carries these NAL units. */
  readonly aggregate: (nals: readonly Uint8Array[]) => readonly number[];
  /** Payload header and FU header of a fragment. */
  readonly fragment: (nal: Uint8Array, start: boolean, end: boolean) => readonly number[];
};

const framings: Readonly<Record<VideoCodec, Framing>> = {
  h264: {
    headerLength: 1,
    // STAP-A is type 24; F and NRI are the strongest of the NAL units inside (RFC 6184 §5.7).
    aggregate: (nals) => [24 | Math.max(...nals.map((nal) => (nal[0] ?? 0) & 0x60))],
    fragment: (nal, start, end) => [
      ((nal[0] ?? 0) & 0xe0) | 28,
      (start ? 0x80 : 0) | (end ? 0x40 : 0) | ((nal[0] ?? 0) & 0x1f),
    ],
  },
  h265: {
    headerLength: 2,
    // AP is type 48; layer and temporal id are the lowest inside, here always 0 and 1 (RFC 7798 §4.4.2).
    aggregate: () => [48 << 1, 1],
    fragment: (nal, start, end) => [
      ((nal[0] ?? 0) & 0x81) | (49 << 1),
      nal[1] ?? 1,
      (start ? 0x80 : 0) | (end ? 0x40 : 0) | (((nal[0] ?? 0) >> 1) & 0x3f),
    ],
  },
};

/**
 * The payloads of one frame, in sending order.
 *
 * @param aggregated put neighbouring small NAL units into one packet
 */
export function packetise(codec: VideoCodec, nals: readonly Uint8Array[], aggregated: boolean): Uint8Array[] {
  const framing = framings[codec];
  const payloads: Uint8Array[] = [];
  for (const group of aggregated ? groupSmall(nals) : nals.map((nal) => [nal])) {
    const [only] = group;
    if (group.length > 1) payloads.push(aggregationPacket(framing, group));
    else if (only && only.length <= MAX_PAYLOAD) payloads.push(only);
    else if (only) payloads.push(...fragments(framing, only));
  }
  return payloads;
}

/** Neighbours that fit one packet together, two bytes of length before each. */
function groupSmall(nals: readonly Uint8Array[]): Uint8Array[][] {
  const groups: Uint8Array[][] = [];
  let room = 0;
  for (const nal of nals) {
    const group = groups.at(-1);
    if (group && nal.length + 2 <= room) group.push(nal);
    else {
      groups.push([nal]);
      room = MAX_PAYLOAD - 2;
    }
    room -= nal.length + 2;
  }
  return groups;
}

function aggregationPacket(framing: Framing, nals: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([
    Uint8Array.from(framing.aggregate(nals)),
    ...nals.flatMap((nal) => [Uint8Array.of(nal.length >> 8, nal.length & 0xff), nal]),
  ]);
}

function fragments(framing: Framing, nal: Uint8Array): Uint8Array[] {
  const room = MAX_PAYLOAD - framing.headerLength - 1;
  const pieces: Uint8Array[] = [];
  for (let at = framing.headerLength; at < nal.length; at += room) {
    const end = Math.min(at + room, nal.length);
    const header = framing.fragment(nal, at === framing.headerLength, end === nal.length);
    pieces.push(Buffer.concat([Uint8Array.from(header), nal.subarray(at, end)]));
  }
  return pieces;
}
