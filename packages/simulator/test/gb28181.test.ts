// SPDX-License-Identifier: Apache-2.0
/** The device and the platform of our own against each other: what both say they do. */
import { expect, it } from 'vitest';
import { startGbDevice } from '../src/gb28181/device.ts';
import { startUpperPlatform } from '../src/gb28181/upper-platform.ts';

it('a simulated device registers, is seen, played and downloaded by number; its gap is not in its records', async () => {
  const base = 30_000 + Math.floor(Math.random() * 2000) * 2;
  const id = '34020000001320000001';
  const platform = await startUpperPlatform({
    id: '34020000002000000001',
    domain: '3402000000',
    address: '127.0.0.1',
    port: base,
    devices: [{ id, password: 'x' }],
    mediaPorts: [base + 100, base + 198],
  });
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  const device = await startGbDevice({
    id,
    domain: '3402000000',
    address: '127.0.0.1',
    port: base + 2,
    mediaPorts: [base + 200, base + 298],
    platform: {
      id: '34020000002000000001',
      domain: '3402000000',
      host: '127.0.0.1',
      port: base,
      password: 'x',
    },
    channels: 3,
    gap: [nowMs - 40_000, nowMs - 30_000],
  });
  try {
    await platform.whenOnline(id);
    expect((await platform.ask(id, 'Catalog', { list: 'DeviceList' })).items).toHaveLength(3);
    const channel = device.channels[1]!.id;
    const live = await platform.call({ deviceId: id, channel, transport: 'tcp-passive' });
    while (live.received().pictures < 10) await new Promise((resolve) => setTimeout(resolve, 20));
    live.hangUp();
    const time = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);
    const { items } = await platform.ask(id, 'RecordInfo', {
      about: channel,
      list: 'RecordList',
      fields: [
        ['StartTime', time(nowMs - 50_000)],
        ['EndTime', time(nowMs - 20_000)],
      ],
    });
    expect(items).toHaveLength(2);
    const range = { fromMs: nowMs - 42_000, toMs: nowMs - 28_000 };
    const film = await platform.call({
      deviceId: id,
      channel,
      kind: 'Download',
      transport: 'tcp-passive',
      ...range,
      downloadSpeed: 8,
    });
    expect(await film.ended).toBe('end of recording');
    const { stamps, lost } = film.received();
    expect(lost).toBe(0);
    const holes = stamps.filter((one, at) => at > 0 && one !== stamps[at - 1]! + 1);
    expect(holes).toHaveLength(1);
  } finally {
    await device.close();
    await platform.close();
  }
});
