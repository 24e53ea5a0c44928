// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureRefusal, pictureSize } from './picture-size.ts';

const png = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
/** With a JFIF head, a fill byte and a table before the frame header. */
const jpeg = (width: number, height: number, frame = 0xc2): Uint8Array =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9],
    ...[0xff, frame, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 0, 0, 0],
  ]);

describe('a picture', () => {
  it('tells its size in its head', () => {
    expect(pictureSize(png(640, 480))).toEqual({ width: 640, height: 480 });
    for (const frame of [0xc0, 0xc1, 0xc2])
      expect(pictureSize(jpeg(4000, 3000, frame))).toEqual({ width: 4000, height: 3000 });
    expect(pictureSize(Buffer.from('%PDF-1.7'))).toBeUndefined();
  });

  it('that opens to more than anybody takes is refused, whatever its file is', () => {
    for (const [width, height] of [
      [60_000, 60_000],
      [100_000, 1],
      [10_000, 10_000],
    ] as const)
      expect(pictureRefusal(png(width, height))).toContain(`${width} × ${height}`);
    expect(pictureRefusal(jpeg(65_500, 65_500))).toContain('Mpx');
    for (const one of [png(7000, 10_000), jpeg(9000, 6000), Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')])
      expect(pictureRefusal(one)).toBeUndefined();
  });

  it('may be anything: no bytes make it throw or never end', () => {
    const beginnings = fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff', '');
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        pictureRefusal(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      }),
    );
  });
});
