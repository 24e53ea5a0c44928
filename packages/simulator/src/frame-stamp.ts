// SPDX-License-Identifier: Apache-2.0
/**
 * The mark every frame carries: an SEI message `user_data_unregistered` (H.264 D.1.7, H.265 D.2.7) before the
 * first slice. Numbers are lower-case hexadecimal in ASCII, so the message never needs emulation prevention
 * and can be found by searching any file or capture for the UUID, without a demuxer.
 *
 *   UUID 16 bytes │ camera 8 │ session 8 │ counter 16 │ sent at, Unix ms 12      (characters)
 */

/** 6d696e67-6a69-4e67-8d73-74616d706564 */
export const stampUuid: Uint8Array = Uint8Array.from([
  0x6d, 0x69, 0x6e, 0x67, 0x6a, 0x69, 0x4e, 0x67, 0x8d, 0x73, 0x74, 0x61, 0x6d, 0x70, 0x65, 0x64,
]);

const widths = { camera: 8, session: 8, counter: 16, sentAtMs: 12 } as const;
const textLength = widths.camera + widths.session + widths.counter + widths.sentAtMs;
const payloadLength = stampUuid.length + textLength;
const SEI_USER_DATA_UNREGISTERED = 5;

export type FrameStamp = {
  /** Number of the camera in its URL, from 1. */
  readonly camera: number;
  /** Counts the PLAYs of this server since it started, from 1. */
  readonly session: number;
  /** One more with every frame the camera makes, sent or not; goes on across sessions of the same camera. */
  readonly counter: number;
  /** The camera's wall clock when the frame went out, Unix milliseconds. */
  readonly sentAtMs: number;
};

/** The SEI NAL unit with all numbers zero; `patchStamp` fills them in a copy of the packet that carries it. */
export function emptyStampNal(codec: 'h264' | 'h265'): Uint8Array {
  // H.264: nal_unit_type 6. H.265: PREFIX_SEI_NUT 39, layer 0, temporal id 0.
  const header = codec === 'h264' ? [0x06] : [39 << 1, 0x01];
  return Uint8Array.from([
    ...header,
    SEI_USER_DATA_UNREGISTERED,
    payloadLength,
    ...stampUuid,
    ...new Array<number>(textLength).fill(0x30),
    0x80,
  ]);
}

/**
 * Where the numbers of the first stamp in `bytes` begin.
 *
 * @returns offset behind the UUID, or -1 when there is none or it is cut off
 */
export function findStamp(bytes: Uint8Array, from = 0): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(stampUuid, from);
  return at < 0 || at + payloadLength > bytes.length ? -1 : at + stampUuid.length;
}

/** Writes the numbers of a stamp at an offset that `findStamp` gave. */
export function patchStamp(bytes: Uint8Array, at: number, stamp: FrameStamp): void {
  let end = at;
  for (const name of ['camera', 'session', 'counter', 'sentAtMs'] as const) {
    end += widths[name];
    writeHex(bytes, end, widths[name], stamp[name]);
  }
}

/** Reads the stamp whose numbers begin at `at`; undefined when they are not hexadecimal (a damaged frame). */
export function readStamp(bytes: Uint8Array, at: number): FrameStamp | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, textLength).toString('latin1');
  if (!/^[0-9a-f]+$/.test(text)) return undefined;
  let offset = 0;
  const next = (width: number) => {
    offset += width;
    return Number.parseInt(text.slice(offset - width, offset), 16);
  };
  return {
    camera: next(widths.camera),
    session: next(widths.session),
    counter: next(widths.counter),
    sentAtMs: next(widths.sentAtMs),
  };
}

/** Fills `width` characters that end before `end`; the rest of the number is done with once it is zero. */
function writeHex(bytes: Uint8Array, end: number, width: number, value: number): void {
  let rest = value;
  for (let i = end - 1; i >= end - width; i--) {
    const digit = rest % 16;
    bytes[i] = digit < 10 ? 0x30 + digit : 0x57 + digit;
    rest = (rest - digit) / 16;
  }
}
