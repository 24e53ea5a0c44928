// SPDX-License-Identifier: Apache-2.0
import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { askTime } from './ask-time.ts';

/** Packet of RFC 5905 §7.3 with the four timestamps of a server that lives `aheadMs` from now. */
function answerTo(question: Buffer, nowMs: number, first = 0x24, stratum = 2): Buffer {
  const answer = Buffer.alloc(48);
  answer[0] = first;
  answer[1] = stratum;
  question.copy(answer, 24, 40, 48);
  for (const at of [32, 40]) {
    const seconds = nowMs / 1000 + 2_208_988_800;
    answer.writeUInt32BE(Math.floor(seconds) % 2 ** 32, at);
    answer.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), at + 4);
  }
  return answer;
}

async function asked(
  answer: (question: Buffer) => readonly Buffer[],
  clock: { now: number } = { now: Date.parse('2026-11-29T00:00:00Z') },
) {
  const server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    for (const one of answer(question)) server.send(one, port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const told = await askTime({ address: '127.0.0.1', port, nowMs: () => clock.now, timeoutMs: 300 });
  server.close();
  return told;
}

describe('a time server', () => {
  const now = Date.parse('2026-11-29T00:00:00Z');

  it('tells how far it is from the clock that is asked about', async () => {
    const told = await asked((question) => [answerTo(question, now + 4250)]);
    expect(told).toMatchObject({ kind: 'reading', stratum: 2, delayMs: 0 });
    expect(told.kind === 'reading' && Math.round(told.offsetMs)).toBe(4250);
  });

  it('is understood after 2036, when its seconds begin anew', async () => {
    const later = Date.parse('2040-01-01T00:00:00Z');
    const told = await asked((question) => [answerTo(question, later - 1500)], { now: later });
    expect(told.kind === 'reading' && Math.round(told.offsetMs)).toBe(-1500);
  });

  it('is not believed when it answers another question', async () => {
    const told = await asked((question) => {
      const forged = answerTo(question, now + 3_600_000);
      forged[24] = (forged[24] ?? 0) ^ 1;
      return [forged, Buffer.from('short'), answerTo(question, now)];
    });
    expect(told).toMatchObject({ kind: 'reading', offsetMs: 0 });
  });

  it('that is out of sync itself, says to go away, or says nothing gives no time', async () => {
    expect(await asked((question) => [answerTo(question, now, 0xe4)])).toEqual({ kind: 'unfit' });
    expect(await asked((question) => [answerTo(question, now, 0x24, 0)])).toEqual({ kind: 'unfit' });
    expect(await asked((question) => [answerTo(question, now, 0x23)])).toEqual({ kind: 'unfit' });
    expect(await asked(() => [])).toEqual({ kind: 'silent' });
  });
});
