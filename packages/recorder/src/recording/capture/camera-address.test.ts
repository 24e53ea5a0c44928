// SPDX-License-Identifier: Apache-2.0
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnAddress, parseCameraAddress, withoutCredentials } from './camera-address.ts';

/** As people have them (case 04), typed in unescaped. */
const passwords = [
  ...['plain', 'a@b', 'a:b', 'p#1', '12345#', 'x?y', '2024/ab', '12/ab', '50%', 'a b', '密码1', 'p@ss/w'],
  ...['1#@2', 'a/b@c', '@', 'p@1.2.3.4', '"q', 'a@b.c/d', '?@/#', '80/x@y', ''],
];
const hosts = ['127.0.0.1:5540', '10.0.0.7', 'cam.local', 'nvr:8554', '[fd00::1]:99'];

describe('a camera’s address', () => {
  it.each(passwords)('A9 with the password %j shows nothing of it', (password) => {
    for (const host of hosts) {
      const address = parseCameraAddress(`rtsp://admin:${password}@${host}/live?x=1`);
      expect(address).toMatchObject({ user: 'admin', password, url: `rtsp://${host}/live?x=1` });
    }
  });

  it('A9 with any password, escaped, gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const password = text.replaceAll(/\p{Cc}/gu, '');
        const address = parseCameraAddress(`rtsp://admin:${encodeURIComponent(password)}@10.0.0.1/live`);
        expect(address).toMatchObject({ password, url: 'rtsp://10.0.0.1/live' });
      }),
    );
  });

  it('A9 with any password as it is goes to its own host', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'ab1@:#/?% .'), maxLength: 12 });
    fc.assert(
      fc.property(odd, (password) => {
        fc.pre(!/\d\.\d|%[01]/.test(password) && !password.includes('://'));
        const address = parseCameraAddress(`rtsp://admin:${password}@10.0.0.1:554/live`);
        expect([address?.host, address?.url]).toEqual(['10.0.0.1', 'rtsp://10.0.0.1/live']);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['rtsp://10.0.0.1/live@main', 'rtsp://10.0.0.1/live@main', undefined],
    ['rtsp://u:p@10.0.0.1/live@main', 'rtsp://10.0.0.1/live@main', 'p'],
    ['rtsp://10.0.0.1:554/user=a@b', 'rtsp://10.0.0.1/user=a@b', undefined],
    ['rtsp://cam.local/x@y', 'rtsp://cam.local/x@y', undefined],
    ['rtsp://u:p@h/p?src=rtsp://x:y@10.0.0.2/z', 'rtsp://h/p?src=rtsp://x:y@10.0.0.2/z', 'p'],
    ['rtsp://rtsp://h', 'rtsp://h', undefined],
    ['rtsp://::ffff:10.0.0.1/', 'rtsp://[::ffff:10.0.0.1]/', undefined],
    [' RTSP://u@h:99/a ', 'rtsp://h:99/a', ''],
  ])('U2 %s is read as people mean it', (url, shown, password) => {
    expect(parseCameraAddress(url)).toMatchObject({ url: shown });
    expect(parseCameraAddress(url)?.password).toBe(password);
  });

  it.each([
    '',
    'http://h/',
    'rtsp://',
    'rtsp://h:0/',
    'rtsp://h:70000/',
    'rtsp://a b/',
    'rtsp://u:p%0d%0aX@h/',
    'rtsp://h/\r\nX: y',
  ])('%j is none', (url) => {
    expect(parseCameraAddress(url)).toBeUndefined();
  });

  it('loses everything before its host on a page, as older versions wrote it too', () => {
    expect(withoutCredentials('{"before":"{\\"url\\":\\"rtsp://admin:12345/#@h:554/a\\"}"}')).toBe(
      '{"before":"{\\"url\\":\\"rtsp://h:554/a\\"}"}',
    );
    expect(withoutCredentials('rtsp://ss/w@h/a then rtsp://u:p q@h/b')).toBe('rtsp://h/a then rtsp://h/b');
    for (const password of passwords.filter((one) => one.length > 1 && !one.includes('"')))
      expect(withoutCredentials(`no answer from rtsp://admin:${password}@h/live`)).toBe(
        'no answer from rtsp://h/live',
      );
  });
});

describe('this machine', () => {
  it('is known by each of its addresses, however spelt', () => {
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    for (const { address, family } of own)
      for (const spelt of family === 'IPv6'
        ? [address, address.toUpperCase()]
        : [address, `::ffff:${address}`])
        expect(isOwnAddress(spelt), spelt).toBe(true);
    expect(isOwnAddress('::ffff:7f00:1')).toBe(true);
    expect(isOwnAddress('203.0.113.9')).toBe(false);
  });
});
