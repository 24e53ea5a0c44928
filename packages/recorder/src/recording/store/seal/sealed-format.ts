// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of an encrypted segment file (docs/design/evidence.md, "Encrypted segment"). It is a file of boxes like any
 * segment; what shows pictures is encrypted, what a recovery without keys needs is not.
 *
 *     part 0     ftyp │ moov │ mjhd          as the camera's format says; how the day's key is wrapped
 *     part i     mjpt                        one fragment
 *
 *     mjhd       size │ 'mjhd' │ version 1 │ cipher 1 │ 0 0 │ salt 16 │ day 10 │ key id 8 │ ephemeral key 32 │ day key 48
 *     mjpt       size │ 'mjpt' │ plain bytes │ number │ start ms │ end ms │ frames │ flags │ plain part root 32 │ block …
 *     block      ciphertext of at most 64 KiB │ tag 16
 *
 * Numbers are uint32, big-endian; times count from the start of the segment the fragment was cut for.
 */
import { encodeUtf8, sealedPartBox } from '@mingjing/evidence';

/** Plain bytes of a block that is encrypted as one; the last of a part may be shorter. */
export const sealBlockBytes = 65_536;
export const tagBytes = 16;
export const partHeadBytes = 64;
export const keyIdBytes = 8;

const headType = 'mjhd';
const saltAt = 12;
const dayAt = saltAt + 16;
const keyIdAt = dayAt + 10;
const ephemeralAt = keyIdAt + keyIdBytes;
const wrappedAt = ephemeralAt + 32;
export const sealHeadBytes = wrappedAt + 32 + tagBytes;

export type SealHead = {
  /** Of this file alone: its key follows from the day's key and this. */
  readonly salt: Uint8Array;
  /** UTC day the key is for. */
  readonly day: string;
  /** Which footage key opens it. */
  readonly keyId: Uint8Array;
  readonly ephemeral: Uint8Array;
  /** The day's key with its tag. */
  readonly wrapped: Uint8Array;
};

/** What of a fragment is told without a key. */
export type SealedPartHead = {
  readonly plainBytes: number;
  /** Under which it was encrypted; grows within a file. */
  readonly number: number;
  readonly startOffsetMs: number;
  readonly endOffsetMs: number;
  readonly frames: number;
  readonly sync: boolean;
  /** Part root over the plain bytes. */
  readonly root: Uint8Array;
};

export function encodeSealHead({ salt, day, keyId, ephemeral, wrapped }: SealHead): Uint8Array {
  const bytes = boxOf(headType, sealHeadBytes, sealHeadBytes);
  bytes.set([1, 1], 8);
  bytes.set(salt, saltAt);
  bytes.set(encodeUtf8(day), dayAt);
  bytes.set(keyId, keyIdAt);
  bytes.set(ephemeral, ephemeralAt);
  bytes.set(wrapped, wrappedAt);
  return bytes;
}

/** @returns undefined when there stands no such box, or one of another version or cipher */
export function parseSealHead(bytes: Uint8Array): SealHead | undefined {
  if (bytes.length < sealHeadBytes || typeOf(bytes) !== headType) return undefined;
  if (sizeOf(bytes) !== sealHeadBytes || bytes[8] !== 1 || bytes[9] !== 1) return undefined;
  return {
    salt: bytes.slice(saltAt, dayAt),
    day: String.fromCharCode(...bytes.subarray(dayAt, keyIdAt)),
    keyId: bytes.slice(keyIdAt, ephemeralAt),
    ephemeral: bytes.slice(ephemeralAt, wrappedAt),
    wrapped: bytes.slice(wrappedAt, sealHeadBytes),
  };
}

/** The head of a fragment's box; the blocks follow, and each is bound to it. */
export function encodePartHead(head: SealedPartHead): Uint8Array {
  const bytes = boxOf(sealedPartBox, storedSizeOf(head.plainBytes), partHeadBytes);
  const view = viewOf(bytes);
  const { plainBytes, number, startOffsetMs, endOffsetMs, frames, sync } = head;
  for (const [at, value] of [plainBytes, number, startOffsetMs, endOffsetMs, frames, sync ? 1 : 0].entries())
    view.setUint32(8 + at * 4, value);
  bytes.set(head.root, 32);
  return bytes;
}

/** @returns undefined when there stands no such box, or its size does not fit what it says */
export function parsePartHead(bytes: Uint8Array): SealedPartHead | undefined {
  if (bytes.length < partHeadBytes || typeOf(bytes) !== sealedPartBox) return undefined;
  const view = viewOf(bytes);
  const [plainBytes, number, startOffsetMs, endOffsetMs, frames, flags] = [8, 12, 16, 20, 24, 28].map((at) =>
    view.getUint32(at),
  ) as [number, number, number, number, number, number];
  if (plainBytes === 0 || sizeOf(bytes) !== storedSizeOf(plainBytes) || endOffsetMs < startOffsetMs)
    return undefined;
  const root = bytes.slice(32, partHeadBytes);
  return { plainBytes, number, startOffsetMs, endOffsetMs, frames, sync: (flags & 1) === 1, root };
}

/** Bytes in the file of a fragment of so many plain bytes. */
export function storedSizeOf(plainBytes: number): number {
  return partHeadBytes + plainBytes + Math.ceil(plainBytes / sealBlockBytes) * tagBytes;
}

function boxOf(type: string, sizeBytes: number, lengthBytes: number): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  viewOf(bytes).setUint32(0, sizeBytes);
  bytes.set(encodeUtf8(type), 4);
  return bytes;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const sizeOf = (bytes: Uint8Array) => viewOf(bytes).getUint32(0);
const typeOf = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(4, 8));
