// SPDX-License-Identifier: Apache-2.0
/** Devices register here (§9.1): only those on the list, by digest; every refresh is challenged again. */
import type { Clock } from '../clock.ts';
import { encodeLocalTimeMs } from '../manscdp/time.ts';
import { parseAddress } from '../sip/address.ts';
import { encodeChallenge, parseDigestAnswer, verifyDigest } from '../sip/digest.ts';
import { headerOf, type SipHeaders } from '../sip/message.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { Nonces } from './nonces.ts';

export type AllowedDevice = {
  readonly id: string;
  /** Empty: it may come without one. */
  readonly password: string;
};

export type Registered = {
  readonly deviceId: string;
  /** 0: it signs off. */
  readonly expiresSeconds: number;
  /** `X-GB-Ver`, when it says. */
  readonly version: string | undefined;
};

export type RegistrarOptions = {
  /** Digest realm. */
  readonly domain: string;
  readonly clock: Clock;
  readonly allow: readonly AllowedDevice[];
};

const defaultSeconds = 3600;
/** Wrong answers of one device before it is only refused for a while. */
const mostWrong = 8;
const wrongForMs = 60_000;

export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #nonces = new Nonces();
  readonly #wrong = new Map<string, { count: number; sinceMs: number }>();

  constructor(options: RegistrarOptions) {
    this.#options = options;
  }

  /** Answers a REGISTER. @returns who is registered (or signed off) by it */
  receive(transaction: ServerTransaction): Registered | undefined {
    const { request } = transaction;
    const { clock, domain } = this.#options;
    const deviceId = parseAddress(headerOf(request.headers, 'To'))?.user ?? '';
    const device = this.#options.allow.find(({ id }) => id === deviceId);
    const version: SipHeaders = [['X-GB-Ver', '3.0']];
    if (!device) {
      transaction.refuse(403, { headers: version });
      return undefined;
    }
    const nowMs = clock.nowMs();
    if (this.#isShutOut(deviceId, nowMs)) {
      transaction.refuse(403, { headers: version });
      return undefined;
    }
    if (device.password !== '') {
      const answer = parseDigestAnswer(headerOf(request.headers, 'Authorization'));
      const nonce = answer ? this.#nonces.check(answer.nonce, nowMs) : 'foreign';
      const isRight =
        answer !== undefined && nonce === 'good' && verifyDigest(answer, device.password, 'REGISTER');
      if (!isRight) {
        if (answer && nonce === 'good') this.#countWrong(deviceId, nowMs);
        const challenge = encodeChallenge(domain, this.#nonces.make(nowMs), nonce === 'stale');
        transaction.refuse(401, { headers: [['WWW-Authenticate', challenge], ...version] });
        return undefined;
      }
    }
    this.#wrong.delete(deviceId);
    const contact = headerOf(request.headers, 'Contact');
    const asked = Number(
      headerOf(request.headers, 'Expires') ?? parseAddress(contact)?.expires ?? defaultSeconds,
    );
    const expiresSeconds = Number.isFinite(asked) && asked >= 0 ? Math.min(asked, 604_800) : defaultSeconds;
    transaction.respond(200, {
      headers: [
        ...(contact === undefined ? [] : [['Contact', contact] as const]),
        ['Expires', String(expiresSeconds)],
        ['Date', encodeLocalTimeMs(nowMs)],
        ...version,
      ],
    });
    return { deviceId, expiresSeconds, version: headerOf(request.headers, 'X-GB-Ver') };
  }

  #countWrong(deviceId: string, nowMs: number): void {
    const wrong = this.#wrong.get(deviceId);
    if (wrong && nowMs - wrong.sinceMs < wrongForMs) wrong.count++;
    else this.#wrong.set(deviceId, { count: 1, sinceMs: nowMs });
  }

  #isShutOut(deviceId: string, nowMs: number): boolean {
    const wrong = this.#wrong.get(deviceId);
    return wrong !== undefined && wrong.count >= mostWrong && nowMs - wrong.sinceMs < wrongForMs;
  }
}
