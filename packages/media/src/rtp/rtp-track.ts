// SPDX-License-Identifier: Apache-2.0
/**
 * One RTP stream (RFC 3550) of one payload type: headers taken off, packets in order, duplicates dropped, losses counted,
 * time unwrapped, sender reports read, receiver reports written.
 */

export type RtpHandlers = {
  /** @param ticks unwrapped RTP time */
  readonly onPayload: (bytes: Uint8Array, from: number, to: number, ticks: number) => void;
  readonly onLost: (packets: number) => void;
  readonly onDeviation: (id: string) => void;
  /** @param ntpMs epoch ms by the camera's clock */
  readonly onSenderReport: (ntpMs: number) => void;
};

type Held = { readonly sequence: number; readonly bytes: Uint8Array };

/** Late packets that follow each other: so many are a new count … */
const newCountAfter = 3;
/** … or, when their time does not go on, so many: a camera may also send a few packets twice. */
const newCountSurelyAfter = 16;
/** So many in a row with one number and a time that goes on: the camera does not count. */
const uncountedAfter = 32;
/** A hole larger than this is a jump of the count, not a loss. */
const largestLoss = 3000;

/** Between 1900 (NTP) and 1970. */
const ntpEpochMs = 2_208_988_800_000;

export class RtpTrack {
  readonly #handlers: RtpHandlers;
  #payloadType: number;
  /** Packets that may overtake one another: many over UDP, hardly any over TCP. */
  readonly #reorder: number;
  readonly #held: Held[] = [];
  /** Packets behind the count, each following the one before: the beginning of a new count, or repetitions. */
  #late: Held[] = [];
  /** Packets in a row with the number of the last one; from `uncountedAfter` on all are taken as they come. */
  #sameNumber = 0;
  #ssrc: number | undefined;
  #expected: number | undefined;
  #ticks: number | undefined;
  #lastTimestamp = 0;
  #highest = 0;
  #cycles = 0;
  packets = 0;

  constructor(payloadType: number, reorder: number, handlers: RtpHandlers) {
    this.#payloadType = payloadType;
    this.#reorder = reorder;
    this.#handlers = handlers;
  }

  /** The camera names its packets otherwise than it said. */
  acceptAs(payloadType: number): void {
    this.#payloadType = payloadType;
  }

