// SPDX-License-Identifier: Apache-2.0
/**
 * Papers and photos of register rows, beside the database by the hash of their bytes. A row names the hash, the row's
 * own hash stands in the evidence log: a file that is swapped later no longer fits.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureRefusal } from '@mingjing/web';
import { ServerRefusal } from '../../terms/refusal.ts';
import { mediaTypeOf } from './media-type-of.ts';

export class AttachmentStore {
  readonly #directory: string;

  constructor(serverDirectory: string) {
    this.#directory = join(serverDirectory, 'attachments');
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
  }

  /**
   * What the name or the browser says of the content does not count.
   *
   * @returns hex SHA-256
   * @throws ServerRefusal `recorder/attachment-type`; `recorder/upload-refused` for a picture of too many pixels
   */
  keep(bytes: Uint8Array): { readonly hash: string; readonly mimeType: string } {
    const mimeType = mediaTypeOf(bytes);
    if (mimeType === undefined) throw new ServerRefusal('recorder/attachment-type');
    const reason = pictureRefusal(bytes);
    if (reason !== undefined) throw new ServerRefusal('recorder/upload-refused', { reason });
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = join(this.#directory, hash);
    if (!existsSync(path)) {
      writeFileSync(`${path}.part`, bytes, { mode: 0o600, flush: true });
      renameSync(`${path}.part`, path);
    }
    return { hash, mimeType };
  }

  has(hash: string): boolean {
    return existsSync(join(this.#directory, hash));
  }

  /** @throws ServerRefusal `recorder/not-found`; `recorder/attachment-changed` when the bytes are not those any more */
  read(hash: string): { readonly bytes: Uint8Array; readonly mimeType: string } {
    if (!this.has(hash)) throw new ServerRefusal('recorder/not-found', { what: hash });
    const bytes = readFileSync(join(this.#directory, hash));
    const found = createHash('sha256').update(bytes).digest('hex');
    const mimeType = mediaTypeOf(bytes);
    if (found !== hash || mimeType === undefined) throw new ServerRefusal('recorder/attachment-changed');
    return { bytes, mimeType };
  }
}
