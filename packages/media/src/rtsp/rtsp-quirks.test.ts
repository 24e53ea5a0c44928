// SPDX-License-Identifier: Apache-2.0
/** What cameras do wrong with RTSP and SDP, one test per entry of the catalogue that is handled. The id names the entry. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AccessMemory } from './access-memory.ts';
import { answerChallenge, rankChallenges } from './authorization.ts';
import { baseUrl, controlUrl, redirectUrl } from './control-url.ts';
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

  it('the first format of a line that can be recorded is taken, with its own parameters (case 07)', () => {
    const found = sdp(
      'm=video 0 RTP/AVP 98 96 97',
      'a=rtpmap:98 X-VENDOR/90000',
      'a=fmtp:98 sprop-parameter-sets=AAAA',
      'a=rtpmap:97 H265/90000',
      'a=rtpmap:96 H264/90000',
      `a=fmtp:96 sprop-parameter-sets=${Buffer.from(sps).toString('base64')}`,
      'm=audio 0 RTP/AVP 97 0 8',
      'a=rtpmap:97 G726-32/8000',
    );
    expect(found.video).toMatchObject({ codec: 'h264', payloadType: 96 });
    expect(found.video?.parameterSets).toHaveLength(1);
    expect(found.otherVideo.map(({ payloadType }) => payloadType)).toEqual([97]);
    expect(found.unsupportedVideo).toEqual(['X-VENDOR']);
    expect([found.audio, ...found.otherAudio].map((track) => track?.payloadType)).toEqual([0, 8]);
    expect(found.unsupportedAudio).toEqual(['G726-32']);
  });

  it('AU5 sound that cannot be recorded is named (case 11)', () => {
    const audio = (...lines: readonly string[]) => sdp(...video, ...lines).unsupportedAudio;
    expect(audio('m=audio 0 RTP/AVP 97', 'a=rtpmap:97 MP4A-LATM/16000')).toEqual(['MP4A-LATM']);
    expect(audio('m=audio 0 RTP/AVP 18')).toEqual(['G729']);
    expect(audio('m=audio 0 RTP/AVP 99')).toEqual(['?']);
    expect(audio('m=audio 0 RTP/AVP 8')).toEqual([]);
  });

  it('F14 a redirect may name a path only (case 27)', () => {
    const asked = 'rtsp://10.0.0.1:8554/a/live?x=1';
    expect(redirectUrl('/real', asked)).toBe('rtsp://10.0.0.1:8554/real');
    expect(redirectUrl('real', asked)).toBe('rtsp://10.0.0.1:8554/a/real');
    expect(redirectUrl('?y=2', asked)).toBe('rtsp://10.0.0.1:8554/a/live?y=2');
    expect(redirectUrl('//10.0.0.2/z', asked)).toBe('rtsp://10.0.0.2/z');
    expect(redirectUrl('rtsp://10.0.0.3/z', asked)).toBe('rtsp://10.0.0.3/z');
    expect(redirectUrl('real', 'rtsp://10.0.0.1')).toBe('rtsp://10.0.0.1/real');
    expect(redirectUrl(' ', asked)).toBeUndefined();
  });

  it('U2 U3 controls are joined as cameras expect it, on the host that was asked', () => {
    expect(controlUrl('rtsp://a/s?x=1', 'track1')).toBe('rtsp://a/s?x=1/track1');
    expect(controlUrl('rtsp://a/s', 'rtsp://10.0.0.9:554/other/track1')).toBe('rtsp://a/other/track1');
    expect(baseUrl('rtsp://192.168.1.1/s/', 'rtsp://a/s')).toBe('rtsp://a/s/');
    expect(baseUrl('nonsense', 'rtsp://a/s')).toBe('rtsp://a/s');
  });
});

describe('the conversation', () => {
  const digest = (algorithm: 'md5' | 'sha256' | 'sha512-256', text: string) =>
    createHash(algorithm).update(text).digest('hex');
  const talk = (credentials?: { user: string; password: string }, access?: AccessMemory) => {
    const sent: string[] = [];
    const timers: (() => void)[] = [];
    const conversation = new Conversation({
      send: (text) => sent.push(text),
      credentials,
      ...(access && { access }),
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
    const found = rankChallenges([
      'Basic realm="cam"',
      'Digest realm="a, b", nonce="n1", algorithm=MD5, Digest realm="cam", nonce="n2", algorithm=SHA-256, qop="auth"',
    ]);
    expect(found.map(({ scheme, hash, nonce }) => [scheme, hash, nonce])).toEqual([
      ['digest', 'sha256', 'n2'],
      ['digest', 'md5', 'n1'],
      ['basic', 'md5', ''],
    ]);
    expect(rankChallenges(['Digest realm="x", nonce="n", algorithm=SHA-1', 'Negotiate'])).toEqual([]);
  });

  it('A9 the answer is over the address byte for byte (RFC 2617 §3.5)', () => {
    const challenge = rankChallenges([
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", qop="auth"',
    ])[0]!;
    const answer = answerChallenge(
      challenge,
      { user: 'Mufasa', password: 'Circle Of Life' },
      { method: 'GET', uri: '/dir/index.html', count: 1, clientNonce: '0a4f113b' },
      digest,
    );
    expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  it('A3 A7 MD5-sess and SHA-512-256 are answered, what is not understood is named (case 21)', () => {
    const credentials = { user: 'u', password: 'p' };
    const request = { method: 'DESCRIBE', uri: 'rtsp://a/', count: 1, clientNonce: 'cn' };
    const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
    for (const [name, algorithm, isSession] of [
      ['MD5-sess', 'md5', true],
      ['"MD5-SESS"', 'md5', true],
      ['SHA-256-sess', 'sha256', true],
      ['SHA-512-256', 'sha512-256', false],
    ] as const) {
      const [challenge] = rankChallenges([`Digest realm="cam", nonce="n", algorithm=${name}, qop="auth"`]);
      const plain = hash(algorithm, 'u:cam:p');
      const secret = isSession ? hash(algorithm, `${plain}:n:cn`) : plain;
      const what = hash(algorithm, 'DESCRIBE:rtsp://a/');
      const response = hash(algorithm, `${secret}:n:00000001:cn:auth:${what}`);
      expect(answerChallenge(challenge!, credentials, request, digest)).toContain(`response="${response}"`);
    }
  });

  const next = () => new Promise((resolve) => setImmediate(resolve));
  const refusal = (...fields: readonly string[]) =>
    fields.map((field) => ['www-authenticate', `Digest realm="c", ${field}`] as const);

  it('A6 a wrong password is answered once on a connection, however fresh the nonce (case 02)', async () => {
    const { conversation, sent, answer } = talk({ user: 'u', password: 'p' });
    for (const method of ['OPTIONS', 'DESCRIBE']) void conversation.request(method, 'rtsp://a/');
    for (let nonce = 1; nonce < 9; nonce++) {
      answer('RTSP/1.0 401 Unauthorized', ...refusal(`nonce="${nonce}"`));
      await next();
    }
    expect(sent.filter((text) => text.includes('Authorization')).length).toBeLessThanOrEqual(2);
    expect(conversation.refusal).toEqual({ kind: 'wrong', mayTryAnother: false });
  });

  it('A6 a 403 to an answer is as wrong as a 401, and nothing more is asked', async () => {
    const { conversation, sent, answer } = talk({ user: 'u', password: 'p' });
    const reply = conversation.request('OPTIONS', 'rtsp://a/');
    answer('RTSP/1.0 401 Unauthorized', ['cseq', '1'], ...refusal('nonce="1"'));
    await next();
    answer('RTSP/1.0 403 Forbidden', ['cseq', '2']);
    expect([(await reply).status, sent.length]).toEqual([403, 2]);
    expect(conversation.refusal).toEqual({ kind: 'wrong', mayTryAnother: false });
  });

  it('A6 an answer that was right, or is called stale, is given again with the new nonce (case 01)', async () => {
    const { conversation, sent, answer } = talk({ user: 'u', password: 'p' });
    const ask = async (method: string, ...replies: readonly string[]) => {
      const reply = conversation.request(method, 'rtsp://a/');
      for (const nonce of replies) {
        if (nonce === '') answer('RTSP/1.0 200 OK', ['cseq', String(sent.length)]);
        else answer('RTSP/1.0 401 Unauthorized', ['cseq', String(sent.length)], ...refusal(nonce));
        await next();
      }
      return (await reply).status;
    };
    expect(await ask('DESCRIBE', 'nonce="1"', '')).toBe(200);
    expect(await ask('GET_PARAMETER', 'nonce="2"', '')).toBe(200);
    expect(sent.at(-1)).toContain('nonce="2"');
    // Once only: a camera that wants another nonce each time would be asked for ever.
    expect(await ask('GET_PARAMETER', 'nonce="3"', 'nonce="4"')).toBe(401);

    const stale = talk({ user: 'u', password: 'p' });
    const reply = stale.conversation.request('DESCRIBE', 'rtsp://a/');
    for (const field of ['nonce="1"', 'nonce="2", stale=TRUE', 'nonce="3", stale=true']) {
      stale.answer('RTSP/1.0 401 Unauthorized', ...refusal(field));
      await next();
    }
    expect((await reply).status).toBe(401);
    expect(stale.sent.length).toBe(3);
  });

  it('A1 a weaker answer that is offered too has a connection of its own, and is remembered (case 29)', async () => {
    const access = new AccessMemory();
    const both = [...refusal('nonce="1", algorithm=SHA-256'), ...refusal('nonce="1", algorithm=MD5')];
    const connect = async (...replies: readonly string[]) => {
      const { conversation, sent, answer } = talk({ user: 'u', password: 'p' }, access);
      void conversation.request('DESCRIBE', 'rtsp://a/');
      for (const status of replies) {
        answer(`RTSP/1.0 ${status}`, ['cseq', String(sent.length)], ...both);
        await next();
      }
      return { answers: sent.slice(1).map((text) => /algorithm=(\S+?),?\s/.exec(text)?.[1]), conversation };
    };
    const first = await connect('401', '401');
    expect([first.answers, first.conversation.refusal]).toEqual([
      ['SHA-256'],
      { kind: 'wrong', mayTryAnother: true },
    ]);
    expect((await connect('401', '200')).answers).toEqual(['MD5']);
    expect((await connect('401', '200')).answers).toEqual(['MD5']);
    // Another password by now: one answer a connection, and the wait in between.
    expect((await connect('401', '401')).conversation.refusal).toEqual({
      kind: 'wrong',
      mayTryAnother: false,
    });
  });

  it('A6 a challenge that closes the connection is answered on the next (case 16)', async () => {
    const access = new AccessMemory();
    const first = talk({ user: 'u', password: 'p' }, access);
    const reply = first.conversation.request('DESCRIBE', 'rtsp://a/');
    first.answer('RTSP/1.0 401 Unauthorized', ...refusal('nonce="kept"'));
    await next();
    first.conversation.close();
    expect([(await reply).status, access.isCarrying]).toEqual([0, true]);
    const second = talk({ user: 'u', password: 'p' }, access);
    void second.conversation.request('DESCRIBE', 'rtsp://a/');
    expect(second.sent[0]).toContain('nonce="kept"');
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

  it('S7 a question without an answer ends, and a farewell waits for none', async () => {
    const { conversation, sent, timers } = talk();
    conversation.tell('TEARDOWN', 'rtsp://a/');
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
