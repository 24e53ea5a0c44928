// SPDX-License-Identifier: Apache-2.0
/**
 * Live viewers of all cameras. A capture thread sends a camera's fragments only while somebody watches; the
 * first viewer makes it begin with the last key frame, and later viewers get the same from what is kept here.
 */

import type { GapCause } from '../../terms/causes.ts';
import type { FootagePart, LiveEvent } from '../../terms/footage.ts';
import type { LivePart } from '../capture/messages.ts';

type Listener = (event: LiveEvent) => void;
type Audience = { readonly listeners: Set<Listener>; recent: FootagePart[] };

/** Kept for late viewers: since the last key frame, but no more than this. */
const mostBytes = 32 * 2 ** 20;

export class LiveHub {
  readonly #setLive: (camera: string, on: boolean) => void;
  readonly #audiences = new Map<string, Audience>();

  constructor(setLive: (camera: string, on: boolean) => void) {
    this.#setLive = setLive;
  }

  subscribe(camera: string, listener: Listener): () => void {
    let audience = this.#audiences.get(camera);
    if (audience) {
      for (const part of audience.recent) listener({ kind: 'part', part });
      audience.listeners.add(listener);
    } else {
      audience = { listeners: new Set([listener]), recent: [] };
      this.#audiences.set(camera, audience);
      this.#setLive(camera, true);
    }
    const mine = audience;
    return () => {
      mine.listeners.delete(listener);
      if (mine.listeners.size > 0 || this.#audiences.get(camera) !== mine) return;
      this.#audiences.delete(camera);
      this.#setLive(camera, false);
    };
  }

  /** The camera runs in a new thread, which does not know of its viewers. */
  resume(camera: string): void {
    const audience = this.#audiences.get(camera);
    if (!audience) return;
    audience.recent = [];
    this.#setLive(camera, true);
  }

  part(camera: string, live: LivePart): void {
    const audience = this.#audiences.get(camera);
    if (!audience) return;
    const { segmentStartMs, codec, ...rest } = live;
    const part: FootagePart = {
      ...rest,
      camera,
      segment: 0,
      segmentStartMs,
      ...(codec !== undefined && { codec }),
    };
    audience.recent = keepRecent(audience.recent, part);
    for (const listener of audience.listeners) listener({ kind: 'part', part });
  }

  interrupted(camera: string, cause: GapCause): void {
    for (const listener of this.#audiences.get(camera)?.listeners ?? [])
      listener({ kind: 'interrupted', cause });
  }

  ended(camera: string): void {
    const audience = this.#audiences.get(camera);
    this.#audiences.delete(camera);
    for (const listener of audience?.listeners ?? []) listener({ kind: 'ended' });
  }
}

/** The last initialization and the fragments since the last key frame. */
function keepRecent(recent: readonly FootagePart[], part: FootagePart): FootagePart[] {
  if (part.kind === 'init') return [part];
  const init = recent.find((one) => one.kind === 'init');
  if (part.sync) return init ? [init, part] : [part];
  const kept = [...recent, part];
  const bytes = kept.reduce((sum, one) => sum + one.bytes.length, 0);
  return bytes > mostBytes ? (init ? [init] : []) : kept;
}
