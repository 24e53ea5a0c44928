// SPDX-License-Identifier: Apache-2.0
/** The answer as a reviewer reads it speaks Chinese: no ids of ours, no JSON, on any conduct under any instrument. */
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { factTable } from '../facts/fact-table.ts';
import { parseRequest } from '../facts/parse-request.ts';
import type { Request } from '../types/facts.ts';
import { conducts } from '../types/facts.ts';
import { decisionText } from './decision-text.ts';

/** Linear congruential, so that a failure can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const specimens: Readonly<Record<string, readonly unknown[]>> = {
  place: ['宾馆', '商场', '餐馆', '居民家中', '城市主要路段', '住宅区', '宾馆客房'],
  requester: ['公安机关', '本人', '某公司'],
};

function requestOf(conduct: string, round: number, roll: (sides: number) => number): Request | undefined {
  const facts: Record<string, unknown> = {
    conduct,
    jurisdiction: ['beijing', 'qinhuangdao', 'hami', 'national'][round % 4],
  };
  for (const [fact, { value }] of Object.entries(factTable)) {
    if (fact in facts || roll(5) < 3) continue;
    const values: readonly unknown[] =
      value.kind === 'boolean'
        ? [true, false]
        : value.kind === 'one-of'
          ? value.values
          : value.kind === 'integer'
            ? [1, 2, 13, 16, 30]
            : value.kind === 'day'
              ? ['2024-05-01', '2025-06-01', '2025-07-01']
              : (specimens[fact] ?? []);
    if (values.length > 0) facts[fact] = values[roll(values.length)];
  }
  const pinned = [undefined, ['bj-benchmark-old', 'bj-benchmark-2024-draft'], ['d799', 'hami-checklist']][
    roll(3)
  ];
  try {
    const decisionDate = '2025-12-01';
    return parseRequest({ facts, decisionDate, ...(pinned && { instruments: pinned }) }, decisionDate);
  } catch {
    return undefined;
  }
}

describe('decisionText', () => {
  it('holds no word in Latin letters but printed codes, tiers and numbers of errata', () => {
    const roll = dice(7);
    let read = 0;
    for (const conduct of conducts) {
      for (let round = 0; round < 40; round += 1) {
        const request = requestOf(conduct, round, roll);
        if (request === undefined) continue;
        read += 1;
        const lines = decisionText(decide(request)).trimEnd().split('\n');
        expect(lines.pop()).toMatch(/^回执：mingjing-law/);
        const foreign = lines
          .join('\n')
          .replace(/C\d{5}[A-C]\d{3}|\bE\d{2}\b|\b[A-C](?=档)/g, '')
          .match(/[A-Za-z{}][\w=#/-]*/g);
        expect({ conduct, foreign }).toEqual({ conduct, foreign: null });
      }
    }
    expect(read).toBeGreaterThan(600);
  });

  it('gives the contrary fact in words', () => {
    const facts = { actor: 'unit', conduct: 'build-missing', rectification: 'overdue', consequence: 'harm' };
    const text = decisionText(
      decide(parseRequest({ instruments: ['bj-benchmark-old'], facts }, '2026-03-01')),
    );
    expect(text).toContain('不符合「一般情况下」：整改情况＝逾期不整改');
  });

  it('prints what the answer waits for apart from what nobody has examined, and no fact in both', () => {
    const facts = { actor: 'unit', conduct: 'build-missing' };
    const text = decisionText(
      decide(parseRequest({ instruments: ['bj-benchmark-old'], facts }, '2026-03-01')),
    );
    const line = (label: string): readonly string[] =>
      new RegExp(`^  ${label}：(.*)$`, 'm').exec(text)?.[1]?.split('、') ?? [];
    const [waits, rest] = [line('需查明'), line('尚未查明、可能影响结果')];
    expect(waits).toContain('整改情况');
    expect(waits).toContain('场所');
    expect(rest).toContain('属于公共安全视频系统');
    expect(waits.filter((fact) => rest.includes(fact))).toEqual([]);
  });

  it('says on what a conclusion rests that nobody stated', () => {
    const facts = {
      actor: 'unit',
      conduct: 'build-missing',
      rectification: 'overdue',
      consequence: 'none',
    };
    const text = decisionText(
      decide(parseRequest({ instruments: ['bj-benchmark-old'], facts }, '2026-03-01')),
    );
    expect(text).toContain('结论：予以处罚');
    expect(text).toContain('须先查明（结论以此为前提）：场所\n');
  });
});
