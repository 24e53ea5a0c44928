// SPDX-License-Identifier: Apache-2.0
/** The recorder's other door: a recorder that is served to people, and exports. */

export { type ReadStatus, readGb28181Status } from './gb28181/read-status.ts';
export { goFirst } from './recording/core/priority.ts';
export { backUpStore, type StoreBackup } from './recording/store/backup-store.ts';
export { tryLockStore } from './recording/store/lock.ts';
export { storeParts } from './recording/store/store-parts.ts';
export type { RunningRecorder } from './server/serve.ts';
export { readServerConfig } from './server/server-config.ts';
export { type StartOptions, startRecorder } from './server/start-recorder.ts';
export {
  exportFromStore,
  type StoreExport,
  type StoreExported,
} from './site/export/export-from-store.ts';
export { refusalSentence, ServerRefusal, type ServerRefusalCode, serverRefusals } from './terms/refusal.ts';
