// SPDX-License-Identifier: Apache-2.0
/** A camera's address holds secrets behind the host too: nothing of it stands in a status, the log or a file. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import { temporaryDirectory } from './recorder-world.ts';

it('tells two addresses apart and shows neither; no file of the store holds it', async () => {
  const { path, remove } = await temporaryDirectory();
  const open = () =>
    openRecorder(
      { directory: path, workers: 0, cameras: [] },
      { retentionEveryMs: 0, checkpointEveryMs: 600_000 },
    );
  const secrets = ['USER-7x', 'PASS-8y', 'path-9Z-secret', 'token-0W-secret', 'other-1V-secret'];
  const [user, password, inPath, inQuery, other] = secrets;
  const url = `rtsp://${user}:${password}@192.0.2.7/live/${inPath}?channel=1&token=${inQuery}`;
  const first = await open();
  await first.cameras.add({ id: 'gate', url, enabled: false }, 'admin');
  await first.cameras.update('gate', { url: url.replace(inQuery!, other!) }, 'admin');
  await first.cameras.update('gate', { name: '大门' }, 'admin');
  const shown = JSON.stringify([first.cameras.list(), first.cameras.status(), first.cameras.find('gate')]);
  expect(shown).toContain('rtsp://192.0.2.7/live/…?channel=1&token=…');
  for (const secret of secrets) expect(shown).not.toContain(secret);
  const marks: string[] = [];
  for (let at = 0; at < first.log.size(); at++) {
    const entry = JSON.parse(new TextDecoder().decode(await first.log.entryBytes(at)));
    if (entry.what === 'camera/gate') marks.push(JSON.parse(entry.after).addressMark);
  }
  expect(marks.map((mark) => marks.indexOf(mark))).toEqual([0, 1, 1]);
  await first.close();
  for (const name of await readdir(path, { recursive: true })) {
    const bytes = await readFile(join(path, name)).catch(() => Buffer.alloc(0));
    for (const secret of secrets) expect([name, bytes.includes(secret)]).toEqual([name, false]);
  }
  // The next start knows it: nothing changes when the same address is given again.
  const second = await open();
  const before = second.log.size();
  await second.cameras.update('gate', { url: url.replace(inQuery!, other!) }, 'admin');
  expect(second.log.size()).toBe(before);
  await second.close();
  await remove();
});
