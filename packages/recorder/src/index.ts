// SPDX-License-Identifier: Apache-2.0
/** The recorder's door: recording and the store. What serves it to people is behind `@mingjing/recorder/server`. */

export {
  RecorderError,
  type RecorderErrorCode,
  recorderErrorSentence,
  recorderErrorSentences,
  type Sentence,
} from './errors.ts';
export type { OnvifDevice, OnvifProfile } from './onvif/device.ts';
export { type DiscoverOptions, discoverCameras } from './recording/core/discover-cameras.ts';
export { changeStartSecret, openOfflineFootage } from './recording/core/media/offline-footage.ts';
export { openRecorder } from './recording/core/media/open-recorder.ts';
export { type CameraHealth, pictureHealth } from './recording/core/media/picture-health.ts';
export {
  type RecordOptions,
  type RecordSummary,
  recordCameras,
} from './recording/core/media/record-cameras.ts';
export type { RecorderCore } from './recording/core/media/recorder-media.ts';
export {
  type ListedSegment,
  listSegments,
  type ReindexReport,
  reindexStore,
} from './recording/core/offline.ts';
export { parseRecorderConfig, RecorderConfig, readRecorderConfig } from './recording/core/recorder-config.ts';
export type * from './recording/core/recorder-core.ts';
export type { RecorderSurroundings } from './recording/core/surroundings.ts';
export { type KeyRotation, rotateLogKey } from './recording/opening/key-rotation.ts';
export type * from './terms/alarms.ts';
export type * from './terms/cameras.ts';
export { type GapCause, gapCauses } from './terms/causes.ts';
export type * from './terms/footage.ts';
export type * from './terms/holds.ts';
export type * from './terms/log-reader.ts';
