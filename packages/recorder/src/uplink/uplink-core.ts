// SPDX-License-Identifier: Apache-2.0
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';

/** What calling the platform needs of the recorder: its key, its log, its clocks. No pictures. */
export type UplinkCore = Pick<
  CoreWithoutMedia,
  | 'signer'
  | 'logKeys'
  | 'algorithms'
  | 'log'
  | 'nowMs'
  | 'checkpoint'
  | 'keepCosignature'
  | 'confirmTime'
  | 'trustedNowMs'
>;
