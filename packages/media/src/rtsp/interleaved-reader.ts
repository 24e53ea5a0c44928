// SPDX-License-Identifier: Apache-2.0
/**
 * Takes an RTSP connection apart: text messages, and RTP in `$` frames between them (RFC 2326 §10.12). The
 * input buffer is reused by the caller as soon as `receive` returns, so only an unfinished rest is copied.
 *
 * Rubbish between frames (F1), stray line ends (F3) and frames on channels nobody asked for (F5) are skipped and
 * counted. Nothing grows without bound: a text message is at most 64 KiB, a frame 65,539 bytes.
 */

export type RtspText = {
  /** `RTSP/1.0 200 OK`, or the request line of a server's own request (F7). */
  readonly startLine: string;
  /** Names in lower case; several of one name are kept in order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

export type ReaderHandlers = {
  readonly onText: (message: RtspText) => void;
  readonly onFrame: (channel: number, bytes: Uint8Array, from: number, to: number) => void;
  readonly onSkipped: (bytes: number) => void;
  /** So much rubbish in a row that this is no RTSP connection. */
  readonly onHopeless: () => void;
};

const dollar = 0x24;
const maxTextBytes = 65_536;
const maxFrameBytes = 65_539;
/** Without one frame or message in so many bytes the connection is given up. */
const hopelessBytes = 1 << 20;

export class InterleavedReader {
  readonly #handlers: ReaderHandlers;
  readonly #channels = new Set<number>();
  #carry = new Uint8Array(0);
  #carried = 0;
  #skippedInRow = 0;
  #closed = false;

  constructor(handlers: ReaderHandlers) {
    this.#handlers = handlers;
  }

  /** A channel that a SETUP agreed on. */
  expectChannel(channel: number): void {
    this.#channels.add(channel);
  }

  close(): void {
    this.#closed = true;
  }

  receive(bytes: Uint8Array, length: number): void {
    let from = 0;
    while (this.#carried > 0 && from < length && !this.#closed) {
      from += this.#refill(bytes, from, length);
    }
    if (this.#closed || from >= length) return;
    const used = this.#parse(bytes, from, length);
    if (used < length) this.#keep(bytes, used, length);
  }

  /** Completes what was carried over; takes no more of the new bytes than that one frame or message needs. */
  #refill(bytes: Uint8Array, from: number, length: number): number {
    let take = Math.min(length - from, maxTextBytes);
    if (this.#carry[0] === dollar) {
      const needed = this.#carried < 5 ? 5 : 4 + readU16(this.#carry, 2);
      take = Math.min(length - from, Math.max(1, needed - this.#carried));
    }
    this.#keep(bytes, from, from + take);
    const used = this.#parse(this.#carry, 0, this.#carried);
    this.#carry.copyWithin(0, used, this.#carried);
    this.#carried -= used;
    return take;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const size = this.#carried + to - from;
    if (size > this.#carry.length) {
      const larger = new Uint8Array(Math.max(2048, 1 << Math.ceil(Math.log2(size))));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes.subarray(from, to), this.#carried);
    this.#carried = size;
  }

  /** @returns index of the first byte that is still needed */
  #parse(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && !this.#closed) {
      const next = this.#one(bytes, at, to);
      if (next === at) return at;
      at = next;
    }
    return at;
  }

  #one(bytes: Uint8Array, at: number, to: number): number {
    const byte = bytes[at]!;
    if (byte === dollar) {
      if (to - at < 5) return at;
      const end = at + 4 + readU16(bytes, at + 2);
      const known = this.#channels.has(bytes[at + 1]!);
      // Rubbish can hold a dollar too: an unknown channel must at least carry RTP version 2.
      if (known || (bytes[at + 1]! < 32 && bytes[at + 4]! >> 6 === 2 && end - at <= maxFrameBytes)) {
        if (end > to) return at;
        if (known) this.#skippedInRow = 0;
        this.#handlers.onFrame(bytes[at + 1]!, bytes, at + 4, end);
        return end;
      }
      return this.#skip(bytes, at, to);
    }
    if (byte === 13 || byte === 10) return at + 1;
    if (isTextStart(bytes, at, to)) return this.#text(bytes, at, to);
    return this.#skip(bytes, at, to);
  }

  #text(bytes: Uint8Array, at: number, to: number): number {
    const headEnd = endOfHead(bytes, at, to);
    if (headEnd < 0) return to - at > maxTextBytes ? this.#skip(bytes, at, to) : at;
    const lines = decodeLatin1(bytes.subarray(at, headEnd)).split(/\r?\n/);
    const startLine = (lines.shift() ?? '').trim();
    // `OPTIONS` in rubbish is no request.
    if (!/^RTSP\/\d|^[A-Z_]+ \S+ RTSP\/\d/.test(startLine)) return this.#skip(bytes, at, to);
    const headers: [string, string][] = [];
    for (const line of lines) {
      const colon = line.indexOf(':');
      if (colon > 0) headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
    }
    const length = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
    const bodyBytes = Number.isSafeInteger(length) && length > 0 ? Math.min(length, maxTextBytes) : 0;
    if (headEnd + bodyBytes > to) return at;
    this.#skippedInRow = 0;
    this.#handlers.onText({
      startLine,
      headers,
      body: decodeUtf8(bytes.subarray(headEnd, headEnd + bodyBytes)),
    });
    return headEnd + bodyBytes;
  }

  /** Goes on at the next byte that could begin something. */
  #skip(bytes: Uint8Array, at: number, to: number): number {
    let next = at + 1;
    while (next < to && bytes[next] !== dollar && !isTextStart(bytes, next, to)) next++;
    this.#handlers.onSkipped(next - at);
    this.#skippedInRow += next - at;
    if (this.#skippedInRow > hopelessBytes) this.#handlers.onHopeless();
    return next;
  }
}

const starts = [
  'RTSP/',
  'OPTIONS ',
  'ANNOUNCE ',
  'SET_PARAMETER ',
  'GET_PARAMETER ',
  'TEARDOWN ',
  'REDIRECT ',
].map((text) => encodeLatin1(text));

/** A whole or, at the end of the bytes, a partial beginning of a message. */
function isTextStart(bytes: Uint8Array, at: number, to: number): boolean {
  return starts.some((start) => {
    const length = Math.min(start.length, to - at);
    for (let i = 0; i < length; i += 1) if (bytes[at + i] !== start[i]) return false;
    return true;
  });
}

/** Behind the empty line; -1 while it has not come. */
function endOfHead(bytes: Uint8Array, at: number, to: number): number {
  for (let i = at; i < to; i++) {
    if (bytes[i] !== 10) continue;
    if (bytes[i + 1] === 10 && i + 1 < to) return i + 2;
    if (bytes[i + 1] === 13 && bytes[i + 2] === 10 && i + 2 < to) return i + 3;
  }
  return -1;
}

import { decodeLatin1, decodeUtf8, encodeLatin1, readU16 } from '../octets.ts';
