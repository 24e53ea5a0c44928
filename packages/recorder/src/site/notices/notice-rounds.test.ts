// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { type NoticeSettings, noticeChannels } from '@mingjing/contracts/site';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { type MailServer, startMailServer } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textSealOf } from '../../recording/store/sealed-text.ts';
import { upgradeDatabase } from '../../schema-version.ts';
import type { BoardAlarm } from '../alarms/alarm-board.ts';
import { serverSchema } from '../database/server-database.ts';
import { NoticeBook } from './notice-book.ts';
import { NoticeRounds } from './notice-rounds.ts';
import { webhookHeaders } from './send-webhook.ts';

const password = '演示-授权码#1';
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer({ user: 'alarm@example.invalid', password });
});
afterAll(() => mail.close());

const off: NoticeSettings = { mail: null, webhook: null, quiet: null, waits: [] };
const mailbox = (): NonNullable<NoticeSettings['mail']> => ({
  host: '127.0.0.1',
  port: mail.port,
  // The simulator speaks no TLS; whoever types this on the page is refused a user name with it.
  security: 'none',
  user: 'alarm@example.invalid',
  from: 'alarm@example.invalid',
  to: ['duty@example.invalid', 'boss@example.invalid'],
});
const noon = Date.parse('2026-11-29T12:00:00+08:00');

function bench(settings: NoticeSettings, ownPorts: readonly number[] = []) {
  const database = new DatabaseSync(':memory:');
  upgradeDatabase(database, serverSchema, ':memory:');
  const seal = textSealOf(nodeAlgorithms['sha256-ed25519'], new Uint8Array(32), 'alarm notices');
  const book = new NoticeBook(database, seal);
  book.change(settings);
  book.keepSecret('mail', password);
  const clock = { ms: noon };
  const alarms: string[] = [];
  const rounds = new NoticeRounds({
    book,
    sender: () => ({ unit: '演示宾馆', recorderId: 'demo', url: 'https://nvr.example.com' }),
    nowMs: () => clock.ms,
    words: ({ subject }) => ({ zh: `${subject}：没有图像。`, en: `${subject}: no picture.` }),
    allowed: ['127.0.0.1'],
    ownPorts: () => ownPorts,
    alarm: (channel, raised) => alarms.push(`${channel} ${raised}`),
    say: (error) => {
      throw error;
    },
  });
  const alarm = (
    kind: BoardAlarm['kind'],
    subject: string,
    state: BoardAlarm['state'] = 'raised',
  ): BoardAlarm => ({
    kind,
    subject,
    state,
    atMs: clock.ms,
    raisedMs: clock.ms,
    facts: {},
  });
  return { database, book, rounds, clock, alarms, alarm };
}

