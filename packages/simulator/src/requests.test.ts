// SPDX-License-Identifier: Apache-2.0
/** What clients write: URLs, faults, messages, credentials, transports. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorized, challenge } from './authorization.ts';
import { parseCameraUrl, traitsOfQuery } from './camera-url.ts';
import { parseFaults } from './fault.ts';
import { mergeTraits } from './merge-traits.ts';
import { RtspReader } from './rtsp-message.ts';
import { parseTransport } from './transport.ts';

describe('a camera URL', () => {
  it.each([
    ['rtsp://h:1/3', { camera: 3, track: undefined, query: '' }],
    ['rtsp://h:1/3/', { camera: 3, track: undefined, query: '' }],
    ['rtsp://h/12/trackID=2', { camera: 12, track: 2, query: '' }],
    ['rtsp://h/1?fault=stall@1s', { camera: 1, track: undefined, query: 'fault=stall@1s' }],
    ['rtsp://h/1?fault=stall@1s/', { camera: 1, track: undefined, query: 'fault=stall@1s' }],
    ['rtsp://h/1?fault=stall@1s/trackID=1', { camera: 1, track: 1, query: 'fault=stall@1s' }],
    ['rtsp://h/1/trackID=1?fault=stall', { camera: 1, track: 1, query: 'fault=stall' }],
    ['rtsp://h/', undefined],
    ['rtsp://h/x', undefined],
    ['*', undefined],
  ])('%s', (url, expected) => {
    expect(parseCameraUrl(url)).toEqual(expected);
  });

  it('gives traits by its query, and refuses what it does not know', () => {
    expect(traitsOfQuery('fault=loss:5%25&codec=h265&audio=aac&bitrate=2000000')).toEqual({
      fault: 'loss:5%',
      codec: 'h265',
      audio: 'aac',
      bitrate: 2_000_000,
    });
    for (const query of ['codec=av1', 'clip=cats', 'bitrate=-1', 'speed=2', 'fault=%zz'])
      expect(() => traitsOfQuery(query)).toThrow(
        expect.objectContaining({ code: 'simulator/options-unusable' }),
      );
  });

  it('sets aside the clip of the camera when it names a codec', () => {
    expect(mergeTraits({ clip: 'lobby', audio: 'aac' }, { codec: 'h265' })).toEqual({
      audio: 'aac',
      codec: 'h265',
    });
    expect(mergeTraits({ clip: 'lobby' }, { codec: 'h265', clip: 'small' })).toEqual({
      codec: 'h265',
      clip: 'small',
    });
  });
});

describe('faults in writing', () => {
  it('have a name, a value, a start and a length', () => {
    expect(parseFaults('stall@10s+500ms, jump:-2h ,night')).toMatchObject([
      { name: 'stall', startMs: 10_000, endMs: 10_500 },
      { name: 'jump', value: -7_200_000, startMs: 0, endMs: Number.POSITIVE_INFINITY },
      { name: 'night', value: 5 },
    ]);
    expect(parseFaults('jump:+90s@1m+2m')).toMatchObject([
      { value: 90_000, startMs: 60_000, endMs: 180_000 },
    ]);
    expect(parseFaults('loss:2.5%,rubbish:sdp,unsupported')).toMatchObject([
      { value: 0.025 },
      { word: 'sdp' },
      { word: 'mjpeg' },
    ]);
  });

  it.each([
    'Stall',
    'stall@soon',
    'loss:200%',
    'night:0',
    'rubbish:paper',
    'garbage:x',
    'stall+',
    '@1s',
    ':',
  ])('are refused as %s', (text) => {
    expect(() => parseFaults(text)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^simulator\//) }),
    );
  });
});

describe('the request reader', () => {
  const stream = Buffer.concat([
    Buffer.from('OPTIONS rtsp://h/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n'),
    Buffer.from([0x24, 1, 0, 3, 9, 9, 9]),
    Buffer.from('SET_PARAMETER rtsp://h/1 RTSP/1.0\r\nCSeq:2\r\nContent-Length: 4\r\n\r\nabcd'),
    Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n'),
  ]);

  it('understands a stream cut anywhere', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const reader = new RtspReader();
      const messages = [
        ...(reader.push(stream.subarray(0, cut)) ?? []),
        ...(reader.push(stream.subarray(cut)) ?? []),
      ];
      expect(messages.map(({ kind }) => kind)).toEqual(['request', 'frame', 'request', 'other']);
    }
  });

  it('gives up on what is no RTSP and never throws', () => {
    expect(new RtspReader().push(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBeUndefined();
    expect(new RtspReader().push(Buffer.alloc(100_000, 0x41))).toBeUndefined();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (noise) => void new RtspReader().push(Buffer.from(noise)),
      ),
    );
  });
});

describe('credentials', () => {
  const auth = { scheme: 'digest-sha256', user: '王', password: 'p:w' } as const;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  it('pass as RFC 7616 computes them, for this URL and method only', () => {
    const url = 'rtsp://h/1?fault=crlf';
    const realm = /realm="([^"]+)"/.exec(challenge(auth, 'n1'))?.[1];
    const response = sha256(`${sha256(`王:${realm}:p:w`)}:n1:00000001:c:auth:${sha256(`DESCRIBE:${url}`)}`);
    const header = `Digest username="王", realm="${realm}", nonce="n1", uri="${url}", qop=auth, nc=00000001, cnonce="c", response="${response}", algorithm=SHA-256`;
    expect(authorized(auth, 'n1', header, 'DESCRIBE', url)).toBe(true);
    expect(authorized(auth, 'n1', header, 'SETUP', url)).toBe(false);
    expect(authorized(auth, 'n2', header, 'DESCRIBE', url)).toBe(false);
    expect(authorized(auth, 'n1', header, 'DESCRIBE', 'rtsp://h/2')).toBe(false);
    expect(authorized(auth, 'n1', undefined, 'DESCRIBE', url)).toBe(false);
  });

  it('pass as the example of RFC 2617 §3.5 without qop does, and as basic', () => {
    const basic = { scheme: 'basic', user: 'Aladdin', password: 'open sesame' } as const;
    expect(authorized(basic, '', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'DESCRIBE', 'rtsp://h/1')).toBe(true);
    expect(authorized(basic, '', 'Basic QWxhZGRpbjpvcGVu', 'DESCRIBE', 'rtsp://h/1')).toBe(false);
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const old = { scheme: 'digest-md5', user: 'u', password: 'p' } as const;
    const realm = /realm="([^"]+)"/.exec(challenge(old, 'n'))?.[1];
    const response = md5(`${md5(`u:${realm}:p`)}:n:${md5('PLAY:rtsp://h/1')}`);
    const header = `Digest username="u",realm="${realm}",nonce="n",uri="rtsp://h/1",response="${response}"`;
    expect(authorized(old, 'n', header, 'PLAY', 'rtsp://h/1')).toBe(true);
  });
});

describe('the offered transport', () => {
  it.each([
    ['RTP/AVP/TCP;unicast;interleaved=4-5', { kind: 'tcp', channels: [4, 5] }],
    ['RTP/AVP/TCP', { kind: 'tcp', channels: [2, 3] }],
    ['RTP/AVP;unicast;client_port=5000-5001', { kind: 'udp', ports: [5000, 5001] }],
    [
      'RTP/AVP;multicast;client_port=5000-5001,RTP/AVP/TCP;interleaved=0-1',
      { kind: 'tcp', channels: [0, 1] },
    ],
    ['RTP/SAVP;unicast', undefined],
    ['', undefined],
  ])('%s', (header, expected) => {
    expect(parseTransport(header, 1)).toEqual(expected);
  });
});
