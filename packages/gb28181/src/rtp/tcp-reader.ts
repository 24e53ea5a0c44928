// SPDX-License-Identifier: Apache-2.0
/**
 * RTP out of a TCP stream: two bytes of length (RFC 4571), or `$`, channel and length as RTSP has it (Q14). After a
 * length that cannot be, the stream is searched for the SSRC (Q15).
 */
import { ByteQueue } from '../ps/byte-queue.ts';

export type TcpReaderHandlers = {
  readonly onPacket: (packet: Uint8Array) => void;
  /** Bytes were passed over. */
  readonly onSkipped: () => void;
};

const rtpHeaderBytes = 12;

export class RtpTcpReader {
  readonly #handlers: TcpReaderHandlers;
  readonly #held = new ByteQueue();
  #ssrc: Uint8Array | undefined;
  #isLost = false;

  constructor(handlers: TcpReaderHandlers) {
    this.#handlers = handlers;
  }

  push(bytes: Uint8Array): void {
    this.#held.push(bytes);
    while (this.#take());
    // Longer than any frame: nothing here can be read.
    if (this.#held.length > 1 << 20) this.#held.clear();
  }

  #take(): boolean {
    const view = this.#held.view;
    if (view.length < 4 + rtpHeaderBytes) return false;
    const prefix = view[0] === 0x24 && view[1]! < 4 ? 4 : 2;
    const length = (view[prefix - 2]! << 8) | view[prefix - 1]!;
    if (!this.#looksLikeRtp(view, prefix, length)) return this.#search(view);
    if (view.length < prefix + length) return false;
    this.#isLost = false;
    const packet = view.slice(prefix, prefix + length);
    this.#held.drop(prefix + length);
    if ((packet[1]! & 127) < 72 || (packet[1]! & 127) > 76) {
      this.#ssrc = packet.slice(8, 12);
      this.#handlers.onPacket(packet);
    }
    return true;
  }

  /** RTCP (types 200 to 204) passes too and is left out above. */
  #looksLikeRtp(view: Uint8Array, at: number, length: number): boolean {
    if (length < 8 || view[at]! >> 6 !== 2) return false;
    return !this.#isLost || !this.#ssrc || this.#ssrc.every((byte, i) => view[at + 8 + i] === byte);
  }

  #search(view: Uint8Array): boolean {
    if (!this.#isLost) this.#handlers.onSkipped();
    this.#isLost = true;
    const ssrc = this.#ssrc;
    // The SSRC of a packet stands ten bytes behind its length.
    for (let at = 1; at + 14 <= view.length; at++) {
      if (view[at + 2]! >> 6 !== 2) continue;
      if (ssrc && !ssrc.every((byte, i) => view[at + 10 + i] === byte)) continue;
      this.#held.drop(at);
      return true;
    }
    this.#held.drop(Math.max(1, view.length - 14));
    return false;
  }
}
