// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  answerChallenge,
  digestResponse,
  parseChallenge,
  parseDigestAnswer,
  verifyDigest,
} from './digest.ts';

const known = {
  username: '34020000001320000001',
  realm: '3402000000',
  password: '12345678',
  nonce: '44010b73623249f6916a6acf7c316b8e',
  uri: 'sip:34020000002000000001@3402000000',
  method: 'REGISTER',
  algorithm: 'MD5' as const,
};

describe('digest', () => {
  it('gives the known answer without qop', () => {
    expect(digestResponse({ ...known, qop: undefined, nc: undefined, cnonce: undefined })).toBe(
      'da0b48d27ae30f5413ac57acfa686de3',
    );
  });

  it('gives the known answer with qop=auth', () => {
    const more = { qop: 'auth', nc: '00000001', cnonce: '0a4f113b' };
    expect(digestResponse({ ...known, ...more })).toBe('53b7df875a012c7c313f7709f8c7682a');
  });

  it('gives what a foreign peer gave', () => {
    const peer = {
      username: '65010100002000100001',
      realm: '6501040000',
      password: '123456',
      nonce: 'abcdef0123456789',
      uri: 'sip:65010400002000100005@127.0.0.1:55060',
      method: 'REGISTER',
      algorithm: 'MD5' as const,
    };
    const response = digestResponse({ ...peer, qop: undefined, nc: undefined, cnonce: undefined });
    expect(response).toBe('6b79e7df2ebf5663018ba116f3ceefc5');
  });

  it.each(['MD5', 'SHA-256'])(
    'answers a challenge of %s so that it verifies, and only with the right password',
    (algorithm) => {
      const challenge = parseChallenge(
        `Digest realm="r", nonce="n\\"1", algorithm=${algorithm}, qop="auth,auth-int"`,
      )!;
      const request = { method: 'REGISTER', uri: 'sip:a@b', count: 3, cnonce: 'c' };
      const header = answerChallenge(challenge, { username: 'u', password: 'p' }, request);
      const answer = parseDigestAnswer(header)!;
      expect(answer).toMatchObject({ nc: '00000003', qop: 'auth', nonce: 'n"1' });
      expect(verifyDigest(answer, 'p', 'REGISTER')).toBe(true);
      expect(verifyDigest(answer, 'q', 'REGISTER')).toBe(false);
      expect(verifyDigest(answer, 'p', 'INVITE')).toBe(false);
    },
  );

  it('takes an answer that lacks its nonce or response for none at all', () => {
    expect(parseDigestAnswer('Digest username="u", uri="sip:x", algorithm=MD5')).toBeUndefined();
    expect(parseDigestAnswer('Capability algorithm="H:SM3"')).toBeUndefined();
    expect(parseChallenge('Digest realm="r", nonce="n", algorithm=SM3')).toBeUndefined();
  });
});
