// SPDX-License-Identifier: Apache-2.0
/**
 * A release archive and the two files beside it: `NAME.tar.gz`, `NAME.tar.gz.sha256` as sha256sum(1) writes it, and
 * `NAME.tar.gz.note`, a signed note (C2SP signed-note) over name, length and hash.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import {
  checkSignatures,
  encodeNote,
  type NoteSigner,
  parseNote,
  parseVkey,
  signNoteText,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { UsageError } from '../command.ts';

/** Name of the key that signs releases. */
export const releaseKeyName = 'mingjing-release';

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

const noteText = (archive: string, bytes: number, sha256: string): string =>
  `mingjing release v1\n${basename(archive)}\n${bytes}\n${sha256}\n`;

/** The signed note beside an archive. */
export async function releaseNote(archive: string, signer: NoteSigner): Promise<Uint8Array> {
  const text = noteText(archive, statSync(archive).size, await sha256Of(archive));
  return encodeNote({ text, signatures: [signNoteText(text, signer)] });
}

/**
 * Compares an archive with what lies beside it.
 *
 * @param vkey key the note must be signed with
 * @throws UsageError when something is missing or does not fit: nothing may be unpacked then
 */
export async function checkArchive(archive: string, vkey: string): Promise<void> {
  if (!existsSync(archive)) throw new UsageError(`没有文件 · no such file: ${archive}`);
  const key = parseVkey(nodeAlgorithms, vkey.trim());
  if (!key) throw new UsageError('--key：不是公钥（vkey） · not a verifier key');
  if (!existsSync(`${archive}.note`))
    throw new UsageError(
      `缺少签名文件，不安装 · its signature is missing, nothing is installed: ${archive}.note`,
    );
  const note = parseNote(readFileSync(`${archive}.note`));
  const expected = noteText(archive, statSync(archive).size, await sha256Of(archive));
  const isSigned = note && checkSignatures(nodeAlgorithms, note, [key]).some(({ isValid }) => isValid);
  if (!isSigned)
    throw new UsageError(
      `签名不是这把钥匙的，不安装 · not signed by this key, nothing is installed: ${key.name}`,
    );
  if (note.text !== expected)
    throw new UsageError(
      '安装包与签名不符，可能已损坏或被改动 · the archive is not the one that was signed: damaged or altered',
    );
}
