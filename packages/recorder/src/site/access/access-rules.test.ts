// SPDX-License-Identifier: Apache-2.0

import type { AccessRequest } from '@mingjing/contracts/site';
import { describe, expect, it } from 'vitest';
import { checkCompleteness } from './completeness.ts';
import { purposes } from './purposes.ts';
import { SeenRanges } from './seen-ranges.ts';

const today = '2026-11-20';
const hour = 3_600_000;
const officials = (
  officers: number,
  more: Partial<Extract<AccessRequest['requester'], { kind: 'officials' }>> = {},
  hours = 1,
): AccessRequest => ({
  kind: 'export',
  purpose: 'case',
  purposeText: '演示案件',
  cameras: ['c'],
  fromMs: 0,
  toMs: hours * hour,
  requester: {
    kind: 'officials',
    officers: Array.from({ length: officers }, (_, i) => ({
      name: `演示${i}`,
      unit: '演示公安分局',
      credential: `00${i}`,
    })),
    confidentialityAcknowledged: true,
    ...more,
  },
});
const missing = (request: AccessRequest, certificate: boolean, jurisdiction: string) => {
  const answer = checkCompleteness(request, certificate, { jurisdiction, today });
  return answer.kind === 'complete' ? [] : answer.missing.map(({ item }) => item).sort();
};

describe('what a request of officials needs', () => {
  it('is two officers everywhere, also where the law in force prints no number', () => {
    for (const place of ['beijing', 'qinhuangdao', 'national', '440100']) {
      expect([place, missing(officials(1), true, place)]).toEqual([place, ['officers']]);
      expect([place, missing(officials(2), true, place)]).toEqual([place, []]);
    }
  });

  it('is the certificate where the place asks for it', () => {
    expect(missing(officials(2), false, 'beijing')).toEqual(['unitCertificate']);
    expect(missing(officials(2), false, 'qinhuangdao')).toEqual(['unitCertificate']);
    expect(missing(officials(2), false, 'national')).toEqual([]);
  });

  it('is not met by the same officer twice', () => {
    const { requester } = officials(1);
    const twice = requester.kind === 'officials' ? [...requester.officers, ...requester.officers] : [];
    expect(missing(officials(0, { officers: twice }), true, 'beijing')).toEqual(['officers']);
  });

  it('is a written reason for more than the purpose usually needs', () => {
    expect(missing(officials(2, {}, 3), true, 'national')).toEqual(['dutyPurposeOnly']);
    expect(missing(officials(2, { necessity: '跨夜的案件' }, 3), true, 'national')).toEqual([]);
  });

  it('may follow later in an emergency where the place knows one', () => {
    const urgent = officials(1, { emergency: { reason: '演示', publicInterest: true } });
    const qinhuangdao = checkCompleteness(urgent, false, { jurisdiction: 'qinhuangdao', today });
    expect(qinhuangdao).toMatchObject({ kind: 'complete', emergency: true });
    expect(missing(urgent, false, 'beijing')).toEqual(['officers', 'unitCertificate']);
  });
});

describe('purposes', () => {
  it('each rest on a provision of the corpus, with its article', () => {
    for (const { id, groundWords } of purposes)
      expect([id, groundWords]).toEqual([id, expect.stringMatching(/^《.+》第.+条/)]);
  });
});

describe('what was shown', () => {
  it('joins what touches, keeps what does not, and never shrinks', () => {
    const seen = new SeenRanges();
    seen.add('a', 0, 1000);
    seen.add('a', 1000, 2000.4);
    seen.add('a', 9000, 9500);
    seen.add('a', 500, 700);
    seen.add('b', 5, 5);
    expect(seen.list()).toEqual([
      { camera: 'a', fromMs: 0, toMs: 2001 },
      { camera: 'a', fromMs: 9000, toMs: 9500 },
    ]);
  });

  it('fits an entry however many jumps there were, by showing more', () => {
    const seen = new SeenRanges();
    for (let i = 0; i < 5000; i += 1) seen.add('a', i * 10_000, i * 10_000 + 500);
    const list = seen.list();
    expect(list.length).toBeLessThanOrEqual(400);
    for (const at of [0, 2500, 4999])
      expect(list.some(({ fromMs, toMs }) => fromMs <= at * 10_000 && toMs >= at * 10_000 + 500)).toBe(true);
  });
});
