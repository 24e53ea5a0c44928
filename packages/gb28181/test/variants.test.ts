// SPDX-License-Identifier: Apache-2.0
/**
 * The kin of the captures: what other platforms, broken ones and strangers say to a device, over real sockets. Each
 * is served, or refused in words, and nothing of it stays.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listOf, parseManscdp } from '../src/manscdp/message.ts';
import { parseSdp } from '../src/sip/sdp.ts';
import { decodeText, encodeText } from '../src/text/gb18030.ts';
import { textOf } from '../src/text/xml.ts';
import {
  ack,
  callIdOf,
  callLive,
  channelId,
  head,
  localId,
  makeWorld,
  offer,
  Platform,
  platformId,
  receiver,
  until,
} from './hand-platform.ts';

const query = '<?xml version="1.0"?>\n<Query><CmdType>DeviceInfo</CmdType><SN>7</SN>';

describe('what other platforms say to a device', () => {
  it('is read whatever the case, the order, the blanks, the length and the character set of its headers', async () => {
    const { platform } = await makeWorld();
    const lines = [
      `message sip:${localId}@127.0.0.1 sip/2.0`,
      'cseq : 9 message',
      'CALL-ID:odd-1',
      'SUBJECT: x',
      `t: <sip:${localId}@x>`,
      `f: "平台" <sip:${platformId}@3402000000:5060>;TAG=1`,
      `v: SIP / 2.0 / UDP 127.0.0.1:${platform.port};branch=no-cookie`,
      'l: 20',
    ];
    const body = encodeText(`${query}<DeviceID>${localId}</DeviceID><Info>大门萳</Info></Query>`, 'gb18030');
    expect(await platform.say(lines, body)).toMatchObject({ status: 200 });
    await until(() => platform.bodies('DeviceInfo').length === 1);
    expect(platform.bodies('DeviceInfo')[0]).toMatchObject({ sn: '7', deviceId: localId });
  });

  it.each([
    ['gowvp', `${channelId}:ch1ncm2,34020000001110000003:ch1ncm2`],
    ['gb-cms', `${channelId}:${localId},${platformId}:0100000007`],
    ['only a channel', channelId],
    ['rubbish', ',,::,'],
    ['none', undefined],
  ])('calls with the Subject of %s are answered', async (_, subject) => {
    const { platform, agent } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const more = subject === undefined ? [] : [`Subject: ${subject}`];
    expect((await callLive(platform, offer(port), more)).status).toBe(200);
    await until(() => ssrcs.has(100_000_007));
    expect(agent.upperStatus()[0]!.sessions).toMatchObject([{ channel: channelId, kind: 'live' }]);
  });

  it('finds the channel in the Subject or `u=` when the request names the device only', async () => {
    const { platform } = await makeWorld();
    const { port } = await receiver();
    const uri = `sip:${localId}@127.0.0.1`;
    const bySubject = await callLive(platform, offer(port), [`Subject: ${channelId}:1,${platformId}:0`], uri);
    expect(bySubject.status).toBe(200);
    const byUri = await callLive(platform, offer(port).replace('c=', `u=${channelId}:0\r\nc=`), [], uri);
    expect(byUri.status).toBe(200);
    expect((await callLive(platform, offer(port), [], uri)).status).toBe(404);
  });

  it.each([
    ['0100000007', '0100000007', 100_000_007],
    ['0000000000', '0000000000', 0],
    ['7', '7', 7],
    [undefined, /^020000\d{4}$/, undefined],
    ['x', /^020000\d{4}$/, undefined],
  ])('sends under the number of its own answer: offered %s', async (y, answered, ssrc) => {
    const { platform } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const { answer } = await callLive(platform, offer(port, y === undefined ? [] : [`y=${y}`]));
    const said = parseSdp(decodeText(answer.body))!.ssrcText!;
    expect(said).toMatch(answered);
    await until(() => ssrcs.size > 0);
    expect([...ssrcs]).toEqual([ssrc ?? Number(said)]);
  });

  it('dials, or is dialled, as `a=setup` says; without it, it dials', async () => {
    const { platform } = await makeWorld();
    for (const setup of [['a=setup:passive'], []]) {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address() as { port: number };
      const called = once(server, 'connection');
      const { answer } = await callLive(platform, offer(address.port, setup, 'TCP/RTP/AVP'));
      expect(parseSdp(decodeText(answer.body))).toMatchObject({ isTcp: true, setup: 'active' });
      const [socket] = await called;
      await once(socket, 'data');
      socket.destroy();
      server.close();
    }
    const { answer } = await callLive(platform, offer(9, ['a=setup:active'], 'TCP/RTP/AVP'));
    const sdp = parseSdp(decodeText(answer.body))!;
    expect(sdp.setup).toBe('passive');
    const socket = connect(sdp.port, sdp.address);
    await once(socket, 'data');
    socket.destroy();
  });

  it('sends to where the call came from when `c=` names no address', async () => {
    const { platform } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const body = offer(port).replaceAll('IN IP4 127.0.0.1', 'IN IP4 0.0.0.0');
    expect((await callLive(platform, body)).status).toBe(200);
    await until(() => ssrcs.size > 0);
  });

  it('starts one call for an INVITE that comes twice; a second one of the same Subject takes its place', async () => {
    const { platform, agent, looks } = await makeWorld();
    const { port } = await receiver();
    const subject = [`Subject: ${channelId}:0100000007,${platformId}:0`];
    const invite = head('INVITE', platform, subject);
    const bytes = Buffer.from(`${invite.join('\r\n')}\r\n\r\n${offer(port)}`);
    platform.socket.send(bytes, platform.agentPort, '127.0.0.1');
    const answer = await platform.say(invite, offer(port));
    ack(platform, invite, answer);
    expect(looks.open).toBe(1);
    const second = await callLive(platform, offer(port), subject);
    expect(second.status).toBe(200);
    await until(() => platform.requests('BYE', callIdOf(invite)!) === 1);
    expect(agent.upperStatus()[0]!.sessions).toHaveLength(1);
    expect(looks).toEqual({ open: 2, closed: 1 });
  });

  it('ends every call of a platform that has forgotten it, though no BYE comes', async () => {
    const { platform, agent, looks } = await makeWorld({ upper: { keepaliveSeconds: 0.05 } });
    const { port, ssrcs } = await receiver();
    await callLive(platform, offer(port));
    await until(() => ssrcs.size > 0);
    platform.status = 404;
    await until(() => looks.closed === 1);
    expect(agent.upperStatus()[0]!.sessions).toEqual([]);
  });

  it('answers strangers once, and keeps nothing of them: a flood does not shut out the platform', async () => {
    const { platform, agent } = await makeWorld();
    const stranger = await new Platform().open();
    const before = agent.endpoint.transactions.size;
    for (let at = 0; at < 3000; at++) {
      const lines = head('INVITE', stranger).map((line) => line.replace(platformId, '34020000002000000099'));
      // From a place that is no platform's: here by the name of a device nobody allowed.
      const bytes = Buffer.from(
        `${lines.join('\r\n').replace('INVITE', 'INVITE')}\r\n\r\n${'x'.repeat(1000)}`,
      );
      stranger.socket.send(bytes, platform.agentPort, '127.0.0.1');
    }
    const answer = await platform.say(head('OPTIONS', platform));
    expect(answer).toMatchObject({ status: 200 });
    expect(agent.endpoint.transactions.size).toBeLessThan(before + 4000);
  });

  it('tells the presets of a camera by number and name', async () => {
    const { platform } = await makeWorld();
    const body = `<Query><CmdType>PresetQuery</CmdType><SN>4</SN><DeviceID>${channelId}</DeviceID></Query>`;
    await platform.say(head('MESSAGE', platform), body);
    await until(() => platform.bodies('PresetQuery').length === 1);
    const { items } = listOf(platform.bodies('PresetQuery')[0]!.element, 'PresetList');
    expect(items.map((item) => `${textOf(item, 'PresetID')} ${textOf(item, 'PresetName')}`)).toEqual([
      '1 大门',
      '2 前台',
    ]);
  });

  it('has a catalog of 10,000 channels', async () => {
    const { platform } = await makeWorld({ channels: 10_000 });
    const lines = head('MESSAGE', platform, [], `sip:${localId}@127.0.0.1`);
    await platform.say(
      lines,
      `<Query><CmdType>Catalog</CmdType><SN>12</SN><DeviceID>${localId}</DeviceID></Query>`,
    );
    const seen = new Set<string | undefined>();
    let read = 0;
    await until(() => {
      for (; read < platform.heard.length; read++) {
        const message = parseManscdp(platform.heard[read]!.body);
        if (message?.cmdType !== 'Catalog') continue;
        for (const item of listOf(message.element, 'DeviceList').items) seen.add(textOf(item, 'DeviceID'));
      }
      return seen.size === 10_000;
    });
  });

  it('serves several platforms at once, each its own', async () => {
    const { platform, others, agent } = await makeWorld({ platforms: 3 });
    const { port } = await receiver();
    await callLive(platform, offer(port));
    const [second] = others;
    const lines = head('INVITE', second!).map((line) =>
      line.replace(platformId, String(BigInt(platformId) + 1n)),
    );
    const answer = await second!.say(lines, offer(port));
    expect(answer).toMatchObject({ status: 200 });
    expect(agent.upperStatus().map(({ sessions }) => sessions.length)).toEqual([1, 1, 0]);
  });
});
