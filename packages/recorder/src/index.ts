// SPDX-License-Identifier: Apache-2.0
/** The recorder's door. */

export { parseRecorderConfig, RecorderConfig, readRecorderConfig } from './config/recorder-config.ts';
export { type GapCause, gapCauses } from './core/causes.ts';
export { type ListedSegment, listSegments, type ReindexReport, reindexStore } from './core/offline.ts';
export { openRecorder } from './core/open-recorder.ts';
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
export {
  exportFromStore,
  type StoreExport,
  type StoreExported,
} from './export/export-from-store.ts';
export { refusalSentence, ServerRefusal, type ServerRefusalCode, serverRefusals } from './server/refusal.ts';
export type { RunningRecorder } from './server/serve.ts';
export { readServerConfig } from './server/server-config.ts';
export { type StartOptions, startRecorder } from './server/start-recorder.ts';
export { type KeyRotation, rotateLogKey } from './store/key-rotation.ts';
