// SPDX-License-Identifier: Apache-2.0
/**
 * SIP messages (RFC 3261 §7): bytes to values and back. Tolerant of what peers send: compact names, folded lines,
 * bare LF, headers in any order, none of the optional ones. Anything else is refused, never thrown.
 */
import { decodeText } from '../text/gb18030.ts';

export type SipHeaders = readonly (readonly [name: string, value: string])[];

export type SipRequest = {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeaders;
  readonly body: Uint8Array;
};

export type SipResponse = {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: SipHeaders;
  readonly body: Uint8Array;
};

export type SipMessage = SipRequest | SipResponse;

export const sipLimits = { headBytes: 64 << 10, bodyBytes: 4 << 20, headers: 200 } as const;

const compact: Readonly<Record<string, string>> = {
  i: 'Call-ID',
  m: 'Contact',
  e: 'Content-Encoding',
  l: 'Content-Length',
  c: 'Content-Type',
  f: 'From',
  s: 'Subject',
  k: 'Supported',
  t: 'To',
  v: 'Via',
  o: 'Event',
  u: 'Allow-Events',
  r: 'Refer-To',
};

const encoder = new TextEncoder();

/** What begins a message, to find it behind rubbish. */
const startLine = /(?:SIP\/2\.0[ \t]+\d{3}\b|[A-Z]{3,32}[ \t]+sips?:\S{1,512}[ \t]+SIP\/2\.0)/;

/** @returns where the next message seems to begin, -1 when nowhere */
export function findStartLine(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').search(startLine);
}

/** @param bytes one whole message (a datagram, or what the stream reader cut) */
export function parseSipMessage(bytes: Uint8Array): SipMessage | undefined {
  const head = findHeadEnd(bytes, 0);
  const headEnd = head?.headEnd ?? bytes.length;
  if (headEnd > sipLimits.headBytes) return undefined;
  const lines = unfold(decodeText(bytes.subarray(0, headEnd)));
  const start = lines.shift();
  const headers = readHeaders(lines);
  if (start === undefined || !headers) return undefined;
  const rest = bytes.subarray(head?.bodyStart ?? bytes.length);
  const declared = Number(headerOf(headers, 'Content-Length') ?? rest.length);
  // Some count characters where bytes are meant: with Chinese in it, all of the datagram is the body.
  const isCut = declared >= 0 && declared < rest.length && !rest.some((byte) => byte >= 0x80);
  const body = isCut ? rest.subarray(0, declared) : rest;
  if (body.length > sipLimits.bodyBytes) return undefined;
  const response = /^SIP\/2\.0[ \t]+(\d{3})[ \t]*(.*)$/i.exec(start);
  if (response) return { kind: 'response', status: Number(response[1]), reason: response[2]!, headers, body };
  const request = /^([A-Za-z]{1,32})[ \t]+(\S{1,512})[ \t]+SIP\/2\.0[ \t]*$/i.exec(start);
  if (!request) return undefined;
  return { kind: 'request', method: request[1]!.toUpperCase(), uri: request[2]!, headers, body };
}

/** Where the head ends and the body begins, CRLF or bare LF; undefined while the empty line is not there. */
export function findHeadEnd(
  bytes: Uint8Array,
  from: number,
): { readonly headEnd: number; readonly bodyStart: number } | undefined {
  for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const headEnd = bytes[at - 1] === 13 ? at - 1 : at;
    if (bytes[at + 1] === 10) return { headEnd, bodyStart: at + 2 };
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return { headEnd, bodyStart: at + 3 };
  }
  return undefined;
}

function unfold(head: string): string[] {
  const lines: string[] = [];
  for (const line of head.split(/\r?\n/)) {
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()} ${line.trim()}`);
    else if (line !== '') lines.push(line);
  }
  return lines;
}

function readHeaders(lines: readonly string[]): SipHeaders | undefined {
  if (lines.length > sipLimits.headers) return undefined;
  const headers: [string, string][] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim();
    headers.push([compact[name.toLowerCase()] ?? name, line.slice(colon + 1).trim()]);
  }
  return headers;
}

/** First value of a header, names compared without case. */
export function headerOf(headers: SipHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([one]) => one.toLowerCase() === wanted)?.[1];
}

/** Every value of a header that may be a list; commas inside quotes and angle brackets do not part (Via, Route). */
export function headersOf(headers: SipHeaders, name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([one]) => one.toLowerCase() === wanted).flatMap(([, value]) => splitList(value));
}

function splitList(value: string): string[] {
  const values: string[] = [];
  let from = 0;
  let quoted = false;
  let angle = 0;
  for (let at = 0; at <= value.length; at++) {
    const character = value[at];
    if (character === '"') quoted = !quoted;
    else if (character === '<') angle++;
    else if (character === '>') angle--;
    else if (character === undefined || (character === ',' && !quoted && angle <= 0)) {
      const one = value.slice(from, at).trim();
      if (one !== '') values.push(one);
      from = at + 1;
    }
  }
  return values;
}

/** Content-Length is ours to write; line breaks in values are taken out. */
export function encodeSipMessage(message: SipMessage): Uint8Array {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = [start.replaceAll(/[\r\n]/g, ' ')];
  for (const [name, value] of message.headers)
    if (name.toLowerCase() !== 'content-length') lines.push(`${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`);
  lines.push(`Content-Length: ${message.body.length}`, '', '');
  const head = encoder.encode(lines.join('\r\n'));
  const bytes = new Uint8Array(head.length + message.body.length);
  bytes.set(head);
  bytes.set(message.body, head.length);
  return bytes;
}

/** `CSeq: 20 REGISTER`. */
export function cseqOf(
  headers: SipHeaders,
): { readonly number: number; readonly method: string } | undefined {
  const match = /^\s*(\d{1,10})\s+([A-Za-z]{1,32})/.exec(headerOf(headers, 'CSeq') ?? '');
  return match ? { number: Number(match[1]), method: match[2]!.toUpperCase() } : undefined;
}

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
};

export type ResponseParts = {
  readonly reason?: string;
  /** Given to the To header if the request's had none. */
  readonly toTag?: string;
  readonly headers?: SipHeaders;
  readonly body?: Uint8Array;
};

/** A response to a request: Via, From, To, Call-ID, CSeq and the route are the request's (RFC 3261 §8.2.6, §12.1.1). */
export function responseTo(request: SipRequest, status: number, parts: ResponseParts = {}): SipResponse {
  const headers: [string, string][] = headersOf(request.headers, 'Via').map((via) => ['Via', via]);
  for (const route of headersOf(request.headers, 'Record-Route')) headers.push(['Record-Route', route]);
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    const value = headerOf(request.headers, name);
    if (value === undefined) continue;
    const needsTag = name === 'To' && parts.toTag !== undefined && status > 100 && !/;\s*tag=/i.test(value);
    headers.push([name, needsTag ? `${value};tag=${parts.toTag}` : value]);
  }
  return {
    kind: 'response',
    status,
    reason: parts.reason ?? reasons[status] ?? 'Unknown',
    headers: [...headers, ...(parts.headers ?? [])],
    body: parts.body ?? new Uint8Array(),
  };
}
