// SPDX-License-Identifier: Apache-2.0
/**
 * Messages of alarm panels, ANSI/SIA DC-09:
 *
 *     LF <CRC, 4 hex> 0<length, 3 hex> "<id>"<sequence, 4>[R<receiver>]L<line>#<account>[<data>][<more>]_HH:MM:SS,MM-DD-YYYY CR
 *
 * CRC-16/ARC and length count from the first quotation mark to before CR. A `*` before the id: what follows the first `[` is
 * AES-CBC (key of 16, 24 or 32 bytes, vector of zeros) in hexadecimal, padded in front up to a `|`. The time is UTC.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Longest message the length field can say. */
export const mostMessageBytes = 0xfff + 10;

export interface PanelMessage {
  /** `SIA-DCS`, `ADM-CID`, `NULL` or another, without the `*`. */
  readonly id: string;
  readonly encrypted: boolean;
  readonly sequence: string;
  /** With its `R`; empty when the panel names none. */
  readonly receiver: string;
  /** With its `L`. */
  readonly line: string;
  readonly account: string;
  /** After the first `[`, as it came: still encrypted when `encrypted`. */
  readonly rest: string;
}

/** What stands in the brackets, and when the panel says it was. */
export interface PanelContent {
  readonly data: string;
  /** Absent: the panel sends no time. */
  readonly atMs?: number;
}

export type Unreadable = 'frame' | 'length' | 'crc' | 'form';

/** CRC-16/ARC: polynomial 0x8005 reflected, start 0. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** @param frame without LF and CR */
export function parsePanelMessage(frame: Uint8Array): PanelMessage | { readonly unreadable: Unreadable } {
  const text = Buffer.from(frame).toString('latin1');
  const head = /^([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})(?=")/.exec(text);
  if (!head) return { unreadable: 'frame' };
  const body = frame.subarray(8);
  if (Number.parseInt(head[2]!, 16) !== body.length) return { unreadable: 'length' };
  if (Number.parseInt(head[1]!, 16) !== crc16(body)) return { unreadable: 'crc' };
  const found =
    /^"(\*?)([A-Z0-9-]{1,20})"(\d{4})(R[0-9A-Fa-f]{1,6})?(L[0-9A-Fa-f]{1,6})?(?:#([0-9A-Za-z]{1,16}))?\[([\s\S]*)$/.exec(
      text.slice(8),
    );
  if (!found) return { unreadable: 'form' };
  const [, star, id, sequence, receiver = '', line = '', account = '', rest] = found;
  return {
    id: id!,
    encrypted: star === '*',
    sequence: sequence!,
    receiver,
    line,
    account: account.toUpperCase(),
    rest: rest!,
  };
}

/** @returns undefined when it cannot be read with this key, or without one */
export function contentOf(message: PanelMessage, key: Uint8Array | undefined): PanelContent | undefined {
  const plain = message.encrypted ? decrypted(message.rest, key) : message.rest;
  const found = plain === undefined ? undefined : /^([^\]]*)\]((?:\[[^\]]*\])*)(?:_(.*))?$/.exec(plain);
  if (!found) return undefined;
  const atMs = found[3] === undefined ? undefined : panelTime(found[3]);
  if (found[3] !== undefined && atMs === undefined) return undefined;
  // The filling of an encrypted one ends at the first bar.
  const data = message.encrypted ? found[1]!.slice(found[1]!.indexOf('|') + 1) : found[1]!;
  return { data, ...(atMs !== undefined && { atMs }) };
}

function decrypted(hex: string, key: Uint8Array | undefined): string | undefined {
  if (!key || !/^(?:[0-9A-Fa-f]{32})+$/.test(hex)) return undefined;
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.from(hex, 'hex')), cipher.final()]).toString('latin1');
}

/** `HH:MM:SS,MM-DD-YYYY`, UTC. */
function panelTime(text: string): number | undefined {
  const found = /^(\d\d):(\d\d):(\d\d),(\d\d)-(\d\d)-(\d{4})$/.exec(text);
  if (!found) return undefined;
  const [, hour, minute, second, month, day, year] = found;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

function writtenTime(ms: number): string {
  const [day = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year, month, date] = day.split('-');
  return `_${time.slice(0, 8)},${month}-${date}-${year}`;
}

/** ACK: taken and kept. NAK: its time is not ours, which is said. DUH: not understood, or not ours. */
export type Answer = 'ACK' | 'NAK' | 'DUH';

/** @param key of an account that encrypts: then the acknowledgement is encrypted too */
export function answerTo(
  message: Pick<PanelMessage, 'encrypted' | 'sequence' | 'receiver' | 'line' | 'account'>,
  answer: Answer,
  nowMs: number,
  key?: Uint8Array,
): Buffer {
  const { sequence, receiver, line, account } = message;
  if (answer === 'NAK') return framed(`"NAK"0000${receiver || 'R0'}${line || 'L0'}A0[]${writtenTime(nowMs)}`);
  const from = `${sequence}${receiver}${line}${account === '' ? '' : `#${account}`}`;
  if (answer === 'ACK' && message.encrypted && key)
    return framed(`"*ACK"${from}[${encrypted(`]${writtenTime(nowMs)}`, key)}`);
  return framed(`"${answer}"${from}[]`);
}

/** What a panel sends; tests and the simulator of one use it. */
export function panelFrame(body: string): Buffer {
  return framed(body);
}

export function encrypted(plain: string, key: Uint8Array): string {
  // Filled in front up to a bar, at least one character, to whole blocks.
  const filled = `${'0'.repeat(16 - ((plain.length + 1) % 16))}|${plain}`;
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.from(filled, 'latin1')), cipher.final()])
    .toString('hex')
    .toUpperCase();
}

function framed(body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  return Buffer.concat([Buffer.from(`\n${hex(crc16(bytes))}${hex(bytes.length)}`), bytes, Buffer.from('\r')]);
}
