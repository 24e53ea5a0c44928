// SPDX-License-Identifier: Apache-2.0
/** Cameras that only speak over TLS, and cameras whose media come by one way only. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Cameras, countFramesInFiles, startCameras } from '@mingjing/simulator';
import { expect, it, type TestContext } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import type { RecorderCore } from '../src/recording/core/media/recorder-media.ts';
import type { CameraSettings } from '../src/terms/cameras.ts';
import { makeOwnCertificate } from './own-certificate.ts';
import { segmentFiles, temporaryDirectory, waitFor } from './recorder-world.ts';

async function recording(
  test: TestContext,
  cameras: readonly CameraSettings[],
): Promise<{ readonly recorder: RecorderCore; readonly path: string }> {
  const { path, remove } = await temporaryDirectory();
  const recorder = await openRecorder({
    directory: path,
    segmentSeconds: 1,
    workers: 0,
    cameras,
    allowAddresses: ['127.0.0.1'],
  });
  test.onTestFinished(async () => {
    await recorder.close();
    await remove();
  });
  return { recorder, path };
}

it.concurrent('over TLS every picture is recorded; the certificate is kept, and another one is not talked to', async (test) => {
  const auth = { scheme: 'digest-md5', user: 'admin', password: 'se cret' } as const;
  const first = await startCameras({ count: 1, clip: 'small', tls: makeOwnCertificate('camera'), auth });
  const { recorder, path } = await recording(test, [{ id: 'a', url: first.urls[0]! }]);
  await waitFor(() => recorder.segments({ camera: 'a' }).length >= 2);
  const pinned = () => recorder.cameras.list()[0]?.certificateSha256;
  expect(recorder.cameras.find('a')?.certificate).toEqual({ sha256: pinned(), isTrusted: false });
  await first.close();
  let other: Cameras | undefined = await startCameras({
    count: 1,
    clip: 'small',
    port: first.port,
    tls: makeOwnCertificate('somebody else'),
    auth,
  });
  test.onTestFinished(() => other?.close());
  await waitFor(() => recorder.cameras.find('a')?.cause === 'certificate-changed');
  expect(other.stats().framesSent).toBe(0);
  const counted = countFramesInFiles(await segmentFiles(path, 'a'));
  expect([counted.missing, counted.duplicated]).toEqual([0, 0]);
  const shown = recorder.cameras.find('a')!.certificate!.sha256;
  expect(shown).not.toBe(pinned());
  await recorder.cameras.update('a', { certificateSha256: shown }, 'admin');
  await waitFor(() => recorder.cameras.find('a')?.state === 'recording');
  await other.close();
  other = undefined;
});

it.concurrent('a test says of TLS what it saw, and of plain answers that they are none', async (test) => {
  const { recorder } = await recording(test, []);
  const plain = createServer((socket) => socket.end('RTSP/1.0 400 Bad Request\r\n\r\n'));
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  const secure = await startCameras({ count: 1, clip: 'small', tls: makeOwnCertificate('camera') });
  test.onTestFinished(async () => {
    plain.close();
    await secure.close();
  });
  const refused = await recorder.testCamera(`rtsps://127.0.0.1:${port}/1`);
  expect(refused).toMatchObject({ kind: 'failed', reason: 'not-tls' });
  const answered = await recorder.testCamera(secure.urls[0]!);
  expect(answered).toMatchObject({ kind: 'ok', isSigned: false, certificate: { isTrusted: false } });
});

it.concurrent.each([
  ['no-udp', 'udp', 'udp-refused'],
  ['no-tcp', 'tcp', 'tcp-refused'],
  ['lost-udp', 'udp', 'udp-silent'],
] as const)('%s: the other way is taken and told', async (fault, transport, deviation) => {
  const cameras = await startCameras({ count: 1, clip: 'small', fault });
  const { path, remove } = await temporaryDirectory();
  const recorder = await openRecorder({
    directory: path,
    segmentSeconds: 1,
    workers: 0,
    cameras: [{ id: 'a', url: cameras.urls[0]!, transport }],
  });
  try {
    await waitFor(() => recorder.segments({ camera: 'a' }).length >= 2);
    expect(recorder.cameras.find('a')).toMatchObject({ reconnects: 0, deviations: { [deviation]: 1 } });
  } finally {
    await recorder.close();
    await cameras.close();
    await remove();
  }
});
