// SPDX-License-Identifier: Apache-2.0
/** What can be asked of the simulated cameras, and what they tell about themselves. */

export const videoCodecs = ['h264', 'h265'] as const;
export type VideoCodec = (typeof videoCodecs)[number];

export const audioCodecs = ['none', 'aac', 'pcma', 'pcmu'] as const;
export type AudioCodec = (typeof audioCodecs)[number];

/** Clips under `clips/`; `clips/README.md` says what each one is for. */
export const clipNames = [
  'gate',
  'lobby',
  'car-park',
  'night-yard',
  'small',
  'b-frames',
  'long-gop',
  'gate-h265',
  'small-h265',
  'b-frames-h265',
] as const;
export type ClipName = (typeof clipNames)[number];

/** What a client must present. `digest-md5` is RFC 2617, `digest-sha256` RFC 7616, both with `qop=auth` offered. */
export type CameraAuth = {
  readonly scheme: 'basic' | 'digest-md5' | 'digest-sha256';
  readonly user: string;
  readonly password: string;
};

/** How one camera is. Everything absent is as for all cameras, and every field may also stand in the URL's query. */
export type CameraTraits = {
  /** Shown in the SDP's `s=` line. */
  readonly name?: string;
  readonly codec?: VideoCodec;
  /** Wins over `codec`. */
  readonly clip?: ClipName;
  readonly audio?: AudioCodec;
  /** Video bits per second, reached with filler NAL units; absent: as many as the clip has. */
  readonly bitrate?: number;
  readonly auth?: CameraAuth;
  /** Faults as in the URL, e.g. `stall@10s+5s,garbage:64@20s`; see README. */
  readonly fault?: string;
};

export type CamerasOptions = CameraTraits & {
  /** How many cameras: `/1` … `/count`. */
  readonly count: number;
  /** TCP port; 0 or absent picks a free one. */
  readonly port?: number;
  /** Address to listen on, 127.0.0.1 when absent. */
  readonly host?: string;
  /** Deviations of single cameras; the key is the number in the URL, from 1. */
  readonly cameras?: Readonly<Record<number, CameraTraits>>;
  /** A session without any request or receiver report for this long is dropped; absent: never over TCP, 60 over UDP. */
  readonly sessionTimeoutSeconds?: number;
  /** The camera's send buffer in milliseconds of video, 4000 when absent; a client that is behind loses frames. */
  readonly bufferMs?: number;
  /** RTSP over TLS with this key and certificate (PEM); addresses begin with `rtsps://`. */
  readonly tls?: { readonly key: string; readonly cert: string };
};

export type SessionStats = {
  readonly camera: number;
  /** Number of the session since start, as stamped into every frame. */
  readonly session: number;
  readonly transport: 'tcp' | 'udp';
  readonly playing: boolean;
  readonly firstCounter: number | undefined;
  /** Counter of the last frame sent or lost. */
  readonly lastCounter: number | undefined;
  readonly framesSent: number;
  /** Not sent because of a fault, or because the client was behind by more than the camera's buffer. */
  readonly framesLost: number;
  readonly bytesSent: number;
  readonly receiverReports: number;
};

export type CamerasStats = {
  readonly connectionsOpen: number;
  readonly connectionsTotal: number;
  readonly framesSent: number;
  readonly framesLost: number;
  readonly bytesSent: number;
  /** Open sessions and the last thousand that ended. */
  readonly sessions: readonly SessionStats[];
};

/** Running cameras. */
export type Cameras = {
  readonly port: number;
  /** `rtsp://HOST:PORT/1` …, with credentials when the cameras ask for them. */
  readonly urls: readonly string[];
  readonly names: readonly string[];
  readonly stats: () => CamerasStats;
  /**
   * Makes one camera fail from now on: running sessions count `@` from this call, later ones from their PLAY.
   *
   * @param fault as in the URL; undefined ends what an earlier call began
   * @throws SimulatorError `simulator/fault-unknown`, `simulator/options-unusable` (no such camera)
   */
  readonly setFault: (camera: number, fault: string | undefined) => void;
  /** Drops every connection and stops listening. */
  readonly close: () => Promise<void>;
};