/** A receiver of webhooks that answers as it is told. */
async function receiver() {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const state = { status: 204 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(state.status, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { got, state, port, url: `http://127.0.0.1:${port}/alarm`, close: () => server.close() };
}

describe('by mail', () => {
  it('tells an alarm and its end in one letter, in words', async () => {
    const { rounds, clock, alarm, book } = bench({ ...off, mail: mailbox() });
    rounds.heard(alarm('camera-offline', '演示门厅'));
    await rounds.tick();
    expect(book.deliveries({})).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    clock.ms += 20_000;
    rounds.heard(alarm('camera-offline', '演示门厅', 'cleared'));
    clock.ms += 20_000;
    const before = mail.letters.length;
    await rounds.tick();
    expect(mail.letters.length).toBe(before + 1);
    const letter = mail.letters.at(-1);
    expect(letter?.to).toEqual(['duty@example.invalid', 'boss@example.invalid']);
    const body = Buffer.from(letter?.text.split('\n\n')[1] ?? '', 'base64').toString();
    expect(body).toContain('【告警】2026-11-29 12:00:00 演示门厅：没有图像。');
    expect(body).toContain('https://nvr.example.com/alarms');
    expect(book.deliveries({}).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('waits for the end of the quiet hours, but not with what is critical', async () => {
    const quiet = { from: '11:00', to: '13:00' };
    const { rounds, clock, alarm, book } = bench({
      ...off,
      mail: mailbox(),
      quiet,
      waits: ['camera-offline'],
    });
    rounds.heard(alarm('camera-offline', 'a'));
    rounds.heard(alarm('store-lost', '/srv'));
    await rounds.tick();
    expect(book.deliveries({ state: 'sent' }).map(({ kind }) => kind)).toEqual(['store-lost']);
    clock.ms += 3_600_000;
    await rounds.tick();
    expect(book.deliveries({ state: 'waiting' })).toEqual([]);
  });

  it('tries again, says so as an alarm, and goes on when the server takes letters again', async () => {
    const { rounds, clock, alarm, alarms, book } = bench({ ...off, mail: mailbox() });
    mail.refuse(451);
    rounds.heard(alarm('store-lost', '/srv'));
    for (let i = 0; i < 3; i++) {
      await rounds.tick();
      // Before its time nothing is tried.
      await rounds.tick();
      clock.ms += 30_000 * 2 ** i;
    }
    expect(book.deliveries({})).toMatchObject([{ state: 'waiting', attempts: 3 }]);
    expect(book.deliveries({})[0]?.trouble?.zh).toContain('451');
    expect(alarms).toEqual(['mail true']);
    mail.refuse(undefined);
    await rounds.tick();
    expect(book.deliveries({})).toMatchObject([{ state: 'sent', attempts: 4, trouble: null }]);
    expect(alarms.at(-1)).toBe('mail false');
  });

  it('gives up what nobody took in a day', async () => {
    const { rounds, clock, alarm, book } = bench({ ...off, mail: { ...mailbox(), port: 1 } });
    rounds.heard(alarm('store-lost', '/srv'));
    clock.ms += 25 * 3_600_000;
    await rounds.tick();
    expect(book.deliveries({})).toMatchObject([
      { state: 'given-up', trouble: { en: expect.stringMatching(/reached/) } },
    ]);
  });

  it('says that the password is wrong, and does not tell it', async () => {
    const { rounds, book, database } = bench({ ...off, mail: mailbox() });
    book.keepSecret('mail', 'wrong-secret');
    expect(await rounds.try('mail')).toEqual({ kind: 'password' });
    book.keepSecret('mail', undefined);
    expect(await rounds.try('mail')).toEqual({ kind: 'no-secret' });
    book.keepSecret('mail', password);
    expect(await rounds.try('mail')).toBeUndefined();
    const everything = JSON.stringify([
      database.prepare('SELECT * FROM setting').all(),
      database.prepare('SELECT * FROM alarm_notice').all(),
    ]);
    expect(everything).not.toContain(password);
    expect(everything).not.toContain('wrong-secret');
  });
});

describe('by webhook', () => {
  // The vector that Standard Webhooks' own libraries are tested with.
  it('signs as Standard Webhooks has it', () => {
    const headers = webhookHeaders(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330_000,
      '{"test": 2432232314}',
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('repeats with the same id, follows no redirection, and never calls itself', async () => {
    const there = await receiver();
    const { rounds, clock, alarm, book } = bench({ ...off, webhook: { url: there.url } });
    expect(await rounds.try('webhook')).toEqual({ kind: 'no-secret' });
    const secret = `whsec_${Buffer.from('演示密钥').toString('base64')}`;
    book.keepSecret('webhook', secret);
    there.state.status = 302;
    rounds.heard(alarm('store-lost', '/srv'));
    await rounds.tick();
    there.state.status = 204;
    clock.ms += 30_000;
    await rounds.tick();
    there.close();
    expect(there.got).toHaveLength(2);
    const [first, second] = there.got;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = second?.headers ?? {};
    const expected = createHmac('sha256', '演示密钥').update(`${id}.${at}.${second?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      v: 1,
      unit: '演示宾馆',
      alarms: [{ kind: 'store-lost', state: 'raised', critical: true }],
    });
    const itself = bench({ ...off, webhook: { url: there.url } }, [there.port]);
    itself.book.keepSecret('webhook', secret);
    expect(await itself.rounds.try('webhook')).toEqual({ kind: 'address-refused' });
  });

  it('and mail do not wait for each other: one that hangs keeps only itself', async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const address = hanging.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { rounds, alarm, book } = bench({
      ...off,
      mail: mailbox(),
      webhook: { url: `http://127.0.0.1:${port}` },
    });
    book.keepSecret('webhook', 'whsec_AAAA');
    rounds.heard(alarm('store-lost', '/srv'));
    const turn = rounds.tick();
    while (book.deliveries({ channel: 'mail', state: 'sent' }).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(book.deliveries({ channel: 'webhook' })).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    hanging.closeAllConnections();
    hanging.close();
    await turn;
    expect(book.deliveries({ channel: 'webhook' })).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  });
});

it('a channel that is turned off gives up what waits for it', () => {
  const { rounds, alarm, alarms, book } = bench({ ...off, mail: mailbox() });
  rounds.heard(alarm('store-lost', '/srv'));
  book.change(off);
  rounds.changed();
  expect(book.deliveries({})).toMatchObject([{ state: 'given-up' }]);
  expect(alarms).toEqual(noticeChannels.map((channel) => `${channel} false`));
});
