// SPDX-License-Identifier: Apache-2.0
/** What the user knows from elsewhere: pasted text or dropped files, told apart by their content. */
import {
  type AlgorithmSuites,
  decodeUtf8,
  encodeUtf8,
  followHandovers,
  keysOfRing,
  parseAddCheckpoint,
  parseCheckpoint,
  parseKeyRing,
  parsePolicy,
  parseVkey,
  type Trust,
  type VerifierKey,
} from '@mingjing/evidence';

/** Collects keys, fingerprints, policies and a checkpoint; the last checkpoint and policy count. */
export class TrustReader {
  readonly #suites: AlgorithmSuites;
  readonly #keys: VerifierKey[] = [];
  readonly #fingerprints: string[] = [];
  #policy: Trust['policy'];
  #checkpoint: Trust['checkpoint'];

  constructor(suites: AlgorithmSuites) {
    this.#suites = suites;
  }

  /** @returns false when nothing in it is understood */
  addFile(bytes: Uint8Array): boolean {
    const ring = parseKeyRing(this.#suites, bytes);
    if (ring) {
      this.#keys.push(...followHandovers(this.#suites, keysOfRing(this.#suites, ring), ring.handovers ?? []));
      return true;
    }
    const policy = parsePolicy(this.#suites, bytes);
    if (policy.kind === 'policy') {
      this.#policy = policy.policy;
      return true;
    }
    const request = parseAddCheckpoint(bytes);
    const checkpoint = request ? undefined : parseCheckpoint(bytes);
    if (request) this.#checkpoint = request;
    else if (checkpoint) this.#checkpoint = { checkpoint };
    else return this.addText(decodeUtf8(bytes) ?? '');
    return true;
  }

  /** Lines of fingerprints or keys. @returns false when a line is neither */
  addText(text: string): boolean {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    let isUnderstood = lines.length > 0;
    for (const line of lines) {
      const key = parseVkey(this.#suites, line);
      if (key) this.#keys.push(key);
      else if (/^(?:[0-9A-Fa-f]{4}[\s:-]*){8}$/.test(line)) this.#fingerprints.push(line);
      else isUnderstood = false;
    }
    if (!isUnderstood && lines.length > 1) return this.#addWhole(text);
    return isUnderstood;
  }

  #addWhole(text: string): boolean {
    const bytes = encodeUtf8(text.endsWith('\n') ? text : `${text}\n`);
    const checkpoint = parseCheckpoint(bytes);
    if (checkpoint) this.#checkpoint = { checkpoint };
    return checkpoint !== undefined;
  }

  trust(): Trust {
    return {
      keys: this.#keys,
      fingerprints: this.#fingerprints,
      ...(this.#policy && { policy: this.#policy }),
      ...(this.#checkpoint && { checkpoint: this.#checkpoint }),
    };
  }
}
