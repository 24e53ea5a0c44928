// SPDX-License-Identifier: Apache-2.0
/** The cameras of one run, in a process of their own so that their cost is not counted with the recorder's. */
import { startCameras } from '@mingjing/simulator';

const [count, bitrate, codec] = process.argv.slice(2);
const cameras = await startCameras({
  count: Number(count),
  bitrate: Number(bitrate),
  codec: codec === 'h265' ? 'h265' : 'h264',
});
process.send?.({ urls: cameras.urls });
process.on('message', () => {
  process.send?.(cameras.stats(), async () => {
    await cameras.close();
    process.disconnect();
  });
});
