// SPDX-License-Identifier: Apache-2.0
import type { Algorithms, Hash } from '../algorithms.ts';

/** Both hashes work on blocks of 64 bytes. */
const blockBytes = 64;

/** HMAC with the log's hash. @spec RFC 2104 */
export function hmac(algorithms: Algorithms, key: Uint8Array, ...message: readonly Uint8Array[]): Hash {
  const block = new Uint8Array(blockBytes);
  block.set(key.length > blockBytes ? algorithms.hash(key) : key);
  const inner = algorithms.hash(
    block.map((byte) => byte ^ 0x36),
    ...message,
  );
  return algorithms.hash(
    block.map((byte) => byte ^ 0x5c),
    inner,
  );
}

/** Looks at every byte, so that the time taken says nothing about where two codes differ. */
export function isSameCode(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= left[at]! ^ right[at]!;
  return difference === 0;
}
