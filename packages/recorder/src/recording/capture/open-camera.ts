// SPDX-License-Identifier: Apache-2.0
/** The stream that an address asks for: RTSP, or a device that registers with us. */

import { parseDeviceAddress } from '../../terms/device-address.ts';
import type { OpenStream } from './camera-stream.ts';
import { openDeviceStream } from './device-stream.ts';
import { openRtspStream } from './rtsp-stream.ts';

export const openCameraStream: OpenStream = (options, handlers) =>
  parseDeviceAddress(options.url) ? openDeviceStream(options, handlers) : openRtspStream(options, handlers);
