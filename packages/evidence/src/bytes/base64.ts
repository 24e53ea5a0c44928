// SPDX-License-Identifier: Apache-2.0
/** Base 64 of RFC 4648 §4 (with padding) and §5 (URL alphabet, without). Decoding is strict: one text per value. */

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes, standard);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, urlSafe);
}

/** @returns undefined unless the text is exactly what `encodeBase64` would write for some bytes */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const body = text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text;
  return decode(body, standardValues);
}

/** @returns undefined unless the text is exactly what `encodeBase64Url` would write for some bytes */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  return decode(text, urlSafeValues);
}

const standardValues = valuesOf(standard);
const urlSafeValues = valuesOf(urlSafe);

/** Value of each ASCII character, 255 where it has none. */
function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(255);
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet[group >>> 18]! + alphabet[(group >>> 12) & 63]!;
    if (left > 1) text += alphabet[(group >>> 6) & 63]!;
    if (left > 2) text += alphabet[group & 63]!;
  }
  return text;
}

function decode(body: string, values: Uint8Array): Uint8Array | undefined {
  if (body.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let held = 0;
  let heldBits = 0;
  let written = 0;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    const value = code < 128 ? values[code]! : 255;
    if (value === 255) return undefined;
    held = ((held << 6) | value) & 0xffff;
    heldBits += 6;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[written++] = (held >>> heldBits) & 255;
    }
  }
  // Bits left over must be zero, or two texts would name the same bytes.
  return (held & ((1 << heldBits) - 1)) === 0 ? bytes : undefined;
}
