// SPDX-License-Identifier: Apache-2.0
/** A file that somebody from outside hands in: known by its content, looked at by the scanner the office has. */
import { pictureRefusal } from '@mingjing/web';
import { PlatformError } from '../errors.ts';
import type { ScanFile } from '../services.ts';
import { mediaTypeOf } from './media-type.ts';
import { runWithInput } from './run-with-input.ts';

/** @returns whether a scanner looked at it */
export async function takeFile(
  scan: ScanFile,
  bytes: Uint8Array,
  allowed: { readonly types: readonly string[]; readonly mostBytes: number; readonly path: string },
): Promise<{ readonly mediaType: string; readonly scanned: boolean }> {
  const { types, mostBytes, path } = allowed;
  if (bytes.length > mostBytes)
    throw new PlatformError('platform/too-large', { limit: `${Math.round(mostBytes / 1e6)} MB` });
  const mediaType = mediaTypeOf(bytes);
  if (!types.includes(mediaType))
    throw new PlatformError('platform/invalid', {
      path,
      reason: `只收 ${types.map((type) => type.split('/')[1]?.toUpperCase()).join('、')}，按内容辨认`,
    });
  const limit = pictureRefusal(bytes);
  if (limit !== undefined) throw new PlatformError('platform/too-large', { limit });
  return { mediaType, scanned: await scan(bytes) };
}

/**
 * The scanner of an office: a program that reads the file from its input and answers as `clamdscan -` does, 0 clean,
 * 1 infected, anything else: it could not look.
 *
 * @param command words separated by blanks; absent: nothing is scanned
 */
export function scannerOf(command: string | undefined): ScanFile {
  const [program, ...given] = command?.trim().split(/\s+/) ?? [];
  if (program === undefined || program === '') return () => Promise.resolve(false);
  return async (bytes) => {
    const { code } = await runWithInput(program, given, bytes);
    if (code === 1) throw new PlatformError('platform/file-infected');
    if (code !== 0) throw new PlatformError('platform/scanner-failed', { program });
    return true;
  };
}
