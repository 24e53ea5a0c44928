// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's media over a WebSocket. Binary messages: `uint32 BE header length ‖ header JSON ‖ part bytes`;
 * text messages: interruptions, gaps, drops and the end.
 */
import { apiBase } from '../../frame/request.ts';
import { type Notice, type PartHeader, readPart } from './part-message.ts';

export type { Notice, Sentence } from './part-message.ts';

export interface PartSocketListener {
  readonly onPart: (header: PartHeader, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onNotice: (notice: Notice) => void;
  readonly onOpen?: () => void;
  /** `session-closed`: the access session ended (close code 4403); otherwise the connection broke. */
  readonly onClose: (why: 'session-closed' | 'broken') => void;
}

const sessionClosed = 4403;

/**
 * Opens a media socket.
 *
 * @param path starts with `/api/media/`
 * @returns `send` gives the server the position or a seek; `close` ends it without a call of `onClose`
 */
export function openPartSocket(
  path: string,
  listener: PartSocketListener,
): { send: (message: object) => void; close: () => void } {
  const base = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${apiBase}`;
  const socket = new WebSocket(base + path);
  socket.binaryType = 'arraybuffer';
  let wanted = true;
  socket.onopen = () => {
    if (wanted) listener.onOpen?.();
  };
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (!wanted) return;
    if (typeof data === 'string') {
      listener.onNotice(JSON.parse(data) as Notice);
      return;
    }
    const part = readPart(data);
    if (part) listener.onPart(part.header, part.bytes);
  };
  socket.onclose = ({ code }) => {
    if (wanted) listener.onClose(code === sessionClosed ? 'session-closed' : 'broken');
  };
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => {
      wanted = false;
      socket.close();
    },
  };
}
