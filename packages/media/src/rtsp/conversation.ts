// SPDX-License-Identifier: Apache-2.0
/** Requests and answers of one RTSP session: numbering, authorization, redirects, keepalive (RFC 2326). */
import { answerChallenge, type Challenge, chooseChallenge, type TextDigest } from './authorization.ts';
import type { RtspText } from './interleaved-reader.ts';

export type RtspReply = {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

export type ConversationOptions = {
  readonly send: (text: string) => void;
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
  readonly clientNonce: () => string;
  readonly digest: TextDigest;
  readonly replyWithinMs: number;
  /** Calls back after so long, unless what it returns is called before. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** The camera said no, or nothing. */
export class RtspFailure extends Error {
  override readonly name = 'RtspFailure';
  readonly status: number;

  /** @param status of the reply; 0 when there was none in time */
  constructor(status: number, what: string) {
    super(what);
    this.status = status;
  }
}

type Waiting = {
  readonly sequence: number;
  readonly resolve: (reply: RtspReply) => void;
  readonly cancel: () => void;
};

export class Conversation {
  readonly #options: ConversationOptions;
  readonly #waiting: Waiting[] = [];
  #sequence = 0;
  #challenge: Challenge | undefined;
  #nonceCount = 0;
  /** `Session` header as later requests must carry it. */
  session: string | undefined;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  /** What the reader found: a reply, or a request of the camera's own, which gets its 200 (F7). */
  receive(message: RtspText): 'reply' | 'teardown' | 'request' {
    const status = /^RTSP\/\d\.\d\s+(\d{3})\s*(.*)$/.exec(message.startLine);
    const sequence = Number(header(message.headers, 'cseq'));
    if (!status) {
      this.#options.send(`RTSP/1.0 200 OK\r\nCSeq: ${Number.isFinite(sequence) ? sequence : 0}\r\n\r\n`);
      return message.startLine.startsWith('TEARDOWN') ? 'teardown' : 'request';
    }
    // A reply without or with a wrong CSeq answers the oldest question (F9).
    const at = Math.max(
      0,
      this.#waiting.findIndex((one) => one.sequence === sequence),
    );
    const [waiting] = this.#waiting.splice(at, 1);
    if (waiting) {
      waiting.cancel();
      const { headers, body } = message;
      waiting.resolve({ status: Number(status[1]), reason: status[2] ?? '', headers, body });
    }
    return 'reply';
  }

  /**
   * Asks and waits; answers one challenge, and one more if the nonce was stale (A6).
   *
   * @throws RtspFailure without a reply in time
   */
  async request(method: string, uri: string, headers: readonly string[] = []): Promise<RtspReply> {
    let reply = await this.#ask(method, uri, headers);
    for (let tries = 0; reply.status === 401 && tries < 2; tries++) {
      const found = chooseChallenge(all(reply.headers, 'www-authenticate'));
      const known =
        found !== undefined &&
        found.nonce === this.#challenge?.nonce &&
        found.realm === this.#challenge.realm;
      // The same question again means the answer was wrong; asking on would lock the account.
      if (!found || !this.#options.credentials || known) return reply;
      this.#challenge = found;
      this.#nonceCount = 0;
      reply = await this.#ask(method, uri, headers);
      if (found.scheme === 'basic') return reply;
    }
    return reply;
  }

  /** Sends without waiting: keepalive, TEARDOWN. Some cameras never answer these (S7). */
  tell(method: string, uri: string): void {
    this.#options.send(this.#text(method, uri, []));
  }

  /** The connection is gone. */
  close(): void {
    for (const { cancel, resolve } of this.#waiting.splice(0)) {
      cancel();
      resolve({ status: 0, reason: 'connection closed', headers: [], body: '' });
    }
  }

  #ask(method: string, uri: string, headers: readonly string[]): Promise<RtspReply> {
    const text = this.#text(method, uri, headers);
    const sequence = this.#sequence;
    return new Promise((resolve, reject) => {
      const cancel = this.#options.after(this.#options.replyWithinMs, () => {
        const at = this.#waiting.findIndex((one) => one.sequence === sequence);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new RtspFailure(0, `no reply to ${method}`));
      });
      this.#waiting.push({ sequence, resolve, cancel });
      this.#options.send(text);
    });
  }

  #text(method: string, uri: string, headers: readonly string[]): string {
    const lines = [`${method} ${uri} RTSP/1.0`, `CSeq: ${++this.#sequence}`, 'User-Agent: Mingjing'];
    if (this.session !== undefined) lines.push(`Session: ${this.session}`);
    const { credentials } = this.#options;
    if (this.#challenge && credentials) {
      const request = { method, uri, count: ++this.#nonceCount, clientNonce: this.#options.clientNonce() };
      lines.push(
        `Authorization: ${answerChallenge(this.#challenge, credentials, request, this.#options.digest)}`,
      );
    }
    return `${[...lines, ...headers].join('\r\n')}\r\n\r\n`;
  }
}

export function header(headers: RtspText['headers'], name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1];
}

export function all(headers: RtspText['headers'], name: string): readonly string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}
