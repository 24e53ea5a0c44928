// SPDX-License-Identifier: Apache-2.0
/** RTP packets of one call to NAL units and sound: in order, of one source, whatever time and marker they carry. */
import { RtpTrack } from '@mingjing/media';
import { PsDemuxer, type PsHandlers } from '../ps/demuxer.ts';

export type PsReceiverHandlers = PsHandlers & {
  readonly onLost: (packets: number) => void;
};

/** Packets that may wait for one that is late. */
const reorder = { udp: 128, tcp: 4 } as const;

/** Dynamic types: a device that announces one and sends another means the same program stream. */
const firstDynamic = 96;

export class PsReceiver {
  readonly #makeTrack: (payloadType: number) => RtpTrack;
  readonly #announced: number;
  #track: RtpTrack | undefined;
  readonly #demuxer: PsDemuxer;

  constructor(transport: 'udp' | 'tcp', payloadType: number, handlers: PsReceiverHandlers) {
    this.#demuxer = new PsDemuxer(handlers);
    this.#announced = payloadType;
    this.#makeTrack = (type) =>
      new RtpTrack(type, reorder[transport], {
        onPayload: (bytes, from, to) => this.#demuxer.push(bytes.subarray(from, to)),
        onLost: (packets) => {
          this.#demuxer.lost();
          handlers.onLost(packets);
        },
        onDeviation: (id) => handlers.onDeviation(id),
        onSenderReport: () => undefined,
      });
  }

  receive(packet: Uint8Array): void {
    const sent = (packet[1] ?? 0) & 127;
    this.#track ??= this.#makeTrack(sent >= firstDynamic ? sent : this.#announced);
    this.#track.receive(packet, 0, packet.length);
  }

  /** What is whole so far is handed on. */
  flush(): void {
    this.#track?.flush();
    this.#demuxer.flush();
  }
}
