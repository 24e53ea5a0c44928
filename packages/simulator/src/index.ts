// SPDX-License-Identifier: Apache-2.0
export { SimulatorError, type SimulatorErrorCode, simulatorErrorSentences } from './errors.ts';
export {
  type AudioCodec,
  audioCodecs,
  type CameraAuth,
  type Cameras,
  type CamerasOptions,
  type CamerasStats,
  type CameraTraits,
  type ClipName,
  clipNames,
  type SessionStats,
  type VideoCodec,
  videoCodecs,
} from './options.ts';
