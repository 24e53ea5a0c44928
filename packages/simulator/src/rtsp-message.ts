// SPDX-License-Identifier: Apache-2.0
/** RTSP 1.0 requests as they arrive, replies as they leave (RFC 2326). */

export type RtspRequest = {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
};
/** A binary frame from the client: receiver reports. */
export type InterleavedFrame = { readonly kind: 'frame'; readonly channel: number; readonly bytes: Buffer };
/** A reply of the client to a request of ours, or what cannot be understood. */
export type OtherMessage = { readonly kind: 'other' };

const MAX_HEADER = 64 * 1024;

/** Takes bytes in any pieces; `push` returns what is complete. */
export class RtspReader {
  private rest: Buffer = Buffer.alloc(0);

  /** @returns messages in order; undefined when the client sends what can be no RTSP */
  push(bytes: Buffer): (RtspRequest | InterleavedFrame | OtherMessage)[] | undefined {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const messages: (RtspRequest | InterleavedFrame | OtherMessage)[] = [];
    for (;;) {
      if (this.rest[0] === 0x24) {
        if (this.rest.length < 4 || this.rest.length < 4 + this.rest.readUInt16BE(2)) return messages;
        const end = 4 + this.rest.readUInt16BE(2);
        messages.push({ kind: 'frame', channel: this.rest[1] ?? 0, bytes: this.rest.subarray(4, end) });
        this.rest = this.rest.subarray(end);
        continue;
      }
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) return this.rest.length > MAX_HEADER ? undefined : messages;
      const lines = this.rest.subarray(0, end).toString('utf8').split('\r\n');
      const headers = new Map<string, string>();
      for (const line of lines.slice(1)) {
        const colon = line.indexOf(':');
        if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
      const bodyLength = Number(headers.get('content-length') ?? 0);
      if (!(bodyLength >= 0 && bodyLength <= MAX_HEADER)) return undefined;
      if (this.rest.length < end + 4 + bodyLength) return messages;
      this.rest = this.rest.subarray(end + 4 + bodyLength);
      const start = /^([A-Z_]+) (\S+) RTSP\/1\.\d$/.exec((lines[0] ?? '').trim());
      if (start) messages.push({ kind: 'request', method: start[1] ?? '', url: start[2] ?? '', headers });
      else if (lines[0]?.startsWith('RTSP/')) messages.push({ kind: 'other' });
      else return undefined;
    }
  }
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  453: 'Not Enough Bandwidth',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
};

export type Reply = {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
};

export function formatReply(cseq: string, { status, headers = [], body = '' }: Reply): Buffer {
  const length = Buffer.byteLength(body);
  const lines = [
    `RTSP/1.0 ${status} ${reasons[status] ?? 'Error'}`,
    `CSeq: ${cseq}`,
    'Server: Mingjing simulator',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(length > 0 ? [`Content-Length: ${length}`] : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
