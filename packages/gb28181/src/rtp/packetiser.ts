// SPDX-License-Identifier: Apache-2.0
/** RTP around a frame's bytes (RFC 3550 §5.1): one time for all packets of a frame, marker on the last. */

/** Payload of one packet: with headers it fits an Ethernet frame, also through a tunnel. */
export const rtpPayloadBytes = 1400;
const headerBytes = 12;

export type RtpState = { readonly ssrc: number; readonly payloadType: number; sequence: number };

/** @param ticks 90 kHz, taken modulo 2^32 */
export function packetise(
  bytes: Uint8Array,
  ticks: number,
  state: RtpState,
  payloadBytes = rtpPayloadBytes,
): Uint8Array[] {
  const packets: Uint8Array[] = [];
  const time = ((Math.round(ticks) % 2 ** 32) + 2 ** 32) % 2 ** 32;
  for (let at = 0; at < bytes.length; at += payloadBytes) {
    const payload = bytes.subarray(at, Math.min(bytes.length, at + payloadBytes));
    const packet = new Uint8Array(headerBytes + payload.length);
    const view = new DataView(packet.buffer);
    const isLast = at + payloadBytes >= bytes.length;
    packet[0] = 0x80;
    packet[1] = state.payloadType | (isLast ? 0x80 : 0);
    view.setUint16(2, state.sequence);
    view.setUint32(4, time);
    view.setUint32(8, state.ssrc);
    packet.set(payload, headerBytes);
    packets.push(packet);
    state.sequence = (state.sequence + 1) & 0xffff;
  }
  return packets;
}

/** RFC 4571: each packet behind its length. */
export function framePackets(packets: readonly Uint8Array[]): Uint8Array {
  const framed = new Uint8Array(packets.reduce((sum, packet) => sum + packet.length + 2, 0));
  let at = 0;
  for (const packet of packets) {
    framed[at] = packet.length >> 8;
    framed[at + 1] = packet.length & 255;
    framed.set(packet, at + 2);
    at += packet.length + 2;
  }
  return framed;
}
