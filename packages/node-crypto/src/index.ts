// SPDX-License-Identifier: Apache-2.0
/** Hashes, signatures and key files on `node:crypto`, for the programs that keep an evidence log. */
export { nodeAlgorithms } from './node-algorithms.ts';
export { makeIdentity, openSealedFile, sealFile, type WrittenFile } from './sealed-file.ts';
export { createSigningKey, loadSigningKey } from './signing-key.ts';
