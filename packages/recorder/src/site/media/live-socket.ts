// SPDX-License-Identifier: Apache-2.0
/**
 * One viewer of one camera, live. The initialization and what came since the last key frame go out at once, then each
 * part as it is cut. A viewer that cannot keep up never grows a queue here: beyond the bound everything is dropped
 * until the next key frame (catalogue B4), and the viewer is told.
 */
import type { WebSocket } from 'ws';
import { type GapCause, gapCauses } from '../../terms/causes.ts';
import type { FootagePart, LiveStream } from '../../terms/footage.ts';
import type { Grant } from '../access/gate.ts';
import { closeCodes, encodePartMessage } from './part-message.ts';

export type LiveBounds = {
  /** Bytes waiting in the socket above which parts are dropped, and below which sending starts again. */
  readonly dropAboveBytes: number;
  readonly resumeBelowBytes: number;
};

const liveBounds: LiveBounds = { dropAboveBytes: 4 << 20, resumeBelowBytes: 512 << 10 };

/** What of a WebSocket is needed; tests pass a slow one. */
export type Wire = Pick<WebSocket, 'send' | 'bufferedAmount'>;

/** Decides part by part what one viewer gets. */
export class LiveViewer {
  readonly #wire: Wire;
  readonly #bounds: LiveBounds;
  readonly #shown: (fromMs: number, toMs: number) => void;
  #init: FootagePart | undefined;
  #initSent = false;
  #dropping = false;

  constructor(wire: Wire, shown: (fromMs: number, toMs: number) => void, bounds: LiveBounds = liveBounds) {
    this.#wire = wire;
    this.#shown = shown;
    this.#bounds = bounds;
  }

  part(part: FootagePart): void {
    if (part.kind === 'init') {
      this.#init = part;
      this.#initSent = false;
      return;
    }
    if (this.#wire.bufferedAmount > this.#bounds.dropAboveBytes && !this.#dropping) {
      this.#dropping = true;
      this.notice({ kind: 'dropped' });
    }
    if (this.#dropping) {
      if (!part.sync || this.#wire.bufferedAmount > this.#bounds.resumeBelowBytes) return;
      this.#dropping = false;
    }
    if (this.#init && !this.#initSent) {
      this.#wire.send(encodePartMessage(this.#init));
      this.#initSent = true;
    }
    this.#shown(part.startMs, part.endMs);
    this.#wire.send(encodePartMessage(part));
  }

  notice(message: object): void {
    this.#wire.send(JSON.stringify(message));
  }
}

/** @param camera the recorder's present and what keeps the camera from giving pictures, if anything */
export function serveLive(
  socket: WebSocket,
  grant: Grant,
  camera: {
    readonly nowMs: number;
    readonly cause: GapCause | undefined;
    readonly stream?: LiveStream | undefined;
  },
): void {
  const viewer = new LiveViewer(socket, grant.shown);
  // A viewer tells a live picture from a last one by its age on the recorder's own clock.
  viewer.notice({ kind: 'clock', nowMs: Math.round(camera.nowMs) });
  if (camera.cause)
    viewer.notice({ kind: 'interrupted', cause: camera.cause, sentence: gapCauses[camera.cause] });
  const stop = grant.live((event) => {
    if (socket.readyState !== socket.OPEN) return;
    switch (event.kind) {
      case 'part':
        viewer.part(event.part);
        return;
      case 'interrupted':
        viewer.notice({ kind: 'interrupted', cause: event.cause, sentence: gapCauses[event.cause] });
        return;
      case 'ended':
        viewer.notice({ kind: 'end' });
        socket.close(1000);
    }
  }, camera.stream);
  const onSessionClosed = () => socket.close(closeCodes.sessionClosed, 'access session closed');
  grant.signal.addEventListener('abort', onSessionClosed, { once: true });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stop();
    grant.signal.removeEventListener('abort', onSessionClosed);
  });
}
