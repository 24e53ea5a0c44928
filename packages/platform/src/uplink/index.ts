// SPDX-License-Identifier: Apache-2.0
export { openCalls } from './calls.ts';
export { noteSilence, openRecorderDesk } from './recorder-desk.ts';
export { hashOfCode } from './recorder-store.ts';
export { uplinkRoutes } from './routes.ts';
