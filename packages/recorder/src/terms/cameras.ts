// SPDX-License-Identifier: Apache-2.0
/** A camera as it is set, as it does, and as it answers a test. */
import type { GapCause } from './causes.ts';
import type { RetentionSettings } from './holds.ts';

/** What a camera shows that is reached over TLS. */
export type Certificate = {
  /** SHA-256 of the certificate, hexadecimal in lower case. */
  readonly sha256: string;
  /** Somebody whom this machine knows signed it, for this host. */
  readonly isTrusted: boolean;
};

/** What must be known of a camera to record it. */
export type CameraSettings = {
  /** 1 to 64 of `A-Z a-z 0-9 . _ -`. */
  readonly id: string;
  /** `rtsp://`, `rtsps://` or `gb28181://` address, credentials in it if the camera asks for them. Never logged, never given out whole. */
  readonly url: string;
  /**
   * Address of a smaller stream of the same camera, which a wall of several shows; not recorded. Without credentials of its
   * own those of `url` are given. A secret like `url`. Absent: a wall shows what is recorded.
   */
  readonly wallUrl?: string;
  /** The address was typed on a page, by somebody who need not have the machine: loopback must be allowed. */
  readonly typed?: boolean;
  readonly name?: string;
  /** What the unit sorts its cameras by on the wall: a floor, a building. */
  readonly group?: string;
  /** Absent: tcp (RTP interleaved in the RTSP connection). */
  readonly transport?: 'tcp' | 'udp';
  /** Absent: true. */
  readonly recordAudio?: boolean;
  /** SHA-256 (hexadecimal) of the certificate of a camera over TLS that nobody known has signed; set at the first connection. */
  readonly certificateSha256?: string;
  /** The ONVIF device that the stream comes from: its device service, at the stream's host, and its media profile. */
  readonly onvif?: { readonly service: string; readonly profile: string };
  /** Motion that the camera itself tells is an alarm. Absent: false; tampering always is. */
  readonly motionAlarm?: boolean;
  /** Absent: true. False keeps the camera in the list and writes gaps with cause `operator`. */
  readonly enabled?: boolean;
  /** Overrides the retention of the unit for this camera. */
  readonly retention?: Partial<RetentionSettings>;
};

/** A camera that is on the list no more and has footage or gaps still. */
export type RemovedCamera = {
  readonly id: string;
  /** Its last name; undefined when it never had one, or was removed before names were kept. */
  readonly name: string | undefined;
  /** When it was taken off the list; undefined when that was before it was kept. */
  readonly removedMs: number | undefined;
};

export type CameraState = 'connecting' | 'recording' | 'waiting' | 'disabled' | 'stopped-by-pressure';

/** What a capture thread knows of one camera. */
export type CameraCounters = {
  readonly id: string;
  readonly state: CameraState;
  readonly sinceMs: number;
  /** Why nothing is being recorded; absent while recording. */
  readonly cause: GapCause | undefined;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly audioCodec: string | undefined;
  /** Over the last ten seconds or so. */
  readonly framesPerSecond: number;
  readonly bitsPerSecond: number;
  /** Since this process began: video frames and bytes that reached the file, reconnections, lost RTP packets. */
  readonly frames: number;
  readonly bytes: number;
  readonly reconnects: number;
  readonly packetsLost: number;
  /** Camera clock minus recorder timeline, from RTCP sender reports; absent when it sends none that make sense. */
  readonly clockOffsetMs: number | undefined;
  /** Tolerances that fired, by quirk id of the camera catalogue or name: count. */
  readonly deviations: Readonly<Record<string, number>>;
  /** Key frames only: what comes in is being thinned by the pressure ladder. */
  readonly thinned: boolean;
  /** End of the last frame recorded; absent if none was since start. */
  readonly lastFrameMs: number | undefined;
  /** Over TLS: what the camera showed at its last connection. */
  readonly certificate: Certificate | undefined;
};

export type CameraStatus = CameraCounters & {
  readonly name: string | undefined;
  /** Address without credentials. */
  readonly address: string;
  readonly enabled: boolean;
};

/** Answer of a connection test, in the order in which things go wrong. */
export type CameraTest =
  | {
      readonly kind: 'ok';
      readonly codec: string;
      readonly width: number;
      readonly height: number;
      readonly framesPerSecond: number | undefined;
      readonly audioCodec: string | undefined;
      /** From connecting to the first whole picture. */
      readonly firstPictureMs: number;
      /** Over TLS: what it showed. */
      readonly certificate: Certificate | undefined;
      /** The stream carries signatures of the camera (Media Signing). */
      readonly isSigned: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly reason: CameraTestFailure;
      /** For the curious: status line, error code; no credentials. */
      readonly detail: string;
    };

export type CameraTestFailure =
  | 'address-malformed'
  | 'address-refused'
  | 'name-unknown'
  | 'unreachable'
  | 'timeout'
  | 'not-rtsp'
  | 'not-tls'
  | 'certificate-changed'
  | 'wrong-password'
  | 'stream-not-found'
  | 'camera-refused'
  | 'no-video'
  | 'unsupported-codec'
  | 'no-picture';

/** Who to talk to about a camera beside its stream. */
export type CameraDevice =
  | {
      readonly kind: 'onvif';
      readonly service: URL;
      readonly profile: string;
      readonly credentials: { readonly user: string; readonly password: string } | undefined;
    }
  | { readonly kind: 'gb28181'; readonly device: string; readonly channel: string };

export interface CameraRoster {
  /** @throws RecorderError `recorder/camera-exists`, `recorder/camera-id-malformed`, `recorder/camera-url-refused` */
  add(camera: CameraSettings, by: string): Promise<void>;
  /** @throws RecorderError `recorder/camera-unknown`, `recorder/camera-url-refused` */
  update(id: string, change: Partial<Omit<CameraSettings, 'id'>>, by: string): Promise<void>;
  /** Stops recording; footage stays until retention lets it go. @throws RecorderError `recorder/camera-unknown` */
  remove(id: string, by: string): Promise<void>;
  /** Undefined: nothing but a stream is known. For what talks with the camera; its credentials are shown to nobody. */
  deviceOf(id: string): CameraDevice | undefined;
  /** Settings with the URL's credentials taken out. */
  list(): readonly CameraSettings[];
  status(): readonly CameraStatus[];
  find(id: string): CameraStatus | undefined;
  /** Cameras that were removed and of which something is recorded. */
  removed(): readonly RemovedCamera[];
}
