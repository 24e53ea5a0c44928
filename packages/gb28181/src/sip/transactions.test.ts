// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { headerOf, responseTo, type SipMessage, type SipRequest } from './message.ts';
import type { PeerAddress } from './peer-address.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { TransactionLayer } from './transaction-layer.ts';

/** A clock that is turned by hand. */
function handClock() {
  let nowMs = 0;
  const waiting = new Map<number, { atMs: number; callback: () => void }>();
  let next = 0;
  return {
    clock: {
      nowMs: () => nowMs,
      after: (ms: number, callback: () => void) => {
        const id = next++;
        waiting.set(id, { atMs: nowMs + ms, callback });
        return () => void waiting.delete(id);
      },
    },
    turn: (ms: number) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const due = [...waiting]
          .filter(([, { atMs }]) => atMs <= untilMs)
          .sort(([, a], [, b]) => a.atMs - b.atMs)[0];
        if (!due) break;
        waiting.delete(due[0]);
        nowMs = due[1].atMs;
        due[1].callback();
      }
      nowMs = untilMs;
    },
    waiting,
  };
}

const udp: PeerAddress = { transport: 'udp', address: '10.0.0.1', port: 5060 };
const tcp: PeerAddress = { transport: 'tcp', address: '10.0.0.1', port: 5060, connection: 1 };

function layer() {
  const { clock, turn } = handClock();
  const sent: SipMessage[] = [];
  const requests: ServerTransaction[] = [];
  let token = 0;
  const made = new TransactionLayer({
    clock,
    token: () => `t${token++}`,
    send: (message) => sent.push(message),
    sentBy: () => '10.0.0.9:5060',
    onRequest: (transaction) => requests.push(transaction),
  });
  return { layer: made, turn, sent, requests };
}

const request = (method: string, branch = 'plain'): SipRequest => ({
  kind: 'request',
  method,
  uri: 'sip:a@b',
  headers: [
    ['Via', `SIP/2.0/UDP 10.0.0.1:5060;rport;branch=${branch}`],
    ['From', '<sip:x@y>;tag=f'],
    ['To', '<sip:a@b>'],
    ['Call-ID', 'c1'],
    ['CSeq', `1 ${method}`],
  ],
  body: new Uint8Array(),
});
const outgoing = (method: string): SipRequest => ({
  ...request(method),
  headers: request(method).headers.slice(1),
});

describe('client transactions', () => {
  it('repeat over UDP at 0.5, 1.5, 3.5, 7.5, 11.5 s … and end after 32 s', async () => {
    const { layer: made, turn, sent } = layer();
    const end = made.request(outgoing('MESSAGE'), udp);
    turn(11_400);
    expect(sent).toHaveLength(5);
    turn(30_000);
    expect(await end).toEqual({ kind: 'timeout' });
    const count = sent.length;
    turn(60_000);
    expect(sent).toHaveLength(count);
    expect(made.size).toBe(0);
  });

  it('do not repeat over TCP', async () => {
    const { layer: made, turn, sent } = layer();
    const end = made.request(outgoing('MESSAGE'), tcp);
    turn(40_000);
    expect(sent).toHaveLength(1);
    expect((await end).kind).toBe('timeout');
  });

  it('acknowledge a refused INVITE, each time it is refused', async () => {
    const { layer: made, sent } = layer();
    const end = made.request(outgoing('INVITE'), udp);
    const invite = sent[0] as SipRequest;
    for (let i = 0; i < 2; i++) made.receive(responseTo(invite, 486, { toTag: 'z' }), udp);
    expect(await end).toMatchObject({ kind: 'response', response: { status: 486 } });
    const acks = sent.filter((one) => one.kind === 'request' && one.method === 'ACK');
    expect(acks).toHaveLength(2);
    expect(headerOf(acks[0]!.headers, 'Via')).toBe(headerOf(invite.headers, 'Via'));
    expect(headerOf(acks[0]!.headers, 'To')).toContain('tag=z');
  });

  it('cancel an INVITE that only rings when its own limit passes', async () => {
    const { layer: made, turn, sent } = layer();
    const end = made.request(outgoing('INVITE'), udp, { limitMs: 20_000 });
    made.receive(responseTo(sent[0] as SipRequest, 100), udp);
    turn(19_000);
    expect(sent).toHaveLength(1);
    turn(2000);
    expect(await end).toEqual({ kind: 'timeout' });
    expect(sent.at(-1)).toMatchObject({ method: 'CANCEL' });
  });
});

describe('server transactions', () => {
  it('tell the layer above once, and answer a repeated request the same again, cookie or not', () => {
    const { layer: made, sent, requests } = layer();
    for (let i = 0; i < 3; i++) made.receive(request('MESSAGE', 'no-cookie-127.0.0.1-3-message'), udp);
    expect(requests).toHaveLength(1);
    requests[0]!.respond(200);
    made.receive(request('MESSAGE', 'no-cookie-127.0.0.1-3-message'), udp);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(headerOf(sent[0]!.headers, 'Via')).toContain('received=10.0.0.1');
  });

  it('repeat a 200 to INVITE until the ACK, which has a branch of its own', () => {
    const { layer: made, turn, sent, requests } = layer();
    made.receive(request('INVITE', 'i1'), udp);
    let acknowledged = 0;
    requests[0]!.onAcknowledged(
      () => acknowledged++,
      () => undefined,
    );
    requests[0]!.respond(200);
    turn(1600);
    expect(sent).toHaveLength(3);
    const ack = request('ACK', 'a1');
    made.receive(
      {
        ...ack,
        headers: ack.headers.map(([n, v]) => (n === 'CSeq' ? [n, '1 ACK'] : [n, v]) as [string, string]),
      },
      udp,
    );
    turn(20_000);
    expect(sent).toHaveLength(3);
    expect(acknowledged).toBe(1);
  });

  it('tell when no ACK comes', () => {
    for (const peer of [udp, tcp]) {
      const { layer: made, turn, requests } = layer();
      made.receive(request('INVITE', 'i1'), peer);
      let missing = 0;
      requests[0]!.onAcknowledged(
        () => undefined,
        () => missing++,
      );
      requests[0]!.respond(200);
      turn(33_000);
      expect(missing).toBe(1);
      turn(120_000);
      expect(made.size).toBe(0);
    }
  });

  it('CANCEL ends a call that was not answered with 487', () => {
    const { layer: made, sent, requests } = layer();
    made.receive(request('INVITE', 'i1'), udp);
    let cancelled = 0;
    requests[0]!.onCancelled(() => cancelled++);
    const cancel = request('CANCEL', 'i1');
    made.receive(cancel, udp);
    expect(cancelled).toBe(1);
    expect(sent.map((one) => one.kind === 'response' && one.status)).toEqual([200, 487]);
  });
});
