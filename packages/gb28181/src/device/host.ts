// SPDX-License-Identifier: Apache-2.0
/** What the lower role needs of the program around it. Everything a platform may see or ask passes here. */

import type { PtzCommand } from '../manscdp/ptz.ts';
import type { PsAudioCodec, PsVideoCodec } from '../ps/codes.ts';
import type { Charset } from '../text/gb18030.ts';

/** A platform above, as configured. */
export type UpperPlatform = {
  readonly id: string;
  /** Ten digits, or what the platform calls its domain. */
  readonly domain: string;
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  readonly user: string;
  readonly password: string;
  readonly expiresSeconds: number;
  readonly keepaliveSeconds: number;
  readonly keepaliveMisses: number;
  readonly version: '2016' | '2022';
  readonly charset: Charset;
};

export type SharedChannel = {
  /** 20 digits. */
  readonly id: string;
  readonly name: string;
  readonly isOnline: boolean;
  readonly isRecording: boolean;
  /** There is a way to turn it; whether anybody may is another question. */
  readonly isMovable?: boolean;
};

export type RecordRow = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly sizeBytes: number;
  /** How the recorder names it. */
  readonly path: string;
};

export type StreamKind = { readonly video: PsVideoCodec; readonly audio: PsAudioCodec | undefined };

export type MediaFrame =
  | {
      readonly kind: 'video';
      /** Decoding and presentation on the recorder's timeline, epoch ms. */
      readonly atMs: number;
      readonly presentMs: number;
      readonly isKey: boolean;
      readonly nals: readonly Uint8Array[];
    }
  /** G.711 samples, or an AAC frame with its ADTS header. */
  | { readonly kind: 'audio'; readonly atMs: number; readonly bytes: Uint8Array };

export type MediaPiece = { readonly stream: StreamKind; readonly frame: MediaFrame };

export type LiveSource = {
  /** Pieces as they come, each once. @param onEnd the look is over, whatever the reason */
  readonly start: (onPiece: (piece: MediaPiece) => void, onEnd: (reason: string) => void) => void;
  /** What was really sent: `[fromMs, toMs)`. */
  readonly shown: (fromMs: number, toMs: number) => void;
  readonly close: () => void;
};

export type HistorySource = {
  /** From the key frame at or before an instant to the end of the range. */
  readonly read: (fromMs: number) => AsyncIterable<MediaPiece>;
  readonly sizeBytes: number;
  /** Aborted when the look was closed by somebody else. */
  readonly signal: AbortSignal;
  readonly shown: (fromMs: number, toMs: number) => void;
  readonly close: () => void;
};

/** The wish of a platform, as it came; the host decides and writes down. */
export type UpperControl =
  | { readonly kind: 'ptz'; readonly command: PtzCommand; readonly raw: string }
  | { readonly kind: 'reboot' }
  | { readonly kind: 'record'; readonly isOn: boolean }
  | { readonly kind: 'guard'; readonly isOn: boolean }
  | { readonly kind: 'reset-alarm' }
  | { readonly kind: 'other'; readonly what: string };

export interface DeviceHost {
  readonly facts: {
    readonly name: string;
    readonly manufacturer: string;
    readonly model: string;
    readonly firmware: string;
  };
  /** What this platform may see. */
  readonly channels: (platform: UpperPlatform) => readonly SharedChannel[];
  /** Footage that is held, pieces that meet joined; a gap is not covered. */
  readonly records: (
    platform: UpperPlatform,
    channel: string,
    fromMs: number,
    toMs: number,
  ) => readonly RecordRow[];
  /** Opens a registered look. @returns undefined when it is refused */
  readonly openLive: (platform: UpperPlatform, channel: string) => Promise<LiveSource | undefined>;
  readonly openHistory: (
    platform: UpperPlatform,
    channel: string,
    range: { readonly fromMs: number; readonly toMs: number; readonly isDownload: boolean },
  ) => Promise<HistorySource | undefined>;
  /** Numbered upwards from 1. Absent: none has any. */
  readonly presets?: (
    platform: UpperPlatform,
    channel: string,
  ) => Promise<readonly { readonly name: string }[]>;
  /** @returns whether it was carried out */
  readonly control: (platform: UpperPlatform, channel: string, control: UpperControl) => Promise<boolean>;
  readonly log: (level: 'info' | 'warn', message: string, facts: Readonly<Record<string, unknown>>) => void;
}
