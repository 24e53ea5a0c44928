// SPDX-License-Identifier: Apache-2.0
/**
 * Whether an SEI NAL unit says that decoding may begin here (recovery point, ITU-T H.264 D.2.8, H.265 D.3.8):
 * cameras that refresh the picture bit by bit send no IDR for hours, only these (V9).
 */
import type { VideoCodec } from '../mp4/sample-entry.ts';

const recoveryPoint = 6;

export function isRecoveryPointSei(codec: VideoCodec, nal: Uint8Array): boolean {
  let at = codec === 'h264' ? 1 : 2;
  // Two bytes and more are a message; the rest is trailing bits.
  while (at + 2 < nal.length) {
    let type = 0;
    while (nal[at] === 255) {
      type += 255;
      at++;
    }
    type += nal[at++] ?? 0;
    let size = 0;
    while (nal[at] === 255) {
      size += 255;
      at++;
    }
    size += nal[at++] ?? 0;
    if (type === recoveryPoint && size > 0) return true;
    at += size;
  }
  return false;
}
