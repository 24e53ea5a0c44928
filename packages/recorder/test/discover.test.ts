// SPDX-License-Identifier: Apache-2.0
/** `mingjing discover` against devices of our own on the loopback: what it says, what it refuses, what it survives. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OnvifDeviceOptions, type OnvifDeviceSimulator, startOnvifDevice } from '@mingjing/simulator';
import { afterEach, expect, test } from 'vitest';
import { makeOwnCertificate } from './own-certificate.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-discover-'));
const passwordFile = join(folder, 'password');
writeFileSync(passwordFile, 'se&cret<1>\n');
const account = { user: 'admin', password: 'se&cret<1>', by: 'ws-security' } as const;
const main = {
  token: 'main',
  encoding: 'H264',
  width: 1920,
  height: 1080,
  uri: 'rtsp://127.0.0.1:8554/1',
} as const;
const fine = { ...main, token: 'fine', encoding: 'H265', uri: 'rtsp://127.0.0.1:8554/2' } as const;

const started: OnvifDeviceSimulator[] = [];
afterEach(async () => {
  for (const device of started.splice(0)) await device.close();
});

async function start(options: Partial<OnvifDeviceOptions> = {}): Promise<OnvifDeviceSimulator> {
  const device = await startOnvifDevice({ profiles: [main], ...options });
  started.push(device);
  return device;
}

type Found = {
  readonly address: string;
  readonly name: string;
  readonly hardware: string;
  readonly profiles: readonly Readonly<Record<string, unknown>>[];
  readonly problem?: { readonly code: string; readonly sentence: { readonly zh: string } };
  readonly certificate?: string;
  readonly clockOffsetMs?: number;
};

/** Asks the device's discovery port, or its service directly. */
async function discover(device: OnvifDeviceSimulator, ...more: readonly string[]): Promise<Found[]> {
  const { host, port } = device.discovery;
  const args = ['discover', '--seconds', '1', '--address', `${host}:${port}`, ...more, '--json'];
  const { code, out } = await runCommand(args);
  expect(code).toBe(0);
  return JSON.parse(out) as Found[];
}
const withPassword = ['--user', 'admin', '--password-file', passwordFile];

test('a camera without a password is found once and tells its streams', async () => {
  const device = await start({
    scopes: ['onvif://www.onvif.org/name/Gate\n 1', 'onvif://www.onvif.org/hardware/DS-2%20CD '],
  });
  const found = await discover(device);
  expect(found).toMatchObject([{ address: '127.0.0.1', name: 'Gate 1', hardware: 'DS-2 CD' }]);
  expect(found[0]!.profiles).toEqual([
    { token: 'main', codec: 'h264', width: 1920, height: 1080, url: 'rtsp://127.0.0.1:8554/1' },
  ]);
  expect(found[0]!.problem).toBeUndefined();
});

test('media 2 is asked when offered: H.265 stands only there', async () => {
  const found = await discover(await start({ profiles: [main, fine], hasMedia2: true }));
  expect(found[0]!.profiles.map(({ token, codec }) => [token, codec])).toEqual([
    ['main', 'h264'],
    ['fine', 'h265'],
  ]);
});

test('a device that knows only GetCapabilities is read all the same', async () => {
  const found = await discover(await start({ isOld: true }));
  expect(found[0]!.profiles).toHaveLength(1);
});

test('a device that wants a password says so, and opens to the right one even with its clock two hours off', async () => {
  const device = await start({ account, clockOffsetMs: 7_200_000 });
  expect((await discover(device))[0]).toMatchObject({ profiles: [], problem: { code: 'password-needed' } });
  const wrong = join(folder, 'wrong');
  writeFileSync(wrong, 'other');
  const refused = await discover(device, '--user', 'admin', '--password-file', wrong);
  expect(refused[0]!.problem).toMatchObject({ code: 'wrong-password' });
  expect(refused[0]!.problem!.sentence.zh).toContain('密码');
  const [opened] = await discover(device, ...withPassword);
  expect(opened!.profiles).toHaveLength(1);
  expect(Math.abs(opened!.clockOffsetMs! - 7_200_000)).toBeLessThan(60_000);
});

