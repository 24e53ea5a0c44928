// SPDX-License-Identifier: Apache-2.0
export { totp } from './authenticator.ts';
export { countFrames, countFramesInFiles, type FrameCount, stampsInFile } from './count-frames.ts';
export { demoScenes } from './demo-scenes.ts';
export { SimulatorError, type SimulatorErrorCode, simulatorErrorSentences } from './errors.ts';
export { conversationFaults, streamFaults } from './fault.ts';
export { type FrameStamp, findStamp, readStamp, stampUuid } from './frame-stamp.ts';
export { type GbDeviceOptions, type GbDeviceSimulator, startGbDevice } from './gb28181/device.ts';
export {
  type PlatformCall,
  startUpperPlatform,
  type UpperPlatformSimulator,
} from './gb28181/upper-platform.ts';
export {
  type MailServer,
  type MailServerOptions,
  type ReceivedLetter,
  startMailServer,
} from './mail-server.ts';
export {
  type OnvifCall,
  type OnvifDeviceOptions,
  type OnvifDeviceSimulator,
  startOnvifDevice,
} from './onvif/device.ts';
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
export { type Cheat, cheats } from './recorders/cheats.ts';
export { runCounty } from './recorders/county.ts';
export { CountyRefusal } from './recorders/county-platform.ts';
export { SimulatedRecorder } from './recorders/simulated-recorder.ts';
export { type Ask, type FuzzAnswer, fuzzProgram, type OpenApiDocument } from './rest/fuzz.ts';
export { stampedStream } from './stamped-stream.ts';
export { startCameras } from './start-cameras.ts';
