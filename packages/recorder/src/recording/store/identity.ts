// SPDX-License-Identifier: Apache-2.0
/**
 * The identity of a data directory. A missing or foreign mount must never look like an empty archive, so a
 * directory is a store only if `mingjing-store.json` says so, and becomes one only if it is empty.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { RecorderError } from '../../errors.ts';
import { type Disk, errorCode, isFull, readWhole, replaceFile } from './disk.ts';
import { checkNothingIsGone, type WhenGone } from './mount-memory.ts';

export const identityFileName = 'mingjing-store.json';

/** Version of the store's layout; docs/design/storage.md says what each version is. */
export const storeFormat = 1;

const StoreIdentity = z.object({
  format: z.number().int().positive(),
  storeId: z.string().min(1),
  /** Names the log: origin `mingjing/<recorderId>`. */
  recorderId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  suite: z.enum(['sha256-ed25519', 'sm3-sm2']),
  createdAt: z.iso.datetime(),
});
export type StoreIdentity = z.infer<typeof StoreIdentity>;

/** Names that a freshly made file system or this program itself may leave in an otherwise empty directory. */
const harmlessNames = new Set(['lost+found', '.DS_Store', 'lock.sqlite', 'lock.sqlite-journal', 'lock.pid']);

/**
 * Reads the identity of an existing store.
 *
 * @throws RecorderError `recorder/store-missing`, `recorder/store-foreign`, `recorder/store-half-made`,
 *   `recorder/store-newer-format`, `recorder/store-other-mount`
 */
export async function readIdentity(
  disk: Disk,
  directory: string,
  expectedStoreId?: string,
): Promise<StoreIdentity> {
  const identity = await findIdentity(disk, directory);
  if (identity === 'missing') throw new RecorderError('recorder/store-missing', { directory });
  if (identity === 'empty') throw new RecorderError('recorder/store-missing', { directory });
  return checked(identity, directory, expectedStoreId);
}

/**
 * Reads the identity, or makes a store of a directory that is missing or empty.
 *
 * @throws RecorderError as `readIdentity`, and `recorder/store-gone`, `recorder/store-removed`,
 *   `recorder/store-other-algorithms`, `recorder/store-read-only`, `recorder/store-full`
 */
export async function openIdentity(
  disk: Disk,
  directory: string,
  options: {
    readonly expectedStoreId?: string | undefined;
    /** Of a new store, SHA-256 with Ed25519 when absent; an existing one must have it. */
    readonly suite: StoreIdentity['suite'] | undefined;
    readonly nowMs: number;
    /** A store that was here has been deleted: `make-anew` when absent. */
    readonly whenGone?: WhenGone | undefined;
  },
): Promise<{
  readonly identity: StoreIdentity;
  readonly made: boolean;
}> {
  try {
    const found = await findIdentity(disk, directory);
    if (found !== 'missing' && found !== 'empty') {
      const identity = checked(found, directory, options.expectedStoreId);
      if (options.suite !== undefined && options.suite !== identity.suite)
        throw new RecorderError('recorder/store-other-algorithms', {
          directory,
          expected: options.suite,
          found: identity.suite,
        });
      return { identity, made: false };
    }
    if (options.expectedStoreId !== undefined) {
      // Somebody expects footage here; an empty mount point must not be taken for a new store.
      throw new RecorderError('recorder/store-other-mount', {
        directory,
        expected: options.expectedStoreId,
        found: found === 'missing' ? '-' : '(empty)',
      });
    }
    await checkNothingIsGone(directory, options.whenGone ?? 'make-anew');
    await disk.makeDirectory(directory);
    const identity: StoreIdentity = {
      format: storeFormat,
      storeId: randomUUID(),
      recorderId: randomUUID().replaceAll('-', '').slice(0, 16),
      suite: options.suite ?? 'sha256-ed25519',
      createdAt: new Date(options.nowMs).toISOString(),
    };
    await replaceFile(
      disk,
      join(directory, identityFileName),
      new TextEncoder().encode(`${JSON.stringify(identity, null, 2)}\n`),
    );
    return { identity, made: true };
  } catch (error) {
    throw asStoreRefusal(error, directory);
  }
}

/** A file-system error while opening a store, as the refusal a person can act on; other errors unchanged. */
export function asStoreRefusal(error: unknown, directory: string): unknown {
  const reason = errorCode(error);
  if (['EROFS', 'EACCES', 'EPERM'].includes(reason)) {
    return new RecorderError('recorder/store-read-only', { directory, reason }, error);
  }
  if (isFull(error)) {
    return new RecorderError('recorder/store-full', { directory, freeBytes: 0 }, error);
  }
  if (['ENOTDIR', 'EEXIST'].includes(reason)) {
    return new RecorderError('recorder/store-foreign', { directory }, error);
  }
  return error;
}

async function findIdentity(disk: Disk, directory: string): Promise<StoreIdentity | 'missing' | 'empty'> {
  const content = await readWhole(disk, join(directory, identityFileName)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOTDIR')
      throw new RecorderError('recorder/store-foreign', { directory }, error);
    throw error;
  });
  if (content !== undefined) return parseIdentity(content, directory);
  let names: readonly { readonly name: string }[];
  try {
    names = await disk.list(directory);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'missing';
    throw error;
  }
  // A crash while the store was being made leaves at most the temporary identity file.
  const foreign = names.filter(
    ({ name }) => !harmlessNames.has(name) && !name.startsWith(`${identityFileName}.`),
  );
  if (foreign.length > 0)
    throw new RecorderError('recorder/store-foreign', { directory, name: foreign[0]!.name });
  return 'empty';
}

function parseIdentity(content: Uint8Array, directory: string): StoreIdentity {
  const halfMade = (reason: string): RecorderError =>
    new RecorderError('recorder/store-half-made', { directory, reason });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch {
    throw halfMade('JSON');
  }
  const parsed = StoreIdentity.safeParse(value);
  if (!parsed.success) throw halfMade(parsed.error.issues[0]?.path.join('.') ?? 'JSON');
  return parsed.data;
}

function checked(identity: StoreIdentity, directory: string, expectedStoreId?: string): StoreIdentity {
  if (identity.format > storeFormat) {
    throw new RecorderError('recorder/store-newer-format', {
      directory,
      found: identity.format,
      known: storeFormat,
    });
  }
  if (expectedStoreId !== undefined && identity.storeId !== expectedStoreId) {
    throw new RecorderError('recorder/store-other-mount', {
      directory,
      expected: expectedStoreId,
      found: identity.storeId,
    });
  }
  return identity;
}
