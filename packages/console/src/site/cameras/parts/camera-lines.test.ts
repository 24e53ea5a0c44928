// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { parseCameraLines } from './camera-lines.ts';

it('reads lines with commas of any width and columns of a spreadsheet, wherever the address stands', () => {
  const text =
    '大堂东侧, rtsp://a:b@10.0.0.1/1, 一层\n\n后门，rtsp://10.0.0.2/1\nrtsp://10.0.0.3/1\t车库\t地下\n没有地址';
  expect(parseCameraLines(text).map(({ line, name, url, group }) => [line, name, url, group])).toEqual([
    [1, '大堂东侧', 'rtsp://a:b@10.0.0.1/1', '一层'],
    [3, '后门', 'rtsp://10.0.0.2/1', undefined],
    [4, '车库', 'rtsp://10.0.0.3/1', '地下'],
    [5, '没有地址', undefined, undefined],
  ]);
});
