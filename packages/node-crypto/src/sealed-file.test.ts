// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeIdentity, openSealedFile, sealFile } from './sealed-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-sealed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const at = (name: string) => join(directory, name);

describe('a sealed file', () => {
  it('is opened by the key it was sealed to, and by no other', async () => {
    const [organ, other] = [await makeIdentity(), await makeIdentity()];
    const content = Buffer.alloc(200_000, '演示');
    writeFileSync(at('bundle'), content);
    const sealed = await sealFile(organ.recipient, at('bundle'), at('bundle.age'));
    expect(readFileSync(at('bundle.age')).includes(content.subarray(0, 60))).toBe(false);
    expect(readFileSync(at('bundle.age')).length).toBe(sealed.sizeBytes);
    await expect(openSealedFile([other.identity], at('bundle.age'), at('not'))).rejects.toThrow();
    await openSealedFile([other.identity, organ.identity], at('bundle.age'), at('open'));
    expect(readFileSync(at('open')).equals(content)).toBe(true);
  });

  it('that was cut off or altered opens to nothing', async () => {
    const { identity, recipient } = await makeIdentity();
    await sealFile(recipient, at('bundle'), at('bundle.age'));
    const whole = readFileSync(at('bundle.age'));
    writeFileSync(at('cut.age'), whole.subarray(0, whole.length - 1000));
    await expect(openSealedFile([identity], at('cut.age'), at('cut'))).rejects.toThrow();
    expect(
      readdirSync(directory)
        .filter((name) => name.startsWith('cut'))
        .sort(),
    ).toEqual(['cut.age']);
  });
});
