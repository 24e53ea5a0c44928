// SPDX-License-Identifier: Apache-2.0
/** Why an attempt at a camera ended, in the words of the gap and of the connection test. */
import { type Refusal, RtspFailure, type RtspReply } from '@mingjing/media';
import type { CameraTestFailure } from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import { withoutCredentials } from './camera-address.ts';
import type { StreamEnd } from './camera-stream.ts';

/** Closed by us. */
export const stopped: StreamEnd = { cause: 'operator', reason: 'no-picture', detail: 'stopped' };

/** An end that was decided on the way; thrown to leave the procedure. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly end: StreamEnd;

  constructor(cause: GapCause, reason: CameraTestFailure, detail: string) {
    super(detail);
    this.end = { cause, reason, detail: withoutCredentials(detail) };
  }
}

/** @throws Ended always: what a reply that is no 200 means */
export function failOn({ status, reason }: RtspReply, refusal: Refusal | undefined): never {
  const detail = `${status} ${reason}`.trim();
  if (refusal?.kind === 'not-understood') {
    // The password may well be right: nobody has asked for it in a way that can be answered.
    const asked = refusal.asked || 'no WWW-Authenticate';
    throw new Ended('camera-refused', 'camera-refused', `${detail}: ${asked}`);
  }
  if (status === 401 || status === 403) throw new Ended('wrong-password', 'wrong-password', detail);
  if (status === 404) throw new Ended('stream-not-found', 'stream-not-found', detail);
  if (status === 0) throw new Ended('camera-offline', 'not-rtsp', detail);
  throw new Ended('camera-refused', 'camera-refused', detail);
}

/** @param silent the cause when a reply did not come in time */
export function endOf(error: unknown, silent: GapCause): StreamEnd {
  if (error instanceof RtspFailure) return { cause: silent, reason: 'timeout', detail: error.message };
  return {
    cause: 'internal',
    reason: 'no-picture',
    detail: error instanceof Error ? error.message : 'unknown',
  };
}
