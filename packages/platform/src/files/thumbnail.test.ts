// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { thumbnailOf } from './thumbnail.ts';

const picture = (size: string): Buffer =>
  spawnSync('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `color=c=blue:s=${size}`],
    ...['-frames:v', '1', '-f', 'mjpeg', 'pipe:1'],
  ]).stdout;
/** Without it pages show the photo itself. */
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

describe.skipIf(!hasFfmpeg)('the small picture of a photo', () => {
  it('is made, and not of one that opens to too many pixels, also where its head cannot be read', async () => {
    const [small, large] = [picture('1600x900'), picture('10000x9000')];
    const withJunk = (bytes: Buffer) =>
      Buffer.concat([bytes.subarray(0, 2), Buffer.from('junk'), bytes.subarray(2)]);
    expect((await thumbnailOf(withJunk(small), 'image/jpeg'))?.length).toBeGreaterThan(100);
    expect(await thumbnailOf(large, 'image/jpeg')).toBeUndefined();
    expect(await thumbnailOf(withJunk(large), 'image/jpeg')).toBeUndefined();
  });
});
