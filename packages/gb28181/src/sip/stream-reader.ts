// SPDX-License-Identifier: Apache-2.0
/** SIP messages out of a TCP stream (RFC 3261 §18.3): cut by Content-Length, however the bytes were split (Q13). */
import {
  findHeadEnd,
  findStartLine,
  headerOf,
  parseSipMessage,
  type SipMessage,
  sipLimits,
} from './message.ts';

export type StreamHandlers = {
  readonly onMessage: (message: SipMessage) => void;
  /** No SIP can be found any more: the connection is to be closed. */
  readonly onHopeless: (reason: string) => void;
};

export class SipStreamReader {
  readonly #handlers: StreamHandlers;
  #held = new Uint8Array(0);
  #heldBytes = 0;
  #needBytes = 0;
  /** No end of the head before here: bytes that drip in are looked at once. */
  #scannedTo = 0;
  #hopeless = false;

  constructor(handlers: StreamHandlers) {
    this.#handlers = handlers;
  }

  push(bytes: Uint8Array): void {
    if (this.#hopeless) return;
    this.#append(bytes);
    while (this.#heldBytes >= this.#needBytes && this.#cut());
  }

  #append(bytes: Uint8Array): void {
    const total = this.#heldBytes + bytes.length;
    if (total > this.#held.length) {
      const larger = new Uint8Array(Math.max(total, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#heldBytes);
    this.#heldBytes = total;
  }

  /** @returns whether a message was taken, so that another may follow */
  #cut(): boolean {
    let from = 0;
    // Keep-alive line breaks between messages.
    while (from < this.#heldBytes && (this.#held[from] === 13 || this.#held[from] === 10)) from++;
    this.#drop(from);
    const held = this.#held.subarray(0, this.#heldBytes);
    const head = findHeadEnd(held, this.#scannedTo);
    if (!head) {
      this.#scannedTo = Math.max(0, this.#heldBytes - 3);
      if (this.#heldBytes > sipLimits.headBytes) this.#giveUp('head too long');
      this.#needBytes = this.#heldBytes + 1;
      return false;
    }
    const start = parseSipMessage(held.subarray(0, head.bodyStart));
    if (!start) return this.#skipRubbish(held.subarray(0, head.bodyStart));
    const length = bodyLength(start, held.subarray(head.bodyStart));
    if (!Number.isInteger(length) || length < 0 || length > sipLimits.bodyBytes)
      return this.#giveUp('body too long');
    this.#needBytes = head.bodyStart + length;
    if (this.#heldBytes < this.#needBytes) return false;
    const body = held.slice(head.bodyStart, this.#needBytes);
    this.#drop(this.#needBytes);
    this.#needBytes = 0;
    this.#handlers.onMessage({ ...start, body });
    return this.#heldBytes > 0;
  }

  /** Behind a body whose length was said too small stands its rest: the next message is looked for. */
  #skipRubbish(head: Uint8Array): boolean {
    const at = findStartLine(head);
    if (at <= 0) return this.#giveUp('not SIP');
    this.#drop(at);
    return true;
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#held.copyWithin(0, count, this.#heldBytes);
    this.#heldBytes -= count;
    this.#scannedTo = 0;
    // One large message must not hold its memory for the life of the connection.
    if (this.#held.length > 1 << 20 && this.#heldBytes < 1 << 16)
      this.#held = this.#held.slice(0, this.#heldBytes);
  }

  #giveUp(reason: string): false {
    this.#hopeless = true;
    this.#held = new Uint8Array(0);
    this.#heldBytes = 0;
    this.#handlers.onHopeless(reason);
    return false;
  }
}

/** A body whose length is not said goes to the next message, or to the end of what is here. */
function bodyLength({ headers }: SipMessage, rest: Uint8Array): number {
  const declared = headerOf(headers, 'Content-Length');
  if (declared !== undefined) return Number(declared);
  if (headerOf(headers, 'Content-Type') === undefined) return 0;
  const next = findStartLine(rest);
  return next < 0 ? rest.length : next;
}