  receive(bytes: Uint8Array, from: number, to: number): void {
    if (to - from < 12 || bytes[from]! >> 6 !== 2) {
      this.#handlers.onDeviation('R6');
      return;
    }
    if ((bytes[from + 1]! & 127) !== this.#payloadType) {
      this.#handlers.onDeviation('D11');
      return;
    }
    const sequence = readU16(bytes, from + 2);
    const ssrc = readU32(bytes, from + 8);
    if (ssrc !== this.#ssrc) this.#adopt(ssrc);
    this.#expected ??= sequence;
    const ahead = (sequence - this.#expected) & 0xffff;
    if (ahead === 0) {
      if (this.#late.length > 0) this.#forgetLate();
      this.#sameNumber = 0;
      this.#take(bytes, from, to, sequence);
      if (this.#held.length > 0) this.#release();
    } else if (ahead < 0x8000) {
      this.#hold(bytes.subarray(from, to), sequence);
    } else if (ahead === 0xffff && this.#sameNumber >= uncountedAfter) {
      this.#take(bytes, from, to, sequence);
    } else if (ahead >= 0x10000 - 512) {
      this.#behind(bytes.subarray(from, to), sequence);
    } else {
      // Far back: the camera began to count anew (R4).
      this.#handlers.onDeviation('R4');
      this.#releaseAll();
      this.#expected = sequence;
      this.#take(bytes, from, to, sequence);
    }
  }

  /** Whatever waits for a packet that will not come. */
  flush(): void {
    this.#releaseAll();
    this.#forgetLate();
  }

  /** RTCP compound packet; anything that does not parse is ignored (F13). */
  receiveReport(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at + 8 <= to; ) {
      const end = at + 4 + readU16(bytes, at + 2) * 4;
      if (bytes[at]! >> 6 !== 2 || end > to) return;
      if (bytes[at + 1] === 200 && end - at >= 28) {
        const seconds = readU32(bytes, at + 8);
        const ms = seconds * 1000 + (readU32(bytes, at + 12) / 2 ** 32) * 1000 - ntpEpochMs;
        // Zero and before 2000: no clock at all (C8).
        if (ms > 946_684_800_000) this.#handlers.onSenderReport(ms);
      }
      at = end;
    }
  }

  /** Receiver report with source description: some cameras drop who sends none (S8). */
  report(ours: number): Uint8Array {
    const bytes = new Uint8Array(this.#ssrc === undefined ? 8 + 20 : 32 + 20);
    let at = 8;
    writeU32(bytes, this.#ssrc === undefined ? 0x80c90001 : 0x81c90007, 0);
    writeU32(bytes, ours, 4);
    if (this.#ssrc !== undefined) {
      writeU32(bytes, this.#ssrc, 8);
      writeU32(bytes, (this.#cycles * 65_536 + this.#highest) >>> 0, 16);
      at = 32;
    }
    writeU32(bytes, 0x81ca0004, at);
    writeU32(bytes, ours, at + 4);
    writeU16(bytes, 0x0108, at + 8);
    bytes.set(encodeLatin1('mingjing'), at + 10);
    return bytes;
  }

  #adopt(ssrc: number): void {
    if (this.#ssrc !== undefined) this.#handlers.onDeviation('R1');
    this.#releaseAll();
    this.#forgetLate();
    this.#ssrc = ssrc;
    this.#expected = undefined;
  }

  /** A repeated packet, one so late that its place is gone, or the camera began to count anew a little back (R4). */
  #behind(packet: Uint8Array, sequence: number): void {
    const last = this.#late.at(-1);
    if (last?.sequence === sequence && this.#goesOn(packet) && ++this.#sameNumber >= uncountedAfter) {
      // One number for all, while their time goes on: no repetitions, and nothing to put in order by.
      this.#late = [];
      this.#handlers.onDeviation('R4');
      this.#take(packet, 0, packet.length, sequence);
      return;
    }
    if (last && ((last.sequence + 1) & 0xffff) !== sequence) this.#forgetLate();
    this.#late.push({ sequence, bytes: ownBytes(packet, 0, packet.length) });
    const goesOn = this.#goesOn(this.#late[0]!.bytes);
    if (this.#late.length < (goesOn ? newCountAfter : newCountSurelyAfter)) return;
    const begun = this.#late;
    this.#late = [];
    this.#handlers.onDeviation('R4');
    this.#releaseAll();
    for (const { bytes, sequence: own } of begun) this.#take(bytes, 0, bytes.length, own);
  }

  #goesOn(packet: Uint8Array): boolean {
    return ((readU32(packet, 4) - this.#lastTimestamp) | 0) > 0;
  }

  /** What came late was only a repetition. */
  #forgetLate(): void {
    for (const _ of this.#late) this.#handlers.onDeviation('R7');
    this.#late = [];
  }

  #hold(packet: Uint8Array, sequence: number): void {
    if (this.#held.some((held) => held.sequence === sequence)) {
      this.#handlers.onDeviation('R7');
      return;
    }
    this.#held.push({ sequence, bytes: ownBytes(packet, 0, packet.length) });
    if (this.#held.length > this.#reorder) this.#giveUp();
  }

  /** The missing packet is lost; go on with the earliest that is here. */
  #giveUp(): void {
    const expected = this.#expected ?? 0;
    const distance = ({ sequence }: Held) => (sequence - expected) & 0xffff;
    const next = [...this.#held].sort((a, b) => distance(a) - distance(b))[0];
    if (!next) return;
    if (distance(next) > largestLoss) this.#handlers.onDeviation('R4');
    this.#handlers.onLost(distance(next) > largestLoss ? 0 : distance(next));
    this.#expected = next.sequence;
    this.#release();
  }

  #release(): void {
    for (;;) {
      const at = this.#held.findIndex(({ sequence }) => sequence === this.#expected);
      if (at < 0) return;
      const [held] = this.#held.splice(at, 1);
      this.#take(held!.bytes, 0, held!.bytes.length, held!.sequence);
    }
  }

  #releaseAll(): void {
    while (this.#held.length > 0) this.#giveUp();
  }

  #take(bytes: Uint8Array, from: number, to: number, sequence: number): void {
    this.#expected = (sequence + 1) & 0xffff;
    if (sequence < this.#highest && this.#highest - sequence > 0x8000) this.#cycles++;
    this.#highest = sequence;
    this.packets++;
    const first = bytes[from]!;
    let at = from + 12 + (first & 15) * 4;
    if ((first & 0x10) !== 0 && at + 4 <= to) at += 4 + readU16(bytes, at + 2) * 4;
    const padding = (first & 0x20) === 0 ? 0 : bytes[to - 1]!;
    const end = to - padding;
    const timestamp = readU32(bytes, from + 4);
    if (this.#ticks === undefined) this.#ticks = timestamp;
    else this.#ticks += (timestamp - this.#lastTimestamp) | 0;
    this.#lastTimestamp = timestamp;
    if (at < end) this.#handlers.onPayload(bytes, at, end, this.#ticks);
  }
}

import { encodeLatin1, ownBytes, readU16, readU32, writeU16, writeU32 } from '../octets.ts';
