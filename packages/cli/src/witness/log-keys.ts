// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of the logs a witness knows, from files that it looks at again whenever they change: a log that handed over to
 * another key is witnessed on without a restart, once its operator has put the new key, or the log's `keys.json`, there.
 */
import { stat } from 'node:fs/promises';
import type { VerifierKey } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { readTrust } from '../verify/trust-files.ts';

type Keys = ReadonlyMap<string, readonly VerifierKey[]>;

export class LogKeys {
  readonly #files: readonly string[];
  readonly #say: (line: string) => void;
  #keys: Keys;
  #seen: string;

  private constructor(files: readonly string[], say: (line: string) => void, keys: Keys, seen: string) {
    this.#files = files;
    this.#say = say;
    this.#keys = keys;
    this.#seen = seen;
  }

  /**
   * @param say a file that cannot be read later: the keys known before stay in force
   * @throws UsageError when a file is missing or no key file
   */
  static async read(files: readonly string[], say: (line: string) => void): Promise<LogKeys> {
    const seen = await stateOf(files);
    return new LogKeys(files, say, await readKeys(files), seen);
  }

  async of(origin: string): Promise<readonly VerifierKey[] | undefined> {
    await this.#lookAgain();
    return this.#keys.get(origin);
  }

  origins(): readonly string[] {
    return [...this.#keys.keys()];
  }

  async #lookAgain(): Promise<void> {
    const seen = await stateOf(this.#files);
    if (seen === this.#seen) return;
    this.#seen = seen;
    try {
      this.#keys = await readKeys(this.#files);
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }
}

async function readKeys(files: readonly string[]): Promise<Keys> {
  const trust = await readTrust(nodeAlgorithms, {
    keys: files,
    checkpoint: undefined,
    policy: undefined,
    fingerprints: [],
  });
  return Map.groupBy(
    trust.keys.filter(({ kind }) => kind !== 'cosignature-v1'),
    ({ name }) => name,
  );
}

/** Changes when a file is written, replaced or removed. */
async function stateOf(files: readonly string[]): Promise<string> {
  const states = files.map(async (file) => {
    const found = await stat(file).catch(() => undefined);
    return found ? `${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}` : 'missing';
  });
  return (await Promise.all(states)).join('\n');
}
