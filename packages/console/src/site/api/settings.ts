// SPDX-License-Identifier: Apache-2.0
/** The unit, the evidence key, and one's own account. */
import type { AnswerOf } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type Settings = AnswerOf<typeof contract.readSettings>;

export const changeSettings = (body: contract.SettingsChange): Promise<contract.Settings> =>
  call(contract.changeSettings, { body });

export const endSignIn = (id: string): Promise<unknown> => call(contract.endSignIn, { params: { id } });
export const beginSecondFactor = (password: string): Promise<AnswerOf<typeof contract.beginSecondFactor>> =>
  call(contract.beginSecondFactor, { body: { password } });
export const confirmNewSecondFactor = (code: string): Promise<unknown> =>
  call(contract.confirmNewSecondFactor, { body: { code } });
export const endSecondFactor = (password: string): Promise<unknown> =>
  call(contract.endSecondFactor, { body: { password } });
