// SPDX-License-Identifier: Apache-2.0
/** What a browser fetches before it can show the first page, as it goes over the wire. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const dist = join(import.meta.dirname, '../packages/console/dist');

test.each(['desk', 'site'])('the first page of %s takes less than 300 kB', (page) => {
  const html = readFileSync(join(dist, page, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => `${file}`,
  );
  expect(files.length).toBeGreaterThan(2);
  const bytes = files.map((file) => sent(join(dist, file)));
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(300_000);
});

/** Small files go as they are. */
const sent = (file: string): number =>
  statSync(`${file}.br`, { throwIfNoEntry: false })?.size ?? Math.min(statSync(file).size, 1024 * 1024);

test('the map, the player and the corpus are in none of them', () => {
  for (const page of ['desk', 'site']) {
    const html = readFileSync(join(dist, page, 'index.html'), 'utf8');
    for (const [, file] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g))
      expect(readFileSync(join(dist, `${file}`), 'utf8')).not.toMatch(/maplibre|hls\.js|第七百九十九号/);
  }
});
