// SPDX-License-Identifier: Apache-2.0
/**
 * How to get into one camera, kept over its connections. Cameras lock an account after a few wrong answers, so
 * a connection gives at most one; another kind of answer (a camera may offer SHA-256 and honour only MD5) is
 * tried on a connection of its own, once each, and after that only with long waits between.
 */
import { type Challenge, isSameKind } from './authorization.ts';

export class AccessMemory {
  #accepted: Challenge | undefined;
  #refused: Challenge[] = [];
  /** Every kind that was offered has been refused once, or an answer that used to be right no longer is. */
  #isExhausted = false;
  #carried: Challenge | undefined;

  /** The one to answer: what was right before, else the strongest that has not been refused. */
  choose(offered: readonly Challenge[]): Challenge | undefined {
    const accepted = this.#accepted;
    return (
      offered.find((one) => accepted !== undefined && isSameKind(one, accepted)) ??
      offered.find((one) => !this.#wasRefused(one)) ??
      offered[0]
    );
  }

  accept(challenge: Challenge): void {
    this.#accepted = challenge;
    this.#refused = [];
    this.#isExhausted = false;
  }

  /** @returns whether another kind of answer may be tried at once, on another connection */
  refuse(challenge: Challenge, offered: readonly Challenge[]): boolean {
    if (this.#accepted !== undefined) this.#isExhausted = true;
    this.#accepted = undefined;
    this.#refused.push(challenge);
    if (offered.every((one) => this.#wasRefused(one))) {
      this.#isExhausted = true;
      this.#refused = [];
    }
    return !this.#isExhausted;
  }

  /** The camera closed on its own challenge: the answer goes into the next connection. */
  carry(challenge: Challenge): void {
    this.#carried = challenge;
  }

  get isCarrying(): boolean {
    return this.#carried !== undefined;
  }

  takeCarried(): Challenge | undefined {
    const carried = this.#carried;
    this.#carried = undefined;
    return carried;
  }

  #wasRefused(challenge: Challenge): boolean {
    return this.#refused.some((one) => isSameKind(one, challenge));
  }
}
