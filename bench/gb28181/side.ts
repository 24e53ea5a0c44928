// SPDX-License-Identifier: Apache-2.0
/** One side of a run in a process of its own, so that its cost is counted alone: a recorder, or a device. */
import { startGbDevice } from '@mingjing/simulator';
import { parseGb28181Config } from '../../packages/recorder/src/gb28181/gb28181-config.ts';
import { startRecorder } from '../../packages/recorder/src/server.ts';

const [role, json] = process.argv.slice(2);
const options = JSON.parse(json!);
if (role === 'device') {
  const device = await startGbDevice(options);
  process.send?.({ channels: device.channels.map(({ id }) => id) });
  process.once('message', () => void device.close().then(() => process.disconnect()));
} else {
  const { directory, cameras, gb28181 } = options;
  const recorder = await startRecorder({
    directory,
    port: 0,
    cameras,
    gb28181: parseGb28181Config(gb28181, directory),
  });
  process.send?.({ url: recorder.url });
  process.on('message', (message) => {
    if (message === 'status')
      process.send?.(
        recorder.core.cameras.status().map(({ state, frames, bytes, packetsLost, reconnects }) => ({
          ...{ state, frames, bytes, packetsLost, reconnects },
        })),
      );
    else void recorder.close().then(() => process.disconnect());
  });
}
