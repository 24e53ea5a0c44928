// SPDX-License-Identifier: Apache-2.0
/** The unit, the evidence key, and one's own account. */
import type { AnswerOf } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type Settings = AnswerOf<typeof contract.readSettings>;
export type Keys = AnswerOf<typeof contract.readKeys>;

export const readSettings = (): Promise<Settings> => call(contract.readSettings);
export const changeSettings = (body: contract.SettingsChange): Promise<contract.Settings> =>
  call(contract.changeSettings, { body });
export const readKeys = (): Promise<Keys> => call(contract.readKeys);

export const listSignIns = async (): Promise<readonly contract.SignIn[]> =>
  (await call(contract.listSignIns)).signIns;
export const endSignIn = (id: string): Promise<unknown> => call(contract.endSignIn, { params: { id } });
export const beginSecondFactor = (password: string): Promise<AnswerOf<typeof contract.beginSecondFactor>> =>
  call(contract.beginSecondFactor, { body: { password } });
export const confirmNewSecondFactor = (code: string): Promise<unknown> =>
  call(contract.confirmNewSecondFactor, { body: { code } });
export const endSecondFactor = (password: string): Promise<unknown> =>
  call(contract.endSecondFactor, { body: { password } });
