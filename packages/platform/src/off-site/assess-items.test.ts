// SPDX-License-Identifier: Apache-2.0
import type { ReportedFacts } from '@mingjing/contracts/desk';
import { describe, expect, it } from 'vitest';
import {
  differencesOf,
  type FiledFacts,
  liveDuties,
  type StandingChallenge,
  type StandingRecorder,
} from '../uplink/index.ts';
import { assessItems } from './assess-items.ts';

const today = '2026-11-28';
const facts: ReportedFacts = {
  cameras: [
    {
      id: 'gate',
      name: '大门',
      state: 'recording',
      oldest: '2026-10-20T00:00:00.000Z',
      newest: '2026-11-28T00:00:00.000Z',
      gapSeconds: {},
    },
  ],
  requiredDays: 30,
  clockTrusted: true,
  alarms: [],
  registers: {},
  roles: {},
  unit: {
    jurisdiction: 'beijing',
    place: '宾馆',
    isManagementUnit: true,
    retentionDays: 39,
    purposeAchieved: false,
  },
  evidence: { systemRunning: true, accessRegister: true, accessControlled: true },
};
const filed: FiledFacts = {
  form: {
    placeKind: '宾馆',
    storageDays: 30,
    cameras: [{ code: '1', place: '大门' }],
    putIntoUseOn: '2026-10-01',
  },
  filedOn: '2026-10-20',
  isSigned: true,
};
const recorder: StandingRecorder = {
  id: 'r',
  origin: 'mingjing/r',
  fingerprint: '',
  reportedAt: new Date('2026-11-28T00:00:00Z'),
  facts,
};
const challenge = (change: Partial<StandingChallenge> = {}, verdict: object = {}): StandingChallenge => ({
  id: 'c',
  recorderId: 'r',
  state: 'answered',
  attempt: 1,
  samples: 60,
  range: { from: '2026-10-20T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z', cameras: 1 },
  verdict: {
    samples: 60,
    held: 60,
    gap: 0,
    deleted: 0,
    failed: 0,
    confidence: 0.99,
    heldAtLeast: 0.926,
    notHeld: [],
    ...verdict,
  },
  answeredAt: new Date('2026-11-28T00:01:00Z'),
  ...change,
});

function item(
  no: number,
  of: {
    asked?: StandingChallenge | readonly StandingChallenge[];
    facts?: ReportedFacts | null;
    filed?: FiledFacts;
    lawfulDays?: number;
  } = {},
) {
  const reported = of.facts === undefined ? facts : of.facts;
  const duties = reported ? liveDuties(reported, of.filed ?? filed, today) : undefined;
  const [one] = assessItems(
    [no],
    [
      {
        recorder: { ...recorder, facts: reported },
        challenges: of.asked ? [of.asked].flat() : [],
        lawfulDays: of.lawfulDays ?? null,
        duties,
      },
    ],
  );
  return one;
}

