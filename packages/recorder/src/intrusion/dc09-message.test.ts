// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerTo, contentOf, encrypted, panelFrame, parsePanelMessage } from './dc09-message.ts';
import { eventsOf } from './panel-events.ts';

const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const bare = (frame: Buffer) => frame.subarray(1, -1);

/** Messages of foreign panels and of the standard's readers. */
test.each([
  ['F4D20029"SIA-DCS"0001RF3L77#1234[#1234|NRR|Atest]', 'SIA-DCS', '#1234|NRR|Atest'],
  ['96ED0016"SIA-DCS"0001L0#1234[]', 'SIA-DCS', ''],
  ['2EB40027"ADM-CID"0001L0#1234[#1234|1131 01 015]', 'ADM-CID', '#1234|1131 01 015'],
  ['1EF20013"NULL"0000L0#1234[]', 'NULL', ''],
])('%s is read', (text, id, data) => {
  const message = parsePanelMessage(Buffer.from(text));
  if ('unreadable' in message) throw new Error(message.unreadable);
  expect([message.id, message.account]).toEqual([id, '1234']);
  expect(contentOf(message, undefined)).toEqual({ data });
});

test('a NAK carries our time, as others write it', () => {
  const nowMs = Date.parse('2025-09-24T16:20:01Z');
  const nobody = { encrypted: false, sequence: '0000', receiver: '', line: '', account: '' };
  expect(answerTo(nobody, 'NAK', nowMs).toString('latin1')).toBe(
    '\nE4410025"NAK"0000R0L0A0[]_16:20:01,09-24-2025\r',
  );
});

test.each([16, 24, 32])(
  'a message encrypted with a key of %d bytes is read with it, and with nothing else',
  (bytes) => {
    const long = Buffer.alloc(bytes, 7);
    for (const data of ['#1234|NBA15', '#1234|Nri1/BA1^门^', '', '#1234|NFA00000000000000000000000001']) {
      const plain = `${data}]_16:20:01,09-24-2025`;
      const frame = panelFrame(
        `"*SIA-DCS"0002L0#1234[${encrypted(Buffer.from(plain).toString('latin1'), long)}`,
      );
      const message = parsePanelMessage(bare(frame));
      if ('unreadable' in message) throw new Error(message.unreadable);
      const content = contentOf(message, long);
      expect(Buffer.from(content?.data ?? '', 'latin1').toString()).toBe(data);
      expect(content?.atMs).toBe(Date.parse('2025-09-24T16:20:01Z'));
      expect(contentOf(message, Buffer.alloc(bytes, 8))).toBeUndefined();
      expect(contentOf(message, undefined)).toBeUndefined();
    }
  },
);

test('an encrypted acknowledgement has our time in it', () => {
  const message = { encrypted: true, sequence: '0002', receiver: '', line: 'L0', account: '1234' };
  const answer = parsePanelMessage(bare(answerTo(message, 'ACK', Date.parse('2026-11-29T03:00:00Z'), key)));
  if ('unreadable' in answer) throw new Error(answer.unreadable);
  expect([answer.id, answer.encrypted, answer.sequence]).toEqual(['ACK', true, '0002']);
  expect(contentOf(answer, key)).toEqual({ data: '', atMs: Date.parse('2026-11-29T03:00:00Z') });
});

test('one changed byte is noticed, and no rubbish throws', () => {
  const frame = bare(panelFrame('"SIA-DCS"0001L0#1234[#1234|NBA15]'));
  fc.assert(
    fc.property(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(frame);
      changed[at] = (changed[at] ?? 0) ^ by;
      const message = parsePanelMessage(changed);
      // The hexadecimal digits of the head may change their case.
      return (
        'unreadable' in message ||
        changed.toString('latin1').toUpperCase() === frame.toString('latin1').toUpperCase()
      );
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      parsePanelMessage(bytes);
      const message = parsePanelMessage(
        bare(panelFrame(`"SIA-DCS"0001L0#1234[${Buffer.from(bytes).toString('latin1')}`)),
      );
      if (!('unreadable' in message)) eventsOf(message.id, contentOf(message, key)?.data ?? '');
    }),
  );
});

test.each([
  ['SIA-DCS', '#1234|NBA15', [['burglary', 'BA', '15', '']]],
  ['SIA-DCS', '#1234|Nti10:20/ri1/BA15^后门^', [['burglary', 'BA', '15', '后门']]],
  [
    'SIA-DCS',
    '#1234|NBA15/FA7',
    [
      ['burglary', 'BA', '15', ''],
      ['fire', 'FA', '7', ''],
    ],
  ],
  ['SIA-DCS', '#1234|NRR|Atest', [['other', 'RR', '', 'test']]],
  ['SIA-DCS', '#1234|OP5', [['disarmed', 'OP', '5', '']]],
  ['SIA-DCS', '#1234|NCL5', [['armed', 'CL', '5', '']]],
  ['ADM-CID', '#1234|1131 01 015', [['burglary', '1131', '15', '']]],
  ['ADM-CID', '#1234|3131 01 015', [['restored', '3131', '15', '']]],
  ['ADM-CID', '#1234|1120 00 000', [['panic', '1120', '0', '']]],
  ['ADM-CID', '#1234|3401 01 002', [['armed', '3401', '2', '']]],
  ['ADM-CID', '#1234|1401 01 002', [['disarmed', '1401', '2', '']]],
  ['ADM-CID', '#1234|nonsense', []],
  ['SIA-DCS', '', []],
])('%s %s says what it says', (id, data, expected) => {
  expect(eventsOf(id, data).map(({ kind, code, zone, words }) => [kind, code, zone, words])).toEqual(
    expected,
  );
});
