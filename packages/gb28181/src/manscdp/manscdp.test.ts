// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMansRtsp, parseMansRtsp } from './mansrtsp.ts';
import { encodeManscdp, listOf, parseManscdp } from './message.ts';
import { encodePtz, type PtzCommand, parsePtz } from './ptz.ts';
import { encodeLocalTime, parseLocalTime } from './time.ts';

const move = (pan: number, tilt: number, zoom: number): PtzCommand => ({ kind: 'move', pan, tilt, zoom });

describe('PTZ commands', () => {
  it.each<readonly [PtzCommand, string]>([
    [move(0x80, 0, 0), 'A50F010180000036'],
    [move(-0x80, 0, 0), 'A50F010280000037'],
    [move(0, 0x80, 0), 'A50F01080080003D'],
    [move(0, -0x80, 0), 'A50F010400800039'],
    [move(0, 0, 8), 'A50F011000008045'],
    [move(0, 0, -8), 'A50F012000008055'],
    [move(0x40, 0x40, -4), 'A50F01294040409E'],
    [{ kind: 'stop' }, 'A50F0100000000B5'],
    [{ kind: 'preset', action: 'set', number: 1 }, 'A50F018100010037'],
    [{ kind: 'preset', action: 'call', number: 1 }, 'A50F018200010038'],
    [{ kind: 'preset', action: 'delete', number: 1 }, 'A50F018300010039'],
    [{ kind: 'auxiliary', isOn: true, number: 1 }, 'A50F018C01000042'],
  ])('%o is %s', (command, hex) => {
    expect(encodePtz(command)).toBe(hex);
    expect(parsePtz(hex.toLowerCase())).toEqual(command);
  });

  it('reads the preset number of a peer that fills byte 5', () => {
    expect(parsePtz('A50F018101010038')).toEqual({ kind: 'preset', action: 'set', number: 1 });
  });

  it('refuses a wrong sum and rubbish', () => {
    expect(parsePtz('A50F018101010039')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void parsePtz(text)));
  });
});

describe('MANSRTSP', () => {
  it.each([
    [
      'PLAY RTSP/1.0\r\nCSeq: 2\r\nRange: npt=now-\r\n',
      { kind: 'play', seekSeconds: undefined, scale: undefined },
    ],
    ['PAUSE RTSP/1.0\r\nCSeq: 1\r\nPauseTime: now\r\n', { kind: 'pause' }],
    [
      'PLAY rtsp://x/y RTSP/1.0\nscale: 2.000000\nCSEQ: 3',
      { kind: 'play', seekSeconds: undefined, scale: 2 },
    ],
    ['PLAY RTSP/1.0\r\nCSeq: 4\r\nRange: npt=100-\r\n', { kind: 'play', seekSeconds: 100, scale: undefined }],
    ['TEARDOWN RTSP/1.0\r\nCSeq: 5\r\n', { kind: 'teardown' }],
  ])('reads %j', (text, command) => {
    expect(parseMansRtsp(text)?.command).toEqual(command);
  });

  it('reads what it writes', () => {
    const seek = { cseq: '9', command: { kind: 'play', seekSeconds: 5, scale: 4 } } as const;
    expect(parseMansRtsp(encodeMansRtsp(seek))).toEqual(seek);
    expect(parseMansRtsp('HELLO')).toBeUndefined();
  });
});

describe('MANSCDP', () => {
  it('reads what it writes, in every charset', () => {
    for (const charset of ['gb2312', 'gb18030', 'utf-8'] as const) {
      const body = encodeManscdp(
        'Response',
        'Catalog',
        5,
        '34020000001180000001',
        [['DeviceList', [['Item', [['Name', '大门']]]], { Num: ' 1 ' }]],
        {
          charset,
          label: 'GB2312',
        },
      );
      const message = parseManscdp(body)!;
      expect(message).toMatchObject({
        root: 'Response',
        cmdType: 'Catalog',
        sn: '5',
        deviceId: '34020000001180000001',
      });
      expect(listOf(message.element, 'DeviceList')).toMatchObject({
        declared: 1,
        items: [{ children: [{ text: '大门' }] }],
      });
    }
  });

  it('times are Beijing time in every zone of the host', () => {
    expect(parseLocalTime('2024-05-01T08:00:00')).toBe(1_714_521_600_000);
    expect(parseLocalTime(' 2024-05-01 8:00:00.500 ')).toBe(1_714_521_600_500);
    expect(parseLocalTime('2024-05-01T00:00:00Z')).toBe(1_714_521_600_000);
    expect(encodeLocalTime(1_714_521_600_000)).toBe('2024-05-01T08:00:00');
    expect(parseLocalTime('soon')).toBeUndefined();
  });
});
