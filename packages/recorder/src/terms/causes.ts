// SPDX-License-Identifier: Apache-2.0
/** Why footage is missing. The words lie with the verifier, which says them where no recorder is. */
import { gapCauses } from '@mingjing/evidence';

export { gapCauses };
export type GapCause = keyof typeof gapCauses;