test('HTTP digest in place of WS-Security', async () => {
  const device = await start({ account: { ...account, by: 'http-digest' } });
  expect((await discover(device, ...withPassword))[0]!.profiles).toHaveLength(1);
  expect((await discover(device))[0]!.problem).toMatchObject({ code: 'password-needed' });
});

test('TLS with a certificate of its own is used and told', async () => {
  const device = await start({ tls: makeOwnCertificate('camera') });
  expect((await discover(device))[0]).toMatchObject({
    certificate: 'self-signed',
    profiles: [{ token: 'main' }],
  });
});

test('no credentials in an address, however the device writes them', async () => {
  const uris = [
    'rtsp://admin:p@ss/w#rd@127.0.0.1:8554/a',
    'rtsp://127.0.0.1:8554/a?user=admin&password=topsecret&x=1',
    'rtsp://127.0.0.1:8554/user=admin_password=topsecret_channel=1_stream=0.sdp',
    'rtsp://127.0.0.1:8554/live?session=8f3a9c71d2&channel=1',
    'rtsp://127.0.0.1:8554/8f3a9c71d2/main',
    'rtsp://127.0.0.1:8554/cam/realmonitor?channel=1&subtype=0&unicast=true&proto=Onvif',
    'rtsp://127.0.0.1:8554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1',
    'rtsp://127.0.0.1:8554/h264/ch1/main/av_stream',
  ];
  const profiles = uris.map((uri, at) => ({ ...main, token: `t${at}`, uri }));
  const found = await discover(await start({ profiles }));
  expect(found[0]!.profiles.map(({ url }) => url)).toEqual([
    'rtsp://127.0.0.1:8554/…',
    'rtsp://127.0.0.1:8554/…?user=…&password=…&x=1',
    'rtsp://127.0.0.1:8554/user=…_password=…_channel=1_stream=0.sdp',
    'rtsp://127.0.0.1:8554/live?session=…&channel=1',
    'rtsp://127.0.0.1:8554/…/main',
    'rtsp://127.0.0.1:8554/cam/realmonitor?channel=1&subtype=0&unicast=true&proto=Onvif',
    'rtsp://127.0.0.1:8554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1',
    'rtsp://127.0.0.1:8554/h264/ch1/main/av_stream',
  ]);
});

test('a device that names itself by another address is called where it answered, nobody else is', async () => {
  const found = await discover(await start({ claimedHost: '192.0.2.99' }));
  expect(found[0]).toMatchObject({ address: '127.0.0.1', profiles: [{ token: 'main' }] });
});

test('hostile answers end in words', async () => {
  const deep = `${'<a>'.repeat(5000)}`;
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`;
  const endless = (response: { write: (text: string) => boolean; destroyed: boolean }) => {
    const more = () => {
      if (response.destroyed) return;
      response.write(`<x>${'y'.repeat(1 << 16)}</x>`);
      setImmediate(more);
    };
    more();
  };
  for (const [hostile, code] of [
    ['<html>router login</html>', 'not-onvif'],
    [deep, 'not-onvif'],
    [entities, 'not-onvif'],
    ['\u0000\u0001<<<&&&', 'not-onvif'],
    [endless, 'too-large'],
  ] as const)
    expect((await discover(await start({ hostile })))[0]).toMatchObject({ profiles: [], problem: { code } });
});

test('an address without a device finds nothing; unusable arguments are exit 2', async () => {
  const device = await start();
  const direct = await runCommand(['discover', '--address', device.service, '--json']);
  expect(JSON.parse(direct.out)).toMatchObject([
    { name: 'Mingjing Simulator', profiles: [{ token: 'main' }] },
  ]);
  const silent = await runCommand(['discover', '--seconds', '0.2', '--address', '127.0.0.1:9', '--json']);
  expect([silent.code, silent.out]).toEqual([0, '[]\n']);
  for (const args of [
    ['--seconds', 'x'],
    ['--seconds', '0'],
    ['--interface', 'eth0'],
    ['--user', 'a'],
    ['--address', 'http://a:b@127.0.0.1/'],
    ['--nonsense'],
  ]) {
    const { code, err } = await runCommand(['discover', ...args]);
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  }
});
