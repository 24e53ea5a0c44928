// SPDX-License-Identifier: Apache-2.0
/**
 * What may be said of a live picture. "Live" is said only of a picture that a new frame reached less than three
 * seconds ago and that the browser goes on showing; everything else says why and since when. Rules only: what was
 * seen of socket and video goes in, what stands on the tile comes out.
 */
import type { Sentence } from './part-message.ts';

/** A picture older than this is not live. */
export const liveWithinMs = 3000;

export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing'; readonly lagMs: number }
  /** No new frame: `sinceMs` is the time of the last one (recorder's clock), `cause` what the recorder says of it. */
  | { readonly kind: 'stopped'; readonly sinceMs: number | undefined; readonly cause: Sentence | undefined }
  /** Frames come and the browser shows none of them. */
  | { readonly kind: 'not-shown'; readonly sinceMs: number }
  /** Frames come and none of them is one that the browser can begin with; the recording has them all. */
  | { readonly kind: 'no-start' }
  | { readonly kind: 'broken'; readonly sinceMs: number | undefined }
  | { readonly kind: 'unplayable'; readonly codec: string }
  | { readonly kind: 'session-closed' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'ended' };

/** A state nothing but a new look changes. */
export type FinalState = Extract<
  LiveState,
  { readonly kind: 'unplayable' | 'session-closed' | 'signed-out' | 'ended' }
>;

/** Instants are of one clock that only runs forward (`performance.now()`), except `frameMs`: the recorder's. */
export interface LiveFacts {
  readonly now: number;
  readonly final: FinalState | undefined;
  readonly connected: boolean;
  /** When the tile began to wait: at its beginning or when its connection broke. */
  readonly waitingSince: number;
  /** When the last frame that arrived was taken, on the page's clock and on the recorder's. */
  readonly partAt: number | undefined;
  readonly frameMs: number | undefined;
  /** The recorder's last word that the camera gives no picture; gone with the next part. */
  readonly cause: Sentence | undefined;
  /** When the picture last moved on. */
  readonly movedAt: number | undefined;
  /** None of what arrived is a key frame. */
  readonly lacksStart: boolean;
  /** The picture behind the newest frame that arrived. */
  readonly lagMs: number;
}

export function liveStateOf(facts: LiveFacts): LiveState {
  const { now, final, connected, waitingSince, partAt, frameMs, cause, movedAt, lagMs, lacksStart } = facts;
  if (final) return final;
  if (!connected && now - waitingSince >= liveWithinMs) return { kind: 'broken', sinceMs: frameMs };
  if (cause) return { kind: 'stopped', sinceMs: frameMs, cause };
  if (partAt === undefined)
    return connected && now - waitingSince >= liveWithinMs
      ? { kind: 'stopped', sinceMs: undefined, cause: undefined }
      : { kind: 'connecting' };
  if (now - partAt >= liveWithinMs) return { kind: 'stopped', sinceMs: frameMs, cause: undefined };
  if (lacksStart) return { kind: 'no-start' };
  if (now - Math.max(movedAt ?? 0, waitingSince) >= liveWithinMs)
    return { kind: 'not-shown', sinceMs: frameMs ?? 0 };
  return movedAt === undefined ? { kind: 'connecting' } : { kind: 'playing', lagMs };
}
