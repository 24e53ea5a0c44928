// SPDX-License-Identifier: Apache-2.0
/** What one attempt at a camera gives: a description, whole frames, and one end with its reason. */
import type { AccessMemory, BlockPool, MediaHandlers } from '@mingjing/media';
import type { CameraTestFailure, Certificate } from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import type { StreamMemory } from './stream-memory.ts';

export type StreamHandlers = MediaHandlers & {
  /** Over TLS: what the camera showed, at every connection. */
  readonly onCertificate?: (certificate: Certificate) => void;
  /** Exactly once, also after `close`. */
  readonly onEnd: (end: StreamEnd) => void;
};

export type StreamEnd = {
  readonly cause: GapCause;
  /** The same in the words of a connection test. */
  readonly reason: CameraTestFailure;
  /** For the log and the curious; no credentials. */
  readonly detail: string;
};

export type CameraStream = {
  /** Bytes received so far: tells a silent line from a camera that sends something unusable. */
  readonly receivedBytes: () => number;
  /** Still talking about the stream, within deadlines of its own. Absent: never. */
  readonly isOpening?: () => boolean;
  /** TEARDOWN if it can still be sent, then the sockets are closed. */
  readonly close: () => void;
};

export type StreamOptions = {
  readonly url: string;
  readonly transport: 'tcp' | 'udp';
  readonly recordAudio: boolean;
  readonly allowAddresses: readonly string[];
  /** The machine's own operator named the address: it may be loopback. A redirect elsewhere may not. */
  readonly mayLoop: boolean;
  /** The recorder's timeline, epoch ms. */
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Directory of the store: names the exchange with the GB/T 28181 agent. Absent: there is none. */
  readonly store?: string;
  /** What earlier attempts learned about getting in; absent: nothing. */
  readonly access?: AccessMemory;
  /** What they learned about the way and the certificate; absent: nothing. */
  readonly memory?: StreamMemory;
  /** Memory for pictures, shared by the cameras of a thread. */
  readonly blocks?: BlockPool;
};

export type OpenStream = (options: StreamOptions, handlers: StreamHandlers) => CameraStream;
