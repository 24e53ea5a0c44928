// SPDX-License-Identifier: Apache-2.0
/** What cameras do wrong with RTSP and SDP, one test per entry of the catalogue that is handled. The id names the entry. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerChallenge, chooseChallenge } from './authorization.ts';
import { baseUrl, controlUrl } from './control-url.ts';
import { Conversation, RtspFailure } from './conversation.ts';
import { InterleavedReader } from './interleaved-reader.ts';
import { parseSessionDescription } from './session-description.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const sps = Uint8Array.from(Buffer.from('6742c00adc47b011000003000100000300320f122780', 'hex'));

describe('the description', () => {
  const sdp = (...lines: readonly string[]) => parseSessionDescription(lines.join('\r\n'));
  const video = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=control:track1'];

  it('D1 D4 a bad line or medium spoils nothing else', () => {
    const found = sdp('v=0', 'o', 'x=?', 'm=', 'a=rtpmap', 'm=application 0 RTP/AVP x', ...video);
    expect(found.video).toMatchObject({ codec: 'h264', control: 'track1', clockRate: 90_000 });
  });

  it('D7 start codes and rubbish in sprop are taken off', () => {
    const withCode = Buffer.concat([Buffer.from([0, 0, 0, 1]), sps]).toString('base64');
    const found = sdp(...video, `a=fmtp:96 packetization-mode=1; sprop-parameter-sets=${withCode},!!`);
    expect(found.video?.parameterSets.map((nal) => Buffer.from(nal).toString('hex'))).toEqual([
      Buffer.from(sps).toString('hex'),
    ]);
  });

  it('S13 D8 the back channel is not taken for the camera’s sound', () => {
    const found = sdp(
      ...video,
      'm=audio 0 RTP/AVP 0',
      'a=sendonly',
      'a=control:back',
      'm=audio 0 RTP/AVP 8',
      'a=control:mic',
    );
    expect(found.audio?.control).toBe('mic');
  });

  it('video that cannot be recorded is named', () => {
    expect(sdp('m=video 0 RTP/AVP 26', 'a=rtpmap:26 JPEG/90000').unsupportedVideo).toEqual(['JPEG']);
  });

  it('U2 U3 controls are joined as cameras expect it, on the host that was asked', () => {
    expect(controlUrl('rtsp://a/s?x=1', 'track1')).toBe('rtsp://a/s?x=1/track1');
    expect(controlUrl('rtsp://a/s', 'rtsp://10.0.0.9:554/other/track1')).toBe('rtsp://a/other/track1');
    expect(baseUrl('rtsp://192.168.1.1/s/', 'rtsp://a/s')).toBe('rtsp://a/s/');
    expect(baseUrl('nonsense', 'rtsp://a/s')).toBe('rtsp://a/s');
  });
});

describe('the conversation', () => {
  const digest = (algorithm: 'md5' | 'sha256', text: string) =>
    createHash(algorithm).update(text).digest('hex');
  const talk = (credentials?: { user: string; password: string }) => {
    const sent: string[] = [];
    const timers: (() => void)[] = [];
    const conversation = new Conversation({
      send: (text) => sent.push(text),
      credentials,
      clientNonce: () => 'nonce',
      digest,
      replyWithinMs: 1000,
      after: (_ms, callback) => {
        timers.push(callback);
        return () => timers.splice(timers.indexOf(callback), 1);
      },
    });
    const answer = (startLine: string, ...headers: readonly (readonly [string, string])[]) =>
      conversation.receive({ startLine, headers, body: '' });
    return { conversation, sent, timers, answer };
  };

  it('A1 the strongest challenge that is understood is answered', () => {
    const found = chooseChallenge([
      'Basic realm="cam"',
      'Digest realm="a, b", nonce="n1", algorithm=MD5, Digest realm="cam", nonce="n2", algorithm=SHA-256, qop="auth"',
    ]);
    expect(found).toMatchObject({ scheme: 'digest', algorithm: 'sha256', nonce: 'n2', qop: true });
    expect(chooseChallenge(['Digest realm="x", nonce="n", algorithm=SHA-512-256'])).toBeUndefined();
  });

  it('A9 the answer is over the address byte for byte (RFC 2617 §3.5)', () => {
    const challenge = chooseChallenge([
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", qop="auth"',
    ])!;
    const answer = answerChallenge(
      challenge,
      { user: 'Mufasa', password: 'Circle Of Life' },
      { method: 'GET', uri: '/dir/index.html', count: 1, clientNonce: '0a4f113b' },
      digest,
    );
    expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  it('A6 a stale nonce is answered once more, the same question is not', async () => {
    const { conversation, sent, answer } = talk({ user: 'u', password: 'p' });
    const reply = conversation.request('DESCRIBE', 'rtsp://a/');
    const ask = (nonce: string) =>
      answer(
        'RTSP/1.0 401 Unauthorized',
        ['cseq', String(sent.length)],
        ['www-authenticate', `Digest realm="c", nonce="${nonce}"`],
      );
    ask('1');
    await Promise.resolve();
    await Promise.resolve();
    ask('2');
    await Promise.resolve();
    await Promise.resolve();
    ask('2');
    expect((await reply).status).toBe(401);
    expect(sent.length).toBe(3);
  });

  it('F7 a request of the camera’s own gets its answer', () => {
    const { sent, answer } = talk();
    expect(answer('OPTIONS rtsp://x RTSP/1.0', ['cseq', '7'])).toBe('request');
    expect(sent[0]).toBe('RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n');
    expect(answer('TEARDOWN rtsp://x RTSP/1.0')).toBe('teardown');
  });

  it('F9 a reply without a number answers the oldest question', async () => {
    const { conversation, answer } = talk();
    const reply = conversation.request('OPTIONS', 'rtsp://a/');
    answer('RTSP/1.0 200 OK');
    expect((await reply).status).toBe(200);
  });

  it('S7 a question without an answer ends, and a keepalive waits for none', async () => {
    const { conversation, sent, timers } = talk();
    conversation.tell('GET_PARAMETER', 'rtsp://a/');
    expect([sent.length, timers.length]).toEqual([1, 0]);
    const reply = conversation.request('PLAY', 'rtsp://a/');
    for (const fire of [...timers]) fire();
    await expect(reply).rejects.toBeInstanceOf(RtspFailure);
  });

  it('F1 F3 F5 rubbish, stray line ends and foreign channels between frames are skipped and counted', () => {
    const heard: string[] = [];
    let skipped = 0;
    const reader = new InterleavedReader({
      onText: ({ startLine }) => heard.push(startLine),
      onFrame: (channel) => heard.push(`frame ${channel}`),
      onSkipped: (count) => {
        skipped += count;
      },
      onHopeless: () => heard.push('hopeless'),
    });
    reader.expectChannel(0);
    const frame = (channel: number) => [0x24, channel, 0, 2, 0x80, 0];
    const input = Uint8Array.from([
      ...frame(0),
      13,
      10,
      7,
      7,
      7,
      ...frame(0),
      ...frame(200),
      ...bytes('RTSP/1.0 200 OK\r\n\r\n'),
    ]);
    reader.receive(input, input.length);
    expect(heard).toEqual(['frame 0', 'frame 0', 'RTSP/1.0 200 OK']);
    expect(skipped).toBe(3 + 6);
    const rubbish = new Uint8Array(2 << 20).fill(7);
    reader.receive(rubbish, rubbish.length);
    expect(heard.at(-1)).toBe('hopeless');
  });
});
