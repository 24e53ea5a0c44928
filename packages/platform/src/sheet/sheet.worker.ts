// SPDX-License-Identifier: Apache-2.0
/** Reads one upload and ends. Its memory is bounded by the host; whatever it runs into stays here. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheets } from './read-sheets.ts';

try {
  parentPort?.postMessage({ sheets: await readSheets(workerData as Uint8Array) });
} catch (error) {
  const { code, facts, message } = error as { code?: string; facts?: object; message: string };
  parentPort?.postMessage({ refusal: { code, facts, message } });
}
