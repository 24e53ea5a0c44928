// SPDX-License-Identifier: Apache-2.0
/** Parts on a WebSocket: `uint32 BE header length ‖ header JSON ‖ part bytes`, so that time and bytes never part. */
import type { FootagePart } from '../../terms/footage.ts';

export type PartHeader = {
  readonly kind: 'init' | 'fragment';
  readonly camera: string;
  /** Segment and part in it. */
  readonly n: number;
  readonly i: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Wall time of media time 0. */
  readonly segmentStartMs: number;
  readonly sync: boolean;
  readonly codec?: string;
};

export function encodePartMessage(part: FootagePart): Buffer {
  const header: PartHeader = {
    kind: part.kind,
    camera: part.camera,
    n: part.segment,
    i: part.i,
    startMs: part.startMs,
    endMs: part.endMs,
    segmentStartMs: part.segmentStartMs,
    sync: part.sync,
    ...(part.codec !== undefined && { codec: part.codec }),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, part.bytes]);
}

/** Close codes of media sockets (4000–4999 are for applications). */
export const closeCodes = { sessionClosed: 4403, refused: 4400, failed: 4500 } as const;
