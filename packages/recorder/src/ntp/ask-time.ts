// SPDX-License-Identifier: Apache-2.0
/**
 * One question to a time server (SNTP, a client's part of NTP version 4). The answer is not signed: it tells how far two
 * clocks are apart, and is no proof that time has passed.
 *
 *     T1 we ask │ T2 it hears │ T3 it answers │ T4 we hear       offset = ((T2-T1)+(T3-T4))/2   delay = (T4-T1)-(T3-T2)
 *
 * @spec RFC 5905 §7.3 (header), §8 (on-wire protocol), §7.4 (kiss-o'-death), §14 (SNTP)
 */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/** Of the RFC: seconds from 1900 to 1970. */
const eraSeconds = 2_208_988_800;
const packetBytes = 48;
const clientVersion4 = 0x23;
const serverMode = 4;
const notInSync = 3;

export type TimeReading = {
  readonly kind: 'reading';
  /** Server minus us, ms. */
  readonly offsetMs: number;
  readonly delayMs: number;
  /** 1: a reference clock; each step away adds one. */
  readonly stratum: number;
};
export type TimeAnswer =
  | TimeReading
  | { readonly kind: 'silent' }
  /** Kiss-o'-death, not in sync itself, or no NTP at all. */
  | { readonly kind: 'unfit' };

export type TimeQuestion = {
  readonly address: string;
  /** 123 when absent. */
  readonly port?: number;
  /** Epoch ms, of the clock that is held against the server's. */
  readonly nowMs: () => number;
  readonly timeoutMs?: number;
};

export function askTime({ address, port = 123, nowMs, timeoutMs = 3000 }: TimeQuestion): Promise<TimeAnswer> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    const question = Buffer.alloc(packetBytes);
    question[0] = clientVersion4;
    // The server sends this back; what it says of our clock is nobody's business, so it is random.
    const mark = randomBytes(8);
    mark.copy(question, 40);
    let askedMs = 0;
    const end = (answer: TimeAnswer): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ kind: 'silent' }), timeoutMs);
    socket.on('error', () => end({ kind: 'silent' }));
    socket.on('message', (answer) => {
      const heardMs = nowMs();
      // Anything that does not carry our mark was not sent by whom we asked.
      if (answer.length < packetBytes || !answer.subarray(24, 32).equals(mark)) return;
      end(readAnswer(answer, askedMs, heardMs));
    });
    socket.connect(port, address, () => {
      askedMs = nowMs();
      socket.send(question);
    });
  });
}

function readAnswer(answer: Buffer, askedMs: number, heardMs: number): TimeAnswer {
  const first = answer[0] ?? 0;
  const stratum = answer[1] ?? 0;
  const [receivedMs, sentMs] = [timestampMs(answer, 32), timestampMs(answer, 40)];
  const isFit =
    (first & 7) === serverMode && first >> 6 !== notInSync && stratum >= 1 && stratum < 16 && sentMs > 0;
  if (!isFit) return { kind: 'unfit' };
  return {
    kind: 'reading',
    offsetMs: (receivedMs - askedMs + (sentMs - heardMs)) / 2,
    delayMs: Math.max(0, heardMs - askedMs - (sentMs - receivedMs)),
    stratum,
  };
}

/** Seconds since 1900 and their fraction; the era that begins in 2036 goes on from there (RFC 5905 §6). */
function timestampMs(bytes: Buffer, at: number): number {
  const seconds = bytes.readUInt32BE(at);
  const whole = seconds < 0x8000_0000 ? seconds + 2 ** 32 : seconds;
  if (seconds === 0 && bytes.readUInt32BE(at + 4) === 0) return 0;
  return (whole - eraSeconds) * 1000 + (bytes.readUInt32BE(at + 4) / 2 ** 32) * 1000;
}
