// SPDX-License-Identifier: Apache-2.0
/** Holds: what is kept past its time. */
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type { Hold } from '@mingjing/contracts/site';

export const placeHold = (body: contract.NewHold) => call(contract.placeHold, { body });
export const releaseHold = (id: string): Promise<contract.Hold> =>
  call(contract.releaseHold, { params: { id } });
