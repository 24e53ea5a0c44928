// SPDX-License-Identifier: Apache-2.0
/** The recorder's door. */
export { type GapCause, gapCauses } from './core/causes.ts';
export type * from './core/recorder-core.ts';
export {
  RecorderError,
  type RecorderErrorCode,
  recorderErrorSentence,
  recorderErrorSentences,
  type Sentence,
} from './errors.ts';
