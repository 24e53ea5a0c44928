// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { RecorderCore } from './recorder-media.ts';
import { withoutMedia } from './without-media.ts';

describe('the core without its media', () => {
  const whole = {
    directory: '/data',
    readParts: () => [],
    subscribeLive: () => () => undefined,
    segments: () => [{ n: 1, path: 'footage/1.mp4' }],
  } as unknown as RecorderCore;
  const bare = withoutMedia(whole);

  it('has neither pictures nor the place of their files, at run time too', () => {
    for (const name of ['directory', 'readParts', 'subscribeLive']) expect(bare).not.toHaveProperty(name);
    expect(bare.segments({})).toEqual([{ n: 1 }]);
  });

  it('has neither by type', () => {
    // @ts-expect-error the place of the files is not known here
    expect(bare.directory).toBeUndefined();
    // @ts-expect-error nor is a segment's
    expect(bare.segments({})[0]?.path).toBeUndefined();
  });
});
