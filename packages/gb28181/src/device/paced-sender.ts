// SPDX-License-Identifier: Apache-2.0
/**
 * Frames as RTP at the pace of their recording (peak control, §4.3.6): a program stream, one RTP time per frame, the
 * recording's clock in it whatever the speed.
 */
import type { Clock } from '../clock.ts';
import type { MediaOutlet } from '../net/media-outlet.ts';
import { psClockRate } from '../ps/codes.ts';
import { PsMuxer } from '../ps/muxer.ts';
import { packetise, type RtpState } from '../rtp/packetiser.ts';
import type { MediaPiece, StreamKind } from './host.ts';

const ticksPerMs = psClockRate / 1000;

/** Muxes pieces and sends them; says when each was due. */
export class PieceSender {
  readonly #outlet: MediaOutlet;
  readonly #rtp: RtpState;
  #muxer: PsMuxer | undefined;
  #stream: StreamKind | undefined;
  #baseMs: number | undefined;
  packets = 0;
  frames = 0;
  lastTicks = 0;

  constructor(outlet: MediaOutlet, ssrc: number, payloadType: number) {
    this.#outlet = outlet;
    this.#rtp = { ssrc, payloadType, sequence: 0 };
  }

  get sequence(): number {
    return this.#rtp.sequence;
  }

  /** @param originMs recording time that is tick 0; the first piece's when absent */
  begin(originMs: number): void {
    this.#baseMs = originMs;
  }

  send({ stream, frame }: MediaPiece): void {
    if (!this.#muxer || stream.video !== this.#stream?.video || stream.audio !== this.#stream.audio) {
      this.#muxer = new PsMuxer(stream.video, stream.audio);
      this.#stream = stream;
    }
    this.#baseMs ??= frame.atMs;
    const ticksOf = (ms: number) => Math.max(0, (ms - this.#baseMs!) * ticksPerMs);
    const dtsTicks = ticksOf(frame.atMs);
    const pack =
      frame.kind === 'video'
        ? this.#muxer.video({
            nals: frame.nals,
            ptsTicks: ticksOf(frame.presentMs),
            dtsTicks,
            isKey: frame.isKey,
          })
        : this.#muxer.audio(frame.bytes, dtsTicks);
    const packets = packetise(pack, dtsTicks, this.#rtp);
    this.packets += packets.length;
    if (frame.kind === 'video') this.frames++;
    this.lastTicks = Math.round(dtsTicks);
    this.#outlet.send(packets);
  }
}

/** Backlog above which live sending runs faster than the clock. */
const smoothMs = 1200;
const mostBacklog = 3000;

/** Live pieces come in bursts of up to a second: they leave evenly, a little faster while there is a backlog. */
export class LivePacer {
  readonly #clock: Clock;
  readonly #sender: PieceSender;
  readonly #isBlocked: () => boolean;
  readonly #onSent: (piece: MediaPiece) => void;
  readonly #queue: MediaPiece[] = [];
  #stopTimer: (() => void) | undefined;
  #dropToKey = false;
  #dueMs = 0;
  #closed = false;

  constructor(
    clock: Clock,
    sender: PieceSender,
    isBlocked: () => boolean,
    onSent: (piece: MediaPiece) => void,
  ) {
    this.#clock = clock;
    this.#sender = sender;
    this.#isBlocked = isBlocked;
    this.#onSent = onSent;
  }

  push(piece: MediaPiece): void {
    if (this.#closed) return;
    const isKey = piece.frame.kind === 'video' && piece.frame.isKey;
    // A receiver that cannot keep up loses everything to the next key frame.
    if (this.#isBlocked() || this.#queue.length > mostBacklog) {
      this.#dropToKey = true;
      this.#queue.length = 0;
    }
    if (this.#dropToKey && !isKey) return;
    this.#dropToKey = false;
    this.#queue.push(piece);
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    this.#stopTimer?.();
  }

  #schedule(): void {
    if (this.#stopTimer || this.#queue.length === 0) return;
    const waitMs = Math.max(0, this.#dueMs - this.#clock.nowMs());
    this.#stopTimer = this.#clock.after(waitMs, () => {
      this.#stopTimer = undefined;
      this.#sendNext();
      this.#schedule();
    });
  }

  #sendNext(): void {
    const nowMs = this.#clock.nowMs();
    // What fell due while the timer slept goes together.
    for (let count = 0; count < 8; count++) {
      const piece = this.#queue.shift();
      if (!piece || this.#closed) return;
      this.#onSent(piece);
      this.#sender.send(piece);
      const next = this.#queue[0];
      if (!next) {
        this.#dueMs = nowMs;
        return;
      }
      const backlogMs = this.#queue.at(-1)!.frame.atMs - next.frame.atMs;
      const speed = backlogMs > smoothMs ? 3 : 1;
      const stepMs = Math.max(0, Math.min(1000, next.frame.atMs - piece.frame.atMs)) / speed;
      this.#dueMs = Math.max(this.#dueMs, nowMs - 200) + stepMs;
      if (this.#dueMs > nowMs) return;
    }
  }
}
