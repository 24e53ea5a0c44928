// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededBytes } from '../../test/node-crypto.ts';
import { concatBytes, encodeUtf8 } from '../bytes/octets.ts';
import { crc32 } from './crc32.ts';
import { openZip, type RandomAccess } from './read-zip.ts';
import { sizeOfZip, writeZip, type ZipFile, zipFileOf } from './write-zip.ts';
import { encodeDirectoryHeader, encodeEnd, encodeLocalHeader } from './zip-format.ts';

const files = [
  zipFileOf('manifest.json', encodeUtf8('{}\n')),
  zipFileOf('parts/门口-1/1-0', seededBytes(1, 3000)),
  zipFileOf('电子证明文件.pdf', seededBytes(2, 17)),
  zipFileOf('empty', new Uint8Array(0)),
];

async function bytesOf(list: readonly ZipFile[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(list)) pieces.push(piece);
  return concatBytes(...pieces);
}

function accessTo(bytes: Uint8Array): RandomAccess {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

describe('CRC-32', () => {
  it('is that of zlib, whole and in pieces', () => {
    expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
    for (let length = 0; length < 40; length++) {
      const bytes = seededBytes(length, length * 3);
      expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      expect(crc32(bytes.subarray(length), crc32(bytes.subarray(0, length)))).toBe(zlibCrc32(bytes));
    }
  });
});

describe('a stored ZIP', () => {
  it('is written the same every time, as long as announced, and read back', async () => {
    const bytes = await bytesOf(files);
    expect(await bytesOf(files)).toEqual(bytes);
    expect(sizeOfZip(files)).toBe(bytes.length);
    const opened = await openZip(accessTo(bytes));
    if (opened.kind !== 'zip') throw new Error(JSON.stringify(opened));
    expect([...opened.files.keys()]).toEqual(files.map(({ path }) => path));
    const part = opened.files.get('parts/门口-1/1-0')!;
    expect(bytes.slice(part.contentOffset, part.contentOffset + part.sizeBytes)).toEqual(
      seededBytes(1, 3000),
    );
  });

  it('is read by other programs', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingjing-zip-'));
    try {
      const file = join(directory, 'bundle.zip');
      writeFileSync(file, await bytesOf(files));
      const script =
        'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])\nprint("\\n".join(z.namelist()))';
      const python = ['python3', 'python'].find((name) => {
        try {
          return execFileSync(name, ['--version']).length > 0;
        } catch {
          return false;
        }
      });
      if (python) {
        const environment = { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' };
        const names = execFileSync(python, ['-c', script, file, directory], {
          encoding: 'utf8',
          env: environment,
        });
        expect(names.trim().split(/\r?\n/)).toEqual(files.map(({ path }) => path));
        expect(new Uint8Array(readFileSync(join(directory, '电子证明文件.pdf')))).toEqual(seededBytes(2, 17));
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('has no byte of its structure that could be otherwise', async () => {
    const bytes = await bytesOf(files);
    const opened = await openZip(accessTo(bytes));
    if (opened.kind !== 'zip') throw new Error('refused');
    const isContent = new Uint8Array(bytes.length);
    for (const file of opened.files.values())
      isContent.fill(1, file.contentOffset, file.contentOffset + file.sizeBytes);
    for (let at = 0; at < bytes.length; at++) {
      if (isContent[at]) continue;
      for (const bit of [0, 3, 7]) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << bit;
        expect((await openZip(accessTo(changed))).kind, `byte ${at} bit ${bit}`).toBe('refused');
      }
    }
  });

  it('is refused when cut, extended, spliced or doubled', async () => {
    const bytes = await bytesOf(files);
    for (let length = 0; length < bytes.length; length += 13)
      expect((await openZip(accessTo(bytes.subarray(0, length)))).kind).toBe('refused');
    expect(await openZip(accessTo(bytes.subarray(0, bytes.length - 1)))).toEqual({
      kind: 'refused',
      faults: [{ kind: 'truncated', sizeBytes: bytes.length - 1 }],
    });
    expect(await openZip(accessTo(encodeUtf8('not a zip at all, but long enough for an end')))).toEqual({
      kind: 'refused',
      faults: [{ kind: 'not-a-zip' }],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length }),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (at, more) => {
          const spliced = concatBytes(bytes.subarray(0, at), more, bytes.subarray(at));
          const opened = await openZip(accessTo(spliced));
          expect(opened.kind).toBe('refused');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not take names that leave the folder or stand twice', async () => {
    for (const path of ['../x', '/x', 'a/../b', 'a//b', 'a\\b', 'C:x', '', './x', 'a\u0000b'])
      await expect(bytesOf([zipFileOf(path, new Uint8Array(1))])).rejects.toMatchObject({
        code: 'evidence/zip-name-invalid',
      });
    await expect(bytesOf([files[0]!, files[0]!])).rejects.toMatchObject({
      code: 'evidence/zip-name-invalid',
    });
    const header = { path: '../x', sizeBytes: 1, crc32: zlibCrc32(Uint8Array.of(7)), offsetBytes: 0 };
    const local = encodeLocalHeader(header);
    const directory = encodeDirectoryHeader(header);
    const evil = concatBytes(
      local,
      Uint8Array.of(7),
      directory,
      encodeEnd(1, local.length + 1, directory.length),
    );
    expect(await openZip(accessTo(evil))).toMatchObject({
      kind: 'refused',
      faults: [{ kind: 'name', path: '../x' }],
    });
  });

  it('refuses content that is not what was announced', async () => {
    const lying = { ...files[1]!, content: () => [seededBytes(3, 3000)] };
    await expect(bytesOf([lying])).rejects.toMatchObject({ code: 'evidence/zip-size-mismatch' });
  });

  it('keeps sizes and offsets beyond 4 GiB', async () => {
    const far = 5 * 2 ** 30;
    const large = { path: 'large', sizeBytes: far, crc32: 0, offsetBytes: 0 };
    const small = {
      path: 'small',
      sizeBytes: 0,
      crc32: 0,
      offsetBytes: far + encodeLocalHeader(large).length,
    };
    const start = encodeLocalHeader(large);
    const directory = concatBytes(encodeDirectoryHeader(large), encodeDirectoryHeader(small));
    const local = encodeLocalHeader(small);
    const directoryOffset = small.offsetBytes + local.length;
    const rest = concatBytes(local, directory, encodeEnd(2, directoryOffset, directory.length));
    const sizeBytes = small.offsetBytes + rest.length;
    expect(sizeOfZip([large, small])).toBe(sizeBytes);
    const opened = await openZip({
      sizeBytes,
      read: (offset, length) =>
        Promise.resolve(
          offset < small.offsetBytes
            ? start.subarray(offset, offset + length)
            : rest.subarray(offset - small.offsetBytes, offset - small.offsetBytes + length),
        ),
    });
    if (opened.kind !== 'zip') throw new Error(JSON.stringify(opened));
    expect(opened.files.get('large')!.sizeBytes).toBe(far);
    expect(opened.files.get('small')!.offsetBytes).toBe(small.offsetBytes);
  });
});
