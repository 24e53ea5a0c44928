// SPDX-License-Identifier: Apache-2.0
/** NAL units and sound of a program stream to whole frames, as a camera over RTSP gives them. */
import { type PsAudio, type PsAudioCodec, type PsVideoCodec, psClockRate } from '@mingjing/gb28181';
import { type AudioConfig, DecodingTime, StartPoints, VideoAssembler } from '@mingjing/media';
import type { StreamHandlers, StreamOptions } from './camera-stream.ts';

const msPerTick = 1000 / psClockRate;
/** Time between pictures until it is known. */
const usualTicks = psClockRate / 25;

export class DeviceFrames {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #decoding = new DecodingTime(0, usualTicks);
  #assembler: VideoAssembler | undefined;
  #codec: PsVideoCodec | undefined;
  #sound: AudioConfig | undefined;
  #lastTicks: number | undefined;
  hasPictures = false;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  /** What the stream map says of sound: G.711 is known by its name, AAC only when its first frame is here. */
  declared(audio: PsAudioCodec | undefined): void {
    if (audio === 'g711a' || audio === 'g711u') this.#useSound(g711(audio));
  }

  /** @returns false when the stream turned to another codec: another session, then */
  nal(codec: PsVideoCodec, nal: Uint8Array, ticks: number): boolean {
    if (this.#codec !== undefined && this.#codec !== codec) return false;
    this.#codec = codec;
    this.#assembler ??= this.#makeAssembler(codec);
    this.#assembler.push(nal, 0, nal.length, ticks);
    return true;
  }

  audio(audio: PsAudio): void {
    const { bytes, ticks } = audio;
    if (!this.#options.recordAudio) return;
    this.#useSound(audio.codec === 'aac' ? { codec: 'aac', ...audio.config } : g711(audio.codec));
    this.#handlers.onAudio({
      mediaMs: ticks * msPerTick,
      durationTicks: audio.codec === 'aac' ? 1024 : bytes.length,
      pieces: [bytes],
      sizeBytes: bytes.length,
    });
  }

  flush(): void {
    this.#assembler?.flush();
  }

  #useSound(config: AudioConfig): void {
    if (!this.#options.recordAudio) return;
    const before = this.#sound;
    if (
      before &&
      before.codec === config.codec &&
      before.rate === config.rate &&
      before.channels === config.channels
    )
      return;
    this.#sound = config;
    this.#assembler?.setAudio(config);
  }

  #makeAssembler(codec: PsVideoCodec): VideoAssembler {
    const { onDeviation, onVideo } = this.#handlers;
    const starts = new StartPoints((id) => onDeviation(id, 1));
    return new VideoAssembler(codec, [], this.#sound, {
      onDeviation: (id) => onDeviation(id, 1),
      onPicture: (picture) => {
        const { format, ticks, pieces, sizeBytes, signed, reorderFrames } = picture;
        this.hasPictures = true;
        if (reorderFrames !== undefined) this.#decoding.expectDepth(reorderFrames);
        if (this.#lastTicks !== undefined && Math.abs(ticks - this.#lastTicks) > psClockRate * 2)
          this.#decoding.restart();
        this.#lastTicks = ticks;
        const decodingTicks = this.#decoding.of(ticks);
        onVideo({
          format,
          mediaMs: decodingTicks * msPerTick,
          compositionMs: (ticks - decodingTicks) * msPerTick,
          sync: starts.isStart(picture, this.#options.nowMs()),
          pieces,
          sizeBytes,
          signed,
        });
      },
    });
  }
}

const g711 = (codec: 'g711a' | 'g711u'): AudioConfig => ({
  codec: codec === 'g711a' ? 'alaw' : 'ulaw',
  rate: 8000,
  channels: 1,
});
