// SPDX-License-Identifier: Apache-2.0
/**
 * A clip or a sound as ready-made packets. One template serves every session of every camera; a session copies
 * a unit and patches channel, sequence number, timestamp, SSRC and stamp.
 *
 *   $ │ channel │ length 2 │ RTP header 12 │ payload │ $ │ …        one unit = one frame
 */
import { type Clip, loadClip, loadSound, type Sound } from './clip.ts';
import { emptyStampNal, findStamp } from './frame-stamp.ts';
import type { AudioCodec, ClipName } from './options.ts';
import { packetise } from './packetise.ts';
import { fillerNal, fillerSizes } from './pad-frames.ts';

/** `$`, channel, two bytes of length (RFC 2326 §10.12). */
export const INTERLEAVED_HEADER = 4;
export const RTP_HEADER = 12;

export type UnitTemplate = {
  readonly bytes: Buffer;
  /** Offsets of the packets' `$`. */
  readonly packetStarts: readonly number[];
  /** Offset of the stamp's numbers; -1 in sound. */
  readonly stampAt: number;
  readonly key: boolean;
  /** Place in presentation order within the loop, from 0. */
  readonly presentation: number;
  /** RTP payload bytes, for the sender report's octet count. */
  readonly payloadBytes: number;
};

export type MediaTrack = {
  readonly kind: 'video' | 'audio';
  readonly payloadType: number;
  readonly clockRate: number;
  /** RTP clock ticks from one unit to the next at the nominal rate. */
  readonly ticksPerUnit: number;
  readonly units: readonly UnitTemplate[];
  /** SDP lines of this medium without its `m=` and `a=control`. */
  readonly sdp: readonly string[];
};

const VIDEO_PAYLOAD_TYPE = 96;
const VIDEO_CLOCK = 90_000;
const audioPayloadTypes = { pcmu: 0, pcma: 8, aac: 97 } as const;

/** Tracks made so far, so that two hundred cameras of one kind share one copy. */
export class TrackShelf {
  private readonly tracks = new Map<string, MediaTrack>();

  /** @throws SimulatorError `simulator/options-unusable` when the clip alone exceeds the bit rate */
  video(name: ClipName, bitrate: number | undefined): MediaTrack {
    return this.once(`${name} ${bitrate ?? ''}`, () => videoTrack(loadClip(name), bitrate));
  }

  audio(codec: Exclude<AudioCodec, 'none'>): MediaTrack {
    return this.once(codec, () => audioTrack(loadSound(codec)));
  }

  private once(key: string, make: () => MediaTrack): MediaTrack {
    const track = this.tracks.get(key) ?? make();
    this.tracks.set(key, track);
    return track;
  }
}

function videoTrack(clip: Clip, bitrate: number | undefined): MediaTrack {
  const stamp = emptyStampNal(clip.codec);
  const fillers = bitrate === undefined ? [] : fillerSizes(clip, bitrate, stamp.length);
  const units = clip.frames.map(({ nals, key, presentation }, i) => {
    const sets = nals.filter((nal) => clip.parameterSets.some((set) => Buffer.compare(set, nal) === 0));
    const slices = nals.slice(sets.length);
    const filler = fillers[i] ? [fillerNal(clip.codec, fillers[i])] : [];
    const payloads = packetise(clip.codec, [...sets, stamp, ...slices, ...filler], clip.aggregated);
    return unitTemplate(payloads, VIDEO_PAYLOAD_TYPE, key, presentation);
  });
  const natural = units.reduce((sum, { payloadBytes }) => sum + payloadBytes, 0);
  const bits = bitrate ?? (natural * 8 * clip.framesPerSecond) / units.length;
  return {
    kind: 'video',
    payloadType: VIDEO_PAYLOAD_TYPE,
    clockRate: VIDEO_CLOCK,
    ticksPerUnit: VIDEO_CLOCK / clip.framesPerSecond,
    units,
    sdp: [
      `b=AS:${Math.ceil(bits / 1000)}`,
      `a=rtpmap:${VIDEO_PAYLOAD_TYPE} ${clip.codec.toUpperCase()}/${VIDEO_CLOCK}`,
      `a=fmtp:${VIDEO_PAYLOAD_TYPE} ${clip.codec === 'h264' ? fmtpH264(clip) : fmtpH265(clip)}`,
      `a=framerate:${clip.framesPerSecond}`,
    ],
  };
}

/** RFC 6184 §8.2.1: profile, constraints and level are bytes 1 to 3 of the SPS. */
function fmtpH264({ parameterSets }: Clip): string {
  const profile = base16(parameterSets[0]?.subarray(1, 4) ?? new Uint8Array());
  return `packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${parameterSets.map(base64).join(',')}`;
}

/** RFC 7798 §7.1. */
function fmtpH265({ parameterSets }: Clip): string {
  return ['vps', 'sps', 'pps']
    .map((set, i) => `sprop-${set}=${base64(parameterSets[i] ?? new Uint8Array())}`)
    .join(';');
}

function audioTrack(sound: Sound): MediaTrack {
  const payloadType = audioPayloadTypes[sound.codec];
  const aac = sound.codec === 'aac';
  return {
    kind: 'audio',
    payloadType,
    clockRate: sound.clockRate,
    ticksPerUnit: sound.ticksPerUnit,
    units: sound.units.map((unit, i) => unitTemplate([aac ? aacHbr(unit) : unit], payloadType, true, i)),
    sdp: aac
      ? [
          `a=rtpmap:${payloadType} MPEG4-GENERIC/${sound.clockRate}/1`,
          `a=fmtp:${payloadType} streamtype=5;profile-level-id=1;mode=AAC-hbr;config=${base16(sound.config ?? new Uint8Array())};sizelength=13;indexlength=3;indexdeltalength=3`,
        ]
      : [`a=rtpmap:${payloadType} ${sound.codec.toUpperCase()}/${sound.clockRate}`],
  };
}

/** RFC 3640 §3.3.6: one access unit, its size in 13 bits, index 0 in 3. */
function aacHbr(unit: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0, 16, unit.length >> 5, (unit.length & 31) << 3), unit]);
}

function unitTemplate(
  payloads: readonly Uint8Array[],
  payloadType: number,
  key: boolean,
  presentation: number,
): UnitTemplate {
  const packetStarts: number[] = [];
  const pieces: Uint8Array[] = [];
  let offset = 0;
  payloads.forEach((payload, i) => {
    const length = RTP_HEADER + payload.length;
    const marker = i === payloads.length - 1 ? 0x80 : 0;
    packetStarts.push(offset);
    pieces.push(
      Uint8Array.of(
        0x24,
        0,
        length >> 8,
        length & 0xff,
        0x80,
        marker | payloadType,
        ...new Array<number>(10).fill(0),
      ),
      payload,
    );
    offset += INTERLEAVED_HEADER + length;
  });
  const bytes = Buffer.concat(pieces);
  return {
    bytes,
    packetStarts,
    stampAt: findStamp(bytes),
    key,
    presentation,
    payloadBytes: offset - payloads.length * (INTERLEAVED_HEADER + RTP_HEADER),
  };
}

/** Bytes on the wire, headers included. */
export function bytesPerSecond({ units, clockRate, ticksPerUnit }: MediaTrack): number {
  const bytes = units.reduce((sum, unit) => sum + unit.bytes.length, 0);
  return bytes / ((units.length * ticksPerUnit) / clockRate);
}

const base16 = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
