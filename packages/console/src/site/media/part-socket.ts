// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's media over a WebSocket. Binary messages: `uint32 BE header length ‖ header JSON ‖ part bytes`;
 * text messages: interruptions, gaps, drops and the end.
 */
import { apiBase } from '../../frame/request.ts';

export interface PartHeader {
  readonly kind: 'init' | 'fragment';
  readonly camera: string;
  readonly n: number;
  readonly i: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly segmentStartMs: number;
  readonly sync: boolean;
  readonly codec?: string;
}

export type Sentence = { readonly zh: string; readonly en: string };
export type Notice =
  | { readonly kind: 'interrupted'; readonly cause: string; readonly sentence: Sentence }
  | { readonly kind: 'dropped' }
  | {
      readonly kind: 'gap';
      readonly fromMs: number;
      readonly toMs: number;
      readonly cause: string;
      readonly sentence: Sentence;
    }
  | { readonly kind: 'end' };

export interface PartSocketListener {
  readonly onPart: (header: PartHeader, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onNotice: (notice: Notice) => void;
  /** `session-closed`: the access session ended (close code 4403); otherwise the connection broke. */
  readonly onClose: (why: 'session-closed' | 'broken') => void;
}

const sessionClosed = 4403;

/** Splits one binary message. Returns undefined when it is not one of ours. */
export function readPart(
  message: ArrayBuffer,
): { header: PartHeader; bytes: Uint8Array<ArrayBuffer> } | undefined {
  if (message.byteLength < 4) return undefined;
  const headerLength = new DataView(message).getUint32(0);
  if (4 + headerLength > message.byteLength) return undefined;
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, headerLength))) as PartHeader;
  return { header, bytes: new Uint8Array(message, 4 + headerLength) };
}

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
