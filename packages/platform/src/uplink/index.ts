// SPDX-License-Identifier: Apache-2.0
export { openCalls } from './calls.ts';
export { isErrandOf, noteCollected, sendAgain, sendErrand } from './errands.ts';
export { type Difference, differencesOf, type FiledFacts, liveDuties } from './live-duties.ts';
export { findSpeaker, openRecorderDesk } from './recorder-desk.ts';
export { hashOfCode, type RecorderRow, writeEvent } from './recorder-store.ts';
export { uplinkRoutes } from './routes.ts';
export { noteSilence } from './silence.ts';
export {
  challengesOf,
  challengeUnit,
  recordersInUse,
  type StandingChallenge,
  type StandingRecorder,
} from './unit-standing.ts';
