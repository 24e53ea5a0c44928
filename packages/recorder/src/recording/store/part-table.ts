// SPDX-License-Identifier: Apache-2.0
/**
 * Where the parts of a segment file begin and when: a few bytes per fragment in the index row, so that seeking
 * needs no scan of the file. Derived: `readPartTable` of the file gives the same.
 *
 *     per part   LEB128 sizeBytes ‖ LEB128 (startOffsetMs · 2 + sync)
 */

/** One part; the initialization is part 0 with offset 0 and no sync. */
export type PartPlace = {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** From the start of the segment. */
  readonly startOffsetMs: number;
  /** Begins with a key frame. */
  readonly sync: boolean;
};

export function encodePartTable(parts: readonly PartPlace[]): Uint8Array {
  const bytes: number[] = [];
  for (const part of parts) {
    putVarint(bytes, part.sizeBytes);
    putVarint(bytes, Math.max(0, Math.round(part.startOffsetMs)) * 2 + (part.sync ? 1 : 0));
  }
  return Uint8Array.from(bytes);
}

/** Reads what `encodePartTable` wrote; a table cut short gives the parts before the cut. */
export function parsePartTable(bytes: Uint8Array): readonly PartPlace[] {
  const parts: PartPlace[] = [];
  let offsetBytes = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = takeVarint(bytes, at);
    const time = takeVarint(bytes, size.next);
    if (time.next > bytes.length) break;
    at = time.next;
    parts.push({
      offsetBytes,
      sizeBytes: size.value,
      startOffsetMs: Math.floor(time.value / 2),
      sync: time.value % 2 === 1,
    });
    offsetBytes += size.value;
  }
  return parts;
}

function putVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function takeVarint(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, next: at + 1 };
    scale *= 128;
  }
  return { value, next: bytes.length + 1 };
}
