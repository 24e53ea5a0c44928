// SPDX-License-Identifier: Apache-2.0
/** The recorder as a device of a police platform, over real sockets: registered, asked, played, steered, hung up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '@mingjing/gb28181';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, type GbWorld, localId, makeGbWorld, platformId, until } from './gb28181-world.ts';
import { Client, theirOwnPasswords } from './server-world.ts';

const accessEntries = async (world: GbWorld): Promise<Record<string, unknown>[]> => {
  const { log } = world.recorder.core;
  const entries: Record<string, unknown>[] = [];
  for (let at = 0; at < log.size(); at++) {
    const entry = JSON.parse(Buffer.from(await log.entryBytes(at)).toString()) as Record<string, unknown>;
    if (entry['type'] === 'access') entries.push(entry);
  }
  return entries;
};

const following = (numbers: readonly number[]) =>
  numbers.every((one, at) => at === 0 || one === numbers[at - 1]! + 1);

describe.each(['udp', 'tcp'] as const)('a recorder below a platform over %s', (transport) => {
  let world: GbWorld;
  beforeAll(async () => {
    world = await makeGbWorld({ camera: { audio: 'pcma' }, upper: { transport } });
    await world.platform.whenOnline(localId);
    await until(() => world.recorder.core.cameras.find('gate')?.state === 'recording');
  });
  afterAll(() => world.end());

  it('keeps itself alive, and says so in its state file', async () => {
    await until(() => world.platform.devices.find(localId)?.lastKeepaliveMs !== undefined);
    const file = join(world.directory, 'data', 'server', 'gb28181-status.json');
    await until(() => JSON.parse(readFileSync(file, 'utf8')).upper[0].lastKeepaliveMs !== undefined);
    const [upper] = JSON.parse(readFileSync(file, 'utf8')).upper;
    expect(upper).toMatchObject({ state: 'registered', channels: 1, transport });
    expect(Math.abs(upper.clockOffsetMs)).toBeLessThan(60_000);
  });

  it('shows its catalog with every character of its names', async () => {
    const { items } = await world.platform.ask(localId, 'Catalog', { list: 'DeviceList' });
    expect(items).toHaveLength(1);
    expect(textOf(items[0], 'DeviceID')).toBe(channelId);
    expect(textOf(items[0], 'Name')).toBe('大门萳𠮷');
    expect(textOf(items[0], 'ParentID')).toBe(localId);
    expect(textOf(items[0], 'Status')).toBe('ON');
  });

  it('answers what it is, how it is, how it is set; and one answer for each kind of setting', async () => {
    const info = await world.platform.ask(localId, 'DeviceInfo');
    expect(textOf(info.parts[0]!.element, 'Channel')).toBe('1');
    const status = await world.platform.ask(localId, 'DeviceStatus');
    expect(textOf(status.parts[0]!.element, 'Record')).toBe('ON');
    const config = await world.platform.ask(localId, 'ConfigDownload', {
      fields: [['ConfigType', 'BasicParam']],
    });
    expect(JSON.stringify(config.parts[0]!.element)).toContain('HeartBeatInterval');
    const presets = await world.platform.ask(localId, 'PresetQuery', { about: channelId });
    expect(presets.parts).toHaveLength(1);
  });

  it.each(['udp', 'tcp-passive', 'tcp-active'] as const)(
    'plays live over %s, every picture, none twice',
    async (media) => {
      const call = await world.platform.call({ deviceId: localId, channel: channelId, transport: media });
      expect(call.answer).toMatchObject({
        kind: 'answered',
        sdp: { owner: channelId, name: 'Play', isTcp: media !== 'udp' },
      });
      await until(() => call.received().pictures > 40);
      call.hangUp();
      const { codec, stamps, keyPictures, lost, sound, deviations } = call.received();
      expect({ codec, lost, deviations }).toEqual({ codec: 'h264', lost: 0, deviations: [] });
      expect(following(stamps)).toBe(true);
      expect(keyPictures).toBeGreaterThan(0);
      expect(sound).toBeGreaterThan(10);
    },
  );

  it('writes each look into the register and the log, with what was sent', async () => {
    await until(async () => (await accessEntries(world)).filter(({ seen }) => seen).length >= 3);
    const [opening] = await accessEntries(world);
    expect(opening).toMatchObject({ purpose: '联网共享', kind: 'pull', cameras: ['gate'] });
    const closed = (await accessEntries(world)).filter(({ seen }) => seen);
    for (const entry of closed) expect(entry['seen']).not.toEqual([]);
  });

  it('refuses what is not shared, not readable, not video', async () => {
    const unknown = await world.platform.call({ deviceId: localId, channel: '34020000001310000099' });
    expect(unknown.answer).toMatchObject({ kind: 'refused', status: 404 });
    const nothing = await world.platform.call({
      deviceId: localId,
      channel: channelId,
      kind: 'Playback',
      fromMs: 1_000_000,
      toMs: 2_000_000,
    });
    expect(nothing.answer).toMatchObject({ kind: 'refused', status: 487 });
  });

  it('lists its records; downloads them whole: every recorded picture, then the end is told', async () => {
    const { core } = world.recorder;
    await until(() => core.segments({ camera: 'gate' }).length >= 3);
    const rows = core.segments({ camera: 'gate' }).slice(0, 3);
    const [fromMs, toMs] = [rows[0]!.startMs, rows[2]!.endMs];
    const times = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);
    const { items } = await world.platform.ask(localId, 'RecordInfo', {
      about: channelId,
      list: 'RecordList',
      fields: [
        ['StartTime', times(fromMs - 1000)],
        ['EndTime', times(toMs + 1000)],
        ['Type', 'all'],
      ],
    });
    expect(items.length).toBeGreaterThan(0);
    // The minute that is being written stands behind the closed ones, as soon as it has a picture.
    const withOpen = async () => {
      const answer = await world.platform.ask(localId, 'RecordInfo', {
        about: channelId,
        list: 'RecordList',
        fields: [
          ['StartTime', times(fromMs - 1000)],
          ['EndTime', times(core.nowMs() + 60_000)],
          ['Type', 'all'],
        ],
      });
      return textOf(answer.items.at(-1), 'FilePath') === 'open';
    };
    await until(withOpen);
    expect(textOf(items[0], 'DeviceID')).toBe(channelId);
    const call = await world.platform.call({
      deviceId: localId,
      channel: channelId,
      kind: 'Download',
      transport: 'tcp-passive',
      fromMs: fromMs - 1000,
      toMs: toMs,
      downloadSpeed: 8,
    });
    expect(call.answer).toMatchObject({ kind: 'answered', sdp: { name: 'Download' } });
    if (call.answer.kind === 'answered') expect(call.answer.sdp?.fileSizeBytes).toBeGreaterThan(1000);
    expect(await call.ended).toBe('end of recording');
    const { pictures, stamps, lost } = call.received();
    const held = rows.reduce((sum, { frames }) => sum + frames, 0);
    // The range ends in whole seconds: up to a second of the next segment is in it.
    expect(pictures).toBeGreaterThanOrEqual(held);
    expect(pictures).toBeLessThanOrEqual(held + 30);
    expect(following(stamps)).toBe(true);
    expect(lost).toBe(0);
  });

  it('plays back with pause, seek and speed', async () => {
    const { core } = world.recorder;
    const rows = core.segments({ camera: 'gate' });
    const [fromMs, toMs] = [rows[0]!.startMs, rows.at(-1)!.endMs];
    const call = await world.platform.call({
      deviceId: localId,
      channel: channelId,
      kind: 'Playback',
      fromMs,
      toMs,
    });
    expect(call.answer.kind).toBe('answered');
    await until(() => call.received().pictures > 5);
    call.info({ kind: 'pause' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const paused = call.received().pictures;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(call.received().pictures).toBe(paused);
    call.info({ kind: 'play', seekSeconds: 0, scale: undefined });
    await until(() => call.received().pictures > paused + 5);
    const { ticks } = call.received();
    expect(ticks[paused + 2]!).toBeLessThan(ticks[paused - 1]! + 1);
    call.info({ kind: 'play', seekSeconds: undefined, scale: 8 });
    expect(await call.ended).toBe('end of recording');
  });

  it('is tried step by step in words: the picture comes back whole, and what is missing is named', async () => {
    const client = new Client(world.recorder.url);
    const { user, password } = world.recorder.admin!;
    await client.signIn(user, password);
    theirOwnPasswords(world.directory);
    const path = `/api/gb28181/upper/${platformId}/test`;
    const media = transport;
    const fine = await client.call('POST', path, { channel: channelId, transport: media });
    expect(fine.json.steps.map(({ step, result }: Record<string, string>) => `${step} ${result}`)).toEqual([
      'registration fine',
      'keepalive fine',
      'channel fine',
      'picture fine',
    ]);
    const unknown = await client.call('POST', path, { channel: '34020000001310000099' });
    expect(unknown.json.steps.at(-1)).toMatchObject({ step: 'channel', result: 'failed' });
    const shown = await client.call('GET', '/api/gb28181');
    expect(shown.json.upper[0].shared).toMatchObject([{ camera: 'gate', isOnline: true }]);
  });

  it('does not move a camera for anybody whom nobody allowed; the wish is in the log', async () => {
    world.platform.devices.control(localId, channelId, { kind: 'move', pan: 100, tilt: 0, zoom: 0 });
    const { log } = world.recorder.core;
    await until(async () => {
      const last = Buffer.from(await log.entryBytes(log.size() - 1)).toString();
      return last.includes(`gb28181/control/${channelId}`) && last.includes('refused');
    });
  });

  it('comes back by itself when the platform has forgotten it', async () => {
    const device = world.platform.devices.find(localId)!;
    if (transport === 'tcp') world.platform.devices.connectionLost(device.peer.connection!);
    else world.platform.devices.forget(localId);
    await until(() => {
      const now = world.platform.devices.find(localId);
      return now !== undefined && now !== device;
    });
  });
});
