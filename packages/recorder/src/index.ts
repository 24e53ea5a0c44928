// SPDX-License-Identifier: Apache-2.0
/** The recorder's door: recording and the store. What serves it to people is behind `@mingjing/recorder/server`. */

export { parseRecorderConfig, RecorderConfig, readRecorderConfig } from './config/recorder-config.ts';
export { type GapCause, gapCauses } from './core/causes.ts';
export { type DiscoverOptions, discoverCameras } from './core/discover-cameras.ts';
export type { RecorderCore } from './core/media/recorder-media.ts';
export { type ListedSegment, listSegments, type ReindexReport, reindexStore } from './core/offline.ts';
export { openRecorder } from './core/open-recorder.ts';
export { type CameraHealth, pictureHealth } from './core/picture-health.ts';
export { type RecordOptions, type RecordSummary, recordCameras } from './core/record-cameras.ts';
export type * from './core/recorder-core.ts';
export type { RecorderSurroundings } from './core/surroundings.ts';
export {
  RecorderError,
  type RecorderErrorCode,
  recorderErrorSentence,
  recorderErrorSentences,
  type Sentence,
} from './errors.ts';
export type { OnvifDevice, OnvifProfile } from './onvif/device.ts';
export { type KeyRotation, rotateLogKey } from './store/key-rotation.ts';
