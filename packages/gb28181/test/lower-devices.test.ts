// SPDX-License-Identifier: Apache-2.0
/** Devices below as they really behave: not heard of a restart, catalogs in any order, large answers another way. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { GbAgent } from '../src/agent.ts';
import { encodeText } from '../src/text/gb18030.ts';
import { channelId, ending, freePort, Platform, until } from './hand-platform.ts';

const deviceId = '34020000001320000001';

async function makeAgent(remembered: { readonly port: number; readonly untilMs: number }) {
  const port = await freePort();
  const agent = await GbAgent.open({
    localId: '34020000002000000001',
    localDomain: '3402000000',
    listen: ['udp', 'tcp'].map((transport) => ({
      transport: transport as 'udp',
      address: '127.0.0.1',
      port,
    })),
    media: { address: '127.0.0.1', ports: [43_000, 43_100] },
    upper: [],
    host: undefined as never,
    random: () => 0.5,
    lower: {
      allow: [{ id: deviceId, password: 'x' }],
      remembered: [{ id: deviceId, address: '127.0.0.1', version: undefined, ...remembered }],
    },
  });
  ending.push(() => agent.close());
  return { agent, port };
}

const message = (port: number, body: string) => [
  `MESSAGE sip:34020000002000000001@127.0.0.1:${port} SIP/2.0`,
  `Via: SIP/2.0/UDP 127.0.0.1:1;rport;branch=z9hG4bK${body.length}${Math.random()}`,
  `From: <sip:${deviceId}@3402000000>;tag=1`,
  'To: <sip:34020000002000000001@3402000000>',
  `Call-ID: ${Math.random()}`,
  'CSeq: 1 MESSAGE',
];

const catalog = (total: number, ...names: readonly string[]) =>
  `<Response><CmdType>Catalog</CmdType><SN>1</SN><DeviceID>${deviceId}</DeviceID><SumNum>${total}</SumNum><DeviceList Num="${names.length}">${names.map((name) => `<Item><DeviceID>${BigInt(channelId) + BigInt(name.slice(-1))}</DeviceID><Name>${name}</Name></Item></Item>`).join('')}</DeviceList></Response>`;

describe('devices below', () => {
  it('whose registration still holds are known after a restart, at their place only', async () => {
    const device = await new Platform().open();
    const elsewhere = await new Platform().open('127.0.0.9');
    const { agent, port } = await makeAgent({ port: device.port, untilMs: Date.now() + 60_000 });
    for (const one of [device, elsewhere]) one.agentPort = port;
    expect(agent.lower?.find(deviceId)).toBeDefined();
    await until(() => device.bodies('Catalog').length === 1);
    const keepalive = `<Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>${deviceId}</DeviceID></Notify>`;
    expect(await device.say(message(port, keepalive), keepalive)).toMatchObject({ status: 200 });
    expect(await elsewhere.say(message(port, keepalive), keepalive)).toMatchObject({ status: 403 });
  });

  it('whose registration ended meanwhile have to come again', async () => {
    const { agent } = await makeAgent({ port: 9, untilMs: Date.now() - 1 });
    expect(agent.lower?.find(deviceId)).toBeUndefined();
  });

  it('send catalogs in any order, doubled, in lying character sets, and what is large over TCP', async () => {
    const device = await new Platform().open();
    const { agent, port } = await makeAgent({ port: device.port, untilMs: Date.now() + 60_000 });
    device.agentPort = port;
    for (const part of [catalog(9, '前台3'), catalog(3, '大门1', '前台3'), catalog(1)])
      await device.say(message(port, part), encodeText(`<?xml encoding="UTF-8"?>${part}`, 'gb18030'));
    const large = Buffer.from(`<?xml encoding="GB2312"?>${catalog(3, '电梯2')}`);
    const socket = connect(port, '127.0.0.1');
    ending.push(() => void socket.destroy());
    socket.write(`${message(port, 'x').join('\r\n')}\r\nContent-Length: ${large.length}\r\n\r\n`);
    socket.write(large);
    await until(() => agent.lower?.find(deviceId)?.channels.size === 3);
    const names = [...agent.lower!.find(deviceId)!.channels.values()].map(({ name }) => name);
    expect(names.sort()).toEqual(['前台3', '大门1', '电梯2'].sort());
  });
});
