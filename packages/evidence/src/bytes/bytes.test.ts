// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.ts';
import { canonicalJson, parseCanonicalJson } from './canonical-json.ts';
import { encodeUtf8 } from './octets.ts';
import { parseTime } from './time.ts';

describe('canonical JSON (RFC 8785)', () => {
  it('writes the examples of the RFC', () => {
    // §3.2.2, the serialization sample, and §3.2.3, the order of keys.
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      }),
    ).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
    expect(
      canonicalJson({
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\ud83d\ude00': 5,
        '\u0080': 6,
        '\u00f6': 7,
      }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
    expect(canonicalJson({ string: '\u20ac$\u000f\nA\'B"\\\\"/', literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('accepts only what it would write', () => {
    for (const text of [
      '{"b":1,"a":2}',
      '{ "a":1}',
      '{"a":1,"a":1}',
      '[1.0]',
      '"\\u0041"',
      '\ufeff1',
      '',
      '{"a":1}\n',
    ])
      expect(parseCanonicalJson(encodeUtf8(text)), text).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(parseCanonicalJson(encodeUtf8(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what JSON cannot carry', () => {
    const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown;
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, '\ud800', new Date(0), undefined, deep])
      expect(() => canonicalJson([value])).toThrow();
  });
});

describe('base 64', () => {
  it('is that of Node and has one text per value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64(text)).toEqual(bytes);
        expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      }),
      { numRuns: 200 },
    );
    for (const text of [
      'A',
      'AA',
      'AA=',
      'AB==',
      'AAB=',
      'AA==\n',
      'A A=',
      'AAA_',
      '=AAA',
      'AAAA====',
      'é===',
    ])
      expect(decodeBase64(text), text).toBeUndefined();
  });
});

describe('a time', () => {
  it('has one form and names a real instant', () => {
    expect(parseTime('2026-11-03T08:00:00.250Z')).toBe(Date.UTC(2026, 10, 3, 8, 0, 0, 250));
    for (const text of [
      '2026-11-03T08:00:00Z',
      '2026-02-30T00:00:00.000Z',
      '2026-11-03T24:00:00.000Z',
      '2026-11-03 08:00:00.000Z',
      5,
    ])
      expect(parseTime(text), String(text)).toBeUndefined();
  });
});
