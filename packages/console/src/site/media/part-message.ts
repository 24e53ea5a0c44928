// SPDX-License-Identifier: Apache-2.0
/** What the recorder sends over a media socket. Binary: `uint32 BE header length ‖ header JSON ‖ part bytes`. */

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
  /** The recorder's present, epoch ms, as the socket opens. */
  | { readonly kind: 'clock'; readonly nowMs: number }
  | { readonly kind: 'dropped' }
  /** Playback begins here, first of all or after a seek: parts before it belong to what was played before. */
  | { readonly kind: 'start'; readonly fromMs: number }
  | {
      readonly kind: 'gap';
      readonly fromMs: number;
      readonly toMs: number;
      readonly cause: string;
      readonly sentence: Sentence;
    }
  /** Playback has shown all there is and waits for what is being recorded. */
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'end' };

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
