// SPDX-License-Identifier: Apache-2.0
/** Making entries: head, canonical bytes, leaf hash, and the hash that hides a person. */
import type { Algorithms, Hash } from '../algorithms.ts';
import { encodeBase64, encodeBase64Url } from '../bytes/base64.ts';
import { encodeCanonicalJson, type Json } from '../bytes/canonical-json.ts';
import { formatTime } from '../bytes/time.ts';
import { EvidenceError } from '../errors.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import type { Entry, NewEntry } from './entry.ts';
import { checkEntry, maxEntryBytes, saltSizeBytes } from './parse-entry.ts';

/**
 * @param salt 16 fresh random bytes
 * @param atMs epoch milliseconds
 * @throws EvidenceError `evidence/entry-invalid` when a field breaks the contract
 */
export function completeEntry(fields: NewEntry, salt: Uint8Array, atMs: number): Entry {
  if (salt.length !== saltSizeBytes) throw new EvidenceError('evidence/entry-invalid', { field: 'salt' });
  const entry = { ...fields, v: 1, salt: encodeBase64Url(salt), at: formatTime(atMs) };
  const checked = checkEntry(entry as unknown as Json);
  if (checked.kind !== 'entry')
    throw new EvidenceError('evidence/entry-invalid', {
      field: checked.kind === 'malformed' ? (checked.field ?? '') : 'type',
    });
  return checked.entry;
}

/**
 * The bytes that are logged and hashed.
 *
 * @throws EvidenceError `evidence/entry-too-long`
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const bytes = encodeCanonicalJson(entry);
  if (bytes.length > maxEntryBytes)
    throw new EvidenceError('evidence/entry-too-long', { sizeBytes: bytes.length, maxEntryBytes });
  return bytes;
}

/** Leaf hash of an entry's bytes. */
export function hashOfEntry(algorithms: Algorithms, bytes: Uint8Array): Hash {
  return hashLeaf(algorithms, bytes);
}

/**
 * `who` of an access entry: H over salt ‖ canonical JSON of the personal record. With salt and record a reader
 * can check it; without, it says nothing.
 *
 * @param salt 16 random bytes kept with the record (not the entry's own public salt)
 */
export function hashOfPerson(algorithms: Algorithms, salt: Uint8Array, personalRecord: unknown): string {
  return encodeBase64(algorithms.hash(salt, encodeCanonicalJson(personalRecord)));
}
