// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
/** Folders of the server; the core, capture and store make the media, they do not hand them out. */
const serverFolders = ['server', 'people', 'access', 'live', 'playback', 'export', 'register'];
const media = /\b(?:subscribeLive|readParts|readPartsOf)\b/;
/** Where media may be named: the gate, and the store without capture that the gate stands on. */
const allowed = ['access/gate.ts', 'export/offline-archive.ts'];

function filesThatTouchMedia(read: (path: string) => string): string[] {
  return serverFolders
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => media.test(read(path)));
}

describe('the one place where every look passes', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  it('is the only one that reads live or stored parts from the core', () => {
    expect(filesThatTouchMedia(read).sort()).toEqual(allowed);
  });
  it('would notice another', () => {
    const planted = (path: string) => `${read(path)}${path === 'server/app.ts' ? '\ncore.readParts()' : ''}`;
    expect(filesThatTouchMedia(planted)).toContain('server/app.ts');
  });
});
