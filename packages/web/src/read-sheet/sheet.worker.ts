// SPDX-License-Identifier: Apache-2.0
/** Reads one upload and ends. Its memory is bounded by the host; whatever it runs into stays here. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheets } from './read-sheets.ts';
import type { SheetRefusal } from './sheet-refusal.ts';

try {
  parentPort?.postMessage({ sheets: await readSheets(workerData as Uint8Array) });
} catch (error) {
  const { kind, reason, message } = error as Partial<SheetRefusal>;
  parentPort?.postMessage({ refusal: { kind, reason, message } });
}
