// SPDX-License-Identifier: Apache-2.0
/** Cameras found on the network, added with one choice, their clocks set, moved; all of it in the evidence log. */
import { type OnvifDeviceSimulator, startOnvifDevice } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Movements } from '../src/site/cameras/movements.ts';
import { makeWorld, type World } from './server-world.ts';

let world: World;
let device: OnvifDeviceSimulator;
beforeAll(async () => {
  world = await makeWorld();
  device = await startOnvifDevice({
    profiles: [
      { token: 'main', encoding: 'H264', width: 640, height: 360, uri: world.cameras.urls[0]! },
      { token: 'sub', encoding: 'H264', width: 320, height: 180, uri: 'rtsp://127.0.0.1:9/sub' },
    ],
    account: { user: 'admin', password: 'p@ss word', by: 'ws-security' },
    clockOffsetMs: 8 * 3_600_000,
    hasMedia2: true,
    isSigning: true,
  });
});
afterAll(async () => {
  await device.close();
  await world.end();
});

const post = (path: string, body: object, who: keyof World['people'] = 'administrator') =>
  world.people[who].call('POST', path, body);
const login = { user: 'admin', password: 'p@ss word' };

async function lastEntry(): Promise<Record<string, unknown>> {
  const { log } = world.running.core;
  return JSON.parse(Buffer.from(await log.entryBytes(log.size() - 1)).toString());
}