describe('retention, by challenge', () => {
  it('is met only when blocks of the whole period were shown', () => {
    expect(item(7, { asked: challenge() })).toMatchObject({
      state: 'met',
      decidedBy: null,
      proofs: [{ kind: 'challenge', id: 'c' }],
    });
    expect(item(7), 'nobody asked').toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['failed', { held: 59, failed: 1 }],
    ['deleted', { held: 59, deleted: 1 }],
  ])('one sample %s is a breach', (_, verdict) => {
    expect(item(7, { asked: challenge({}, verdict) })?.state).toBe('breached');
  });

  it('is never met by a recorder that names no days to keep, or of which nothing is known', () => {
    const names = (reported: ReportedFacts | null) => item(7, { asked: challenge(), facts: reported })?.state;
    expect(names({ ...facts, requiredDays: 0 })).not.toBe('met');
    expect(names(null)).toBe('unknown');
  });

  it('no answer in four chances proves nothing: a visit decides', () => {
    const silent = item(7, {
      asked: challenge({ state: 'contained', attempt: 4, verdict: null, range: null }),
    });
    expect(silent).toMatchObject({ state: 'unknown', decidedBy: { zh: '现场检查' } });
  });

  it('declared gaps and a period that is still filling stay open', () => {
    expect(item(7, { asked: challenge({}, { held: 58, gap: 2 }) })?.state).toBe('unknown');
    const short = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z', cameras: 1 };
    expect(item(7, { asked: challenge({ range: short }) })?.state).toBe('unknown');
  });

  it('a camera that stopped is judged by its own days, and pulls nobody back', () => {
    const stopped = { from: '2026-10-20T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', cameras: 1 };
    const both = [challenge(), challenge({ id: 'c2', range: stopped })];
    const found = item(7, { asked: both });
    expect(found).toMatchObject({ state: 'unknown', proofs: [{ id: 'c' }, { id: 'c2' }] });
    expect(found?.reason.zh).toContain('12.0 日');
    const missing = item(7, { asked: [challenge(), challenge({ id: 'c2' }, { held: 59, failed: 1 })] });
    expect(missing?.state).toBe('breached');
  });

  it('is held against the days that the register knows the law asks of the unit, not the recorder’s setting alone', () => {
    const set = { ...facts, requiredDays: 30, unit: { ...facts.unit, retentionDays: 39 } };
    const found = item(7, { asked: challenge(), facts: set, lawfulDays: 90 });
    expect(found?.state).toBe('unknown');
    expect(found?.reason.zh).toContain('应为 90 日（录像机设定为 30 日');
  });

  it('speaks of duties in words, in both languages', () => {
    const few = { ...facts, unit: { ...facts.unit, retentionDays: 12 } };
    const found = item(7, { asked: challenge(), facts: few });
    expect(`${found?.reason.zh} ${found?.reason.en}`).not.toMatch(/[A-Z0-9]+-\d+/);
  });

  it('fewer days than required, by its own word, are a breach whatever it shows of them', () => {
    const few = { ...facts, unit: { ...facts.unit, retentionDays: 12 } };
    expect(item(7, { asked: challenge(), facts: few })?.state).toBe('breached');
  });
});

describe('items by reported facts', () => {
  it('are met with the report as proof, and say what would decide the rest', () => {
    expect(item(5)).toMatchObject({ state: 'met', proofs: [{ kind: 'report' }] });
    expect(item(13)).toMatchObject({ state: 'met' });
    expect(item(11)).toMatchObject({
      state: 'unknown',
      decidedBy: { zh: expect.stringContaining('防攻击') },
    });
    expect(item(8)).toMatchObject({ state: 'unknown', decidedBy: { zh: '现场查看或者查阅资料' } });
  });

  it('are unknown without a report, and without a recorder', () => {
    expect(item(5, { facts: null })).toMatchObject({ state: 'unknown', proofs: [] });
    expect(assessItems([5], [])).toMatchObject([{ state: 'unknown' }]);
  });

  it('the worst of several recorders counts', () => {
    const stopped = { ...facts, evidence: { ...facts.evidence, systemRunning: false } };
    const both = [facts, stopped].map((reported) => ({
      recorder: { ...recorder, facts: reported },
      challenges: [],
      lawfulDays: null,
      duties: liveDuties(reported, filed, today),
    }));
    expect(assessItems([5], both)).toMatchObject([{ state: 'breached', proofs: [{}, {}] }]);
  });
});

describe('filed against found', () => {
  it('names each field that differs; keeping longer than filed is none', () => {
    expect(differencesOf(filed.form, facts)).toEqual([]);
    expect(differencesOf({ ...filed.form, storageDays: 90, cameras: [], placeKind: '医院' }, facts)).toEqual([
      { field: 'cameras', filed: '0', found: '1' },
      { field: 'storageDays', filed: '90', found: '30' },
      { field: 'placeKind', filed: '医院', found: '宾馆' },
    ]);
  });

  it('a difference breaches item 4; equal fields alone do not make a form true', () => {
    expect(item(4, { filed: { ...filed, form: { ...filed.form, cameras: [] } } })).toMatchObject({
      state: 'breached',
      reason: { zh: '与备案不一致：设备数量 备案 0，录像机 1' },
    });
    expect(item(4)?.state).toBe('met');
    expect(item(4, { filed: { ...filed, isSigned: false } })?.state).toBe('unknown');
  });
});
