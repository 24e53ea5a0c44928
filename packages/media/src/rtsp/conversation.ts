// SPDX-License-Identifier: Apache-2.0
/** Requests and answers of one RTSP session: numbering, authorization, redirects, keepalive (RFC 2326). */
import { AccessMemory } from './access-memory.ts';
import {
  answerChallenge,
  type Challenge,
  describeChallenges,
  isSameKind,
  rankChallenges,
  type TextDigest,
} from './authorization.ts';
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
  /** What earlier connections learned; absent: nothing. */
  readonly access?: AccessMemory;
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

/** Why a 401 was the end: nothing to answer with, nothing that can be answered, or the answer was wrong. */
export type Refusal =
  | { readonly kind: 'no-credentials' }
  | { readonly kind: 'not-understood'; readonly asked: string }
  | { readonly kind: 'wrong'; readonly mayTryAnother: boolean };

export class Conversation {
  readonly #options: ConversationOptions;
  readonly #access: AccessMemory;
  readonly #waiting: Waiting[] = [];
  #sequence = 0;
  #challenge: Challenge | undefined;
  /** What the last 401 left the choice of. */
  #offered: readonly Challenge[] = [];
  #clientNonce = '';
  #nonceCount = 0;
  /** An answer of this connection was right. */
  #isIn = false;
  /** The challenge is of an earlier connection; the camera may not know it any more. */
  #isCarried: boolean;
  #closed = false;
  /** `Session` header as later requests must carry it. */
  session: string | undefined;
  /** Set once a 401 was final. */
  refusal: Refusal | undefined;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#access = options.access ?? new AccessMemory();
    const carried = this.#access.takeCarried();
    this.#isCarried = carried !== undefined;
    if (carried) this.#adopt(carried);
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
   * Asks and waits; answers a challenge once, and once more if its nonce had grown old (A6). A wrong answer is
   * never given twice on one connection.
   *
   * @param withinMs for the reply; absent: as for every request
   * @throws RtspFailure without a reply in time
   */
  async request(
    method: string,
    uri: string,
    headers: readonly string[] = [],
    withinMs = this.#options.replyWithinMs,
  ): Promise<RtspReply> {
    let answered = this.#challenge;
    let reply = await this.#ask(method, uri, headers, withinMs);
    for (let isRenewed = false; reply.status === 401; ) {
      const next = this.#nextChallenge(reply, answered, isRenewed);
      if (!next) return reply;
      isRenewed ||= answered !== undefined;
      answered = next;
      this.#adopt(next);
      reply = await this.#ask(method, uri, headers, withinMs);
      if (reply.status === 0 && !this.#isIn) this.#access.carry(next);
    }
    // Some say so: what is asked next would be the next wrong answer.
    if (reply.status === 403 && answered && !this.#isIn) {
      this.refusal = { kind: 'wrong', mayTryAnother: this.#access.refuse(answered, this.#offered) };
      return reply;
    }
    // Cameras that check no OPTIONS say nothing by answering it.
    if (answered && reply.status !== 0 && method !== 'OPTIONS') {
      this.#isIn = true;
      this.#access.accept(answered);
    }
    return reply;
  }

  /** What to answer a 401 with; undefined: nothing, and `refusal` says why. */
  #nextChallenge(
    reply: RtspReply,
    answered: Challenge | undefined,
    isRenewed: boolean,
  ): Challenge | undefined {
    const asked = all(reply.headers, 'www-authenticate');
    const offered = rankChallenges(asked);
    this.#offered = offered;
    if (!this.#options.credentials) {
      this.refusal = { kind: 'no-credentials' };
      return undefined;
    }
    if (offered.length === 0) {
      this.refusal = { kind: 'not-understood', asked: describeChallenges(asked) };
      return undefined;
    }
    if (!answered) return this.#access.choose(offered);
    const same = offered.find((one) => isSameKind(one, answered));
    // An answer that was right, or is called stale, is right again with the new nonce.
    const isOld = this.#isIn || this.#isCarried || same?.stale === true;
    this.#isCarried = false;
    if (same && isOld && !isRenewed && same.nonce !== answered.nonce) return same;
    this.refusal = { kind: 'wrong', mayTryAnother: this.#access.refuse(answered, offered) };
    return undefined;
  }

  #adopt(challenge: Challenge): void {
    this.#challenge = challenge;
    this.#clientNonce = this.#options.clientNonce();
    this.#nonceCount = 0;
  }

  /** Sends without waiting: TEARDOWN. Some cameras never answer it (S7). */
  tell(method: string, uri: string): void {
    this.#options.send(this.#text(method, uri, []));
  }

  /** The connection is gone. */
  close(): void {
    this.#closed = true;
    for (const { cancel, resolve } of this.#waiting.splice(0)) {
      cancel();
      resolve(connectionClosed);
    }
  }

  #ask(method: string, uri: string, headers: readonly string[], withinMs: number): Promise<RtspReply> {
    if (this.#closed) return Promise.resolve(connectionClosed);
    const text = this.#text(method, uri, headers);
    const sequence = this.#sequence;
    return new Promise((resolve, reject) => {
      const cancel = this.#options.after(withinMs, () => {
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
      const request = { method, uri, count: ++this.#nonceCount, clientNonce: this.#clientNonce };
      lines.push(
        `Authorization: ${answerChallenge(this.#challenge, credentials, request, this.#options.digest)}`,
      );
    }
    return `${[...lines, ...headers].join('\r\n')}\r\n\r\n`;
  }
}

const connectionClosed: RtspReply = { status: 0, reason: 'connection closed', headers: [], body: '' };

export function header(headers: RtspText['headers'], name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1];
}

export function all(headers: RtspText['headers'], name: string): readonly string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}