describe('cameras on the network', () => {
  it('are found with their streams, clock and signing; without the password in words', async () => {
    const { host, port } = device.discovery;
    const closed = await post('/api/cameras/discover', { seconds: 1, address: `${host}:${port}` });
    expect(closed.json.onvif[0]).toMatchObject({ profiles: [], problem: { code: 'password-needed' } });
    const { status, json } = await post('/api/cameras/discover', {
      seconds: 1,
      address: `${host}:${port}`,
      ...login,
    });
    expect(status).toBe(200);
    expect(json.gb28181).toEqual([]);
    expect(json.onvif).toMatchObject([
      { address: '127.0.0.1', isSigning: true, profiles: [{ token: 'main' }, { token: 'sub' }] },
    ]);
    expect(json.onvif[0].services).toEqual(expect.arrayContaining(['ptz', 'events']));
    expect(Math.abs(json.onvif[0].clockOffsetMs - 8 * 3_600_000)).toBeLessThan(60_000);
    expect(JSON.stringify(json)).not.toContain('p@ss');
  });

  it('are added with their device; found again, they are known', async () => {
    const url = world.cameras.urls[0]!.replace('rtsp://', 'rtsp://admin:p%40ss%20word@');
    const onvif = { service: device.service, profile: 'main' };
    const elsewhere = await post('/api/cameras', {
      id: 'gate',
      url,
      onvif: { ...onvif, service: 'http://192.0.2.9/onvif' },
    });
    expect(elsewhere.status).toBe(422);
    const added = await post('/api/cameras', { id: 'gate', url, onvif });
    expect(added.json).toMatchObject({ movable: true, onvif });
    const { json } = await post('/api/cameras/discover', { seconds: 1, address: device.service, ...login });
    expect(json.onvif[0].profiles.map(({ camera }: { camera?: string }) => camera)).toEqual([
      'gate',
      undefined,
    ]);
  });

  it('have their clock set by choice, with what it was in the log', async () => {
    const { json } = await post('/api/cameras/clock', { camera: 'gate' });
    expect(json.kind).toBe('done');
    expect(Math.abs(json.beforeMs - 8 * 3_600_000)).toBeLessThan(60_000);
    expect(Math.abs(device.clockOffsetMs())).toBeLessThan(60_000);
    expect(await lastEntry()).toMatchObject({ what: 'camera-clock/gate', by: 'admin' });
    const byDevice = await post('/api/cameras/clock', { service: device.service, ...login });
    expect(byDevice.json.kind).toBe('done');
    const wrong = await post('/api/cameras/clock', { service: device.service, user: 'admin', password: 'x' });
    expect(wrong.json).toMatchObject({
      kind: 'failed',
      sentence: { en: expect.stringContaining('refused') },
    });
  });

  it('are moved by whoever may see them; each movement stands in the log before it happens', async () => {
    const moved = await post('/api/cameras/gate/move', { act: 'move', pan: 50, tilt: -20 }, 'operator');
    expect(moved.json).toEqual({ kind: 'done' });
    const entry = await lastEntry();
    expect(entry).toMatchObject({ what: 'camera-move/gate', by: 'operator' });
    expect(JSON.parse(entry['after'] as string)).toEqual({ act: 'move', pan: 50, tilt: -20, zoom: 0 });
    await post('/api/cameras/gate/move', { act: 'stop' }, 'operator');
    expect(device.movements).toEqual(['move 0.5 -0.2 0', 'stop']);
  });

  it('have presets: whoever answers for the unit sets them with a reason, operators go to them', async () => {
    const wish = { act: 'set', name: '大门', reason: '按备案角度' };
    expect((await post('/api/cameras/gate/presets', wish, 'operator')).status).toBe(403);
    expect((await post('/api/cameras/gate/presets', wish, 'manager')).json).toEqual({ kind: 'done' });
    expect(JSON.parse((await lastEntry())['after'] as string)).toEqual(wish);
    const { json } = await world.people.operator.call('GET', '/api/cameras/gate/presets');
    expect(json).toEqual({ kind: 'presets', presets: [{ token: 'p1', name: '大门' }] });
    await post('/api/cameras/gate/move', { act: 'go', preset: 'p1' }, 'operator');
    expect(device.movements.at(-1)).toBe('go p1');
  });

  it('tell what they notice: tampering is an alarm that ends with it, motion only where somebody chose it', async () => {
    const standing = async (): Promise<string[]> =>
      (await world.people.operator.call('GET', '/api/alarms')).json.alarms.flatMap(
        ({ kind, subject, state }: Record<string, string>) =>
          state === 'raised' && kind?.startsWith('camera-') ? [`${kind} ${subject}`] : [],
      );
    const until = async (wanted: (alarms: string[]) => boolean) => {
      while (!wanted(await standing())) await new Promise((resolve) => setTimeout(resolve, 100));
    };
    const motion = { topic: 'tns1:RuleEngine/CellMotionDetector/Motion', item: 'IsMotion', isOn: true };
    const tamper = { topic: 'tns1:VideoSource/GlobalSceneChange/ImagingService', item: 'State', isOn: true };
    device.tell(motion);
    device.tell(tamper);
    await until((alarms) => alarms.includes('camera-tamper gate'));
    expect(await standing()).not.toContain('camera-motion gate');
    device.tell({ ...tamper, isOn: false });
    await until((alarms) => !alarms.includes('camera-tamper gate'));
    const { json } = await world.people.administrator.call('PATCH', '/api/cameras/gate', {
      motionAlarm: true,
    });
    expect(json.motionAlarm).toBe(true);
    device.tell(motion);
    await until((alarms) => alarms.includes('camera-motion gate'));
    device.tell({ ...motion, isOn: false });
    await until((alarms) => !alarms.includes('camera-motion gate'));
    const { log } = world.running.core;
    const kept = async () => {
      const entries = Array.from({ length: log.size() }, (_, at) => log.entryBytes(at));
      return (await Promise.all(entries)).map((bytes) => Buffer.from(bytes).toString()).join();
    };
    for (const kind of ['onvif/tamper', 'onvif/motion'])
      while (!(await kept()).includes(kind)) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('obey a platform above in what it may: they turn, stop and go to a preset by its number, and keep their presets', async () => {
    const movements = new Movements({ core: world.running.core, gb28181: () => undefined });
    const obey = (command: Parameters<Movements['obey']>[1]) =>
      movements.obey('gate', command, 'gb28181:34020000002000000001');
    expect(await obey({ kind: 'move', pan: -128, tilt: 0, zoom: 15 })).toBe(true);
    expect(await lastEntry()).toMatchObject({ what: 'camera-move/gate', by: 'gb28181:34020000002000000001' });
    expect(await obey({ kind: 'stop' })).toBe(true);
    expect(await obey({ kind: 'preset', action: 'call', number: 1 })).toBe(true);
    expect(device.movements.slice(-3)).toEqual(['move -0.5 0 1', 'stop', 'go p1']);
    expect(await obey({ kind: 'preset', action: 'delete', number: 1 })).toBe(false);
    expect(await obey({ kind: 'lens', code: 0x44 })).toBe(false);
    await movements.close();
  });

  it('that are only a stream say why they cannot be moved, and nothing is logged of them', async () => {
    await post('/api/cameras', { id: 'plain', url: world.cameras.urls[0]! });
    const before = world.running.core.log.size();
    const { json } = await post('/api/cameras/plain/move', { act: 'stop' });
    expect(json).toMatchObject({ kind: 'failed', detail: 'not-movable' });
    expect((await post('/api/cameras/clock', { camera: 'plain' })).json.kind).toBe('failed');
    expect(world.running.core.log.size()).toBeLessThanOrEqual(before + 1);
  });
});
