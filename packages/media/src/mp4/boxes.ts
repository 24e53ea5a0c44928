// SPDX-License-Identifier: Apache-2.0
/** Boxes of ISO 14496-12, written from the inside out. */

export function box(type: string, ...content: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  let size = 8;
  for (const part of content) size += part.length;
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, size);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  let at = 8;
  for (const part of content) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A full box: version and flags first. */
export function fullBox(
  type: string,
  version: number,
  flags: number,
  ...content: readonly (Uint8Array | readonly number[])[]
): Uint8Array {
  return box(type, u32(version * 0x1000000 + flags), ...content);
}

export function u16(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint16(at * 2, value);
  });
  return bytes;
}

export function u32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint32(at * 4, value);
  });
  return bytes;
}

export type FoundBox = { readonly type: string; readonly body: Uint8Array };

/** Boxes directly inside these bytes; stops at the first that does not fit. */
export function* boxesIn(bytes: Uint8Array): Generator<FoundBox> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > bytes.length) return;
    yield {
      type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      body: bytes.subarray(at + 8, at + size),
    };
    at += size;
  }
}

/** The first box at the end of a path such as `trak/mdia/mdhd`. */
export function findBox(bytes: Uint8Array, path: string): Uint8Array | undefined {
  let body: Uint8Array | undefined = bytes;
  for (const type of path.split('/')) {
    let found: Uint8Array | undefined;
    for (const inner of body ? boxesIn(body) : []) {
      if (inner.type !== type) continue;
      found = inner.body;
      break;
    }
    body = found;
  }
  return body;
}
