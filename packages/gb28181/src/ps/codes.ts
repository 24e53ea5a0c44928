// SPDX-License-Identifier: Apache-2.0
/** Stream types of a program stream map in this standard (annex C), and its clock. */

export type PsVideoCodec = 'h264' | 'h265';
export type PsAudioCodec = 'g711a' | 'g711u' | 'aac';

export const videoTypes: Readonly<Record<PsVideoCodec, number>> = { h264: 0x1b, h265: 0x24 };
export const audioTypes: Readonly<Record<PsAudioCodec, number>> = { g711a: 0x90, g711u: 0x91, aac: 0x0f };

export const videoCodecOf = (type: number): PsVideoCodec | undefined =>
  type === 0x1b ? 'h264' : type === 0x24 ? 'h265' : undefined;

export const audioCodecOf = (type: number): PsAudioCodec | undefined =>
  type === 0x90 ? 'g711a' : type === 0x91 ? 'g711u' : type === 0x0f ? 'aac' : undefined;

/** Ticks per second of PTS, DTS, SCR base and RTP. */
export const psClockRate = 90_000;

export const streamIds = { video: 0xe0, audio: 0xc0 } as const;
