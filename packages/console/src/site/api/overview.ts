// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing. */
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type { CameraRetention, Overview } from '@mingjing/contracts/site';

export const confirmClock = (): Promise<unknown> => call(contract.confirmClock);
