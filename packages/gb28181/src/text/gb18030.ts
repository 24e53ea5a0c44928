// SPDX-License-Identifier: Apache-2.0
/**
 * GB 18030 both ways, and the guess which of the two real encodings a peer sent. Labels lie (catalogue Q1): text is
 * strict UTF-8, or else GB 18030, which GB 2312 and GBK are part of.
 */

export type Charset = 'gb2312' | 'gb18030' | 'utf-8';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');
const encoder = new TextEncoder();

/** Never throws: bytes that are neither encoding give replacement characters. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return gb18030.decode(bytes);
  }
}

/**
 * @param charset `gb2312`: characters outside it become `?`, as peers that know no more would show rubbish
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8' || isAscii(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (charset === 'gb2312') pushGb2312(bytes, point);
    else pushCode(bytes, codeOf(point));
  }
  return Uint8Array.from(bytes);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

function pushGb2312(bytes: number[], point: number): void {
  const code = tables().get(point);
  const isIn =
    code !== undefined && code <= 0xffff && code >> 8 >= 0xa1 && code >> 8 <= 0xf7 && (code & 255) >= 0xa1;
  if (isIn) pushCode(bytes, code);
  else bytes.push(0x3f);
}

function pushCode(bytes: number[], code: number): void {
  if (code > 0xffff) bytes.push((code >>> 24) & 255, (code >>> 16) & 255);
  bytes.push((code >>> 8) & 255, code & 255);
}

/** Two or four bytes as one number. Planes above the first are counted through (GB 18030-2022 §5). */
function codeOf(point: number): number {
  if (point > 0xffff) return fourBytes(point - 0x10000 + 189_000);
  // Lone surrogates have no code.
  return tables().get(point) ?? 0x8431a437;
}

function fourBytes(linear: number): number {
  const fourth = 0x30 + (linear % 10);
  const third = 0x81 + (Math.floor(linear / 10) % 126);
  const second = 0x30 + (Math.floor(linear / 1260) % 10);
  const first = 0x81 + Math.floor(linear / 12_600);
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

let inverse: Map<number, number> | undefined;

/** Code point → code, made once by decoding every code there is. */
function tables(): Map<number, number> {
  inverse ??= buildInverse();
  return inverse;
}

function buildInverse(): Map<number, number> {
  const map = new Map<number, number>();
  const put = (bytes: Uint8Array, code: number): void => {
    const text = gb18030.decode(bytes);
    const point = text.codePointAt(0);
    if (point === undefined || point < 0x80 || point === 0xfffd || text.length > (point > 0xffff ? 2 : 1))
      return;
    if (!map.has(point)) map.set(point, code);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) put(Uint8Array.of(lead, trail), (lead << 8) | trail);
  for (let linear = 0; linear < 39_420; linear++) {
    const code = fourBytes(linear);
    put(Uint8Array.of(code >>> 24, (code >>> 16) & 255, (code >>> 8) & 255, code & 255), code);
  }
  return map;
}
