// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { parseEventSources } from './event-sources.ts';
import { listenAtBroker } from './mqtt-listener.ts';
import { readTold } from './told-event.ts';
import { ToldEvents } from './told-events.ts';

const nowMs = Date.parse('2026-11-29T03:00:00Z');
const tokenSha256 = '0'.repeat(64);
const sources = parseEventSources(
  {
    http: {
      plain: { name: '门禁', tokenSha256 },
      foreign: {
        name: '闸机',
        tokenSha256,
        fields: {
          event: 'data.type',
          at: 'data.ts',
          zone: 'data.door',
          person: 'data.card.holder',
          id: 'seq',
        },
        events: { DOOR_OPEN: 'entry' },
        zones: { D3: { place: '东门', camera: 'gate' } },
      },
    },
  },
  '/',
);
const read = (told: unknown, source = 'plain') => readTold(told, sources.http[source]!, sources, nowMs);

test('an event in our own names, and one in the names of its sender', () => {
  expect(
    read({ id: '7', at: '2026-11-29T11:00:00+08:00', event: 'entry', place: '大门', result: '通过' }),
  ).toEqual({
    kind: 'entry',
    code: 'entry',
    zone: '',
    words: '通过',
    panel: '门禁',
    place: '大门',
    camera: undefined,
    atMs: nowMs,
    name: '7',
  });
  const told = {
    seq: 12,
    data: { type: 'DOOR_OPEN', ts: nowMs / 1000, door: 'D3', card: { holder: '王宁' } },
  };
  expect(read(told, 'foreign')).toMatchObject({
    ...{ kind: 'entry', code: 'DOOR_OPEN', zone: 'D3', words: '王宁' },
    ...{ place: '东门', camera: 'gate', atMs: nowMs, name: '12' },
  });
});

test.each([
  [[], 'form'],
  ['text', 'form'],
  [null, 'form'],
  [{}, 'event'],
  [{ event: 'constructor' }, 'event'],
  [{ event: 'DOOR_OPEN' }, 'event'],
  [{ event: { deep: 'entry' } }, 'event'],
  [{ event: 'entry', at: '2026-11-29 11:00:00' }, 'time'],
  [{ event: 'entry', at: '2026-11-29T03:01:01Z' }, 'time'],
  [{ event: 'entry', at: '2026-11-21T03:00:00Z' }, 'time'],
  [{ event: 'entry', at: '昨天' }, 'time'],
])('%j is not taken: %s', (told, why) => {
  expect(read(told)).toEqual({ notTaken: why });
});

test('control characters and long texts stay out of the register', () => {
  const event = read({ event: 'entry', place: `门\u0000\n${'长'.repeat(500)}`, words: '\u001b[31m红' });
  expect(event).toMatchObject({ words: '[31m红' });
  expect('place' in event && event.place?.length).toBe(120);
});

test('an event told a thousand times is kept once; one that was not kept is kept when it is told again', async () => {
  const kept: string[] = [];
  let fails = true;
  const events = new ToldEvents(sources, {
    nowMs: () => nowMs,
    keep: async ({ words }) => {
      if (fails) throw new Error('disk');
      kept.push(words);
    },
  });
  const tell = (told: unknown) => events.take('plain', sources.http['plain']!, told);
  await expect(tell({ event: 'entry', words: '一' })).rejects.toThrow('disk');
  fails = false;
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => tell({ event: 'entry', words: '一' })),
  );
  expect(answers.filter(({ kept: count }) => count === 1)).toHaveLength(1);
  expect(
    await tell([{ event: 'entry', words: '二' }, { event: '?' }, { event: 'entry', words: '一' }]),
  ).toEqual({
    ...{ kept: 1, known: 1 },
    notTaken: ['event'],
  });
  expect(kept).toEqual(['一', '二']);
});

test('a password in the address of a broker is refused with the field', () => {
  const wrong = { mqtt: { url: 'mqtt://user:secret@broker', topics: {} } };
  expect(() => parseEventSources(wrong, '/')).toThrow(
    expect.objectContaining({ facts: expect.objectContaining({ path: 'eventSources.mqtt.url' }) }),
  );
});

test('a password file that is not there is refused with the field', () => {
  const topics = {};
  const config = { url: 'mqtt://127.0.0.1:1', passwordFile: '/nowhere/password', topics };
  const around = {
    clientId: 'test',
    take: async () => ({ kept: 0, known: 0, notTaken: [] }),
    say: () => undefined,
  };
  expect(() => listenAtBroker(config, around)).toThrow(
    expect.objectContaining({ facts: expect.objectContaining({ path: 'eventSources.mqtt.passwordFile' }) }),
  );
});
