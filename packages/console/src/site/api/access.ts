// SPDX-License-Identifier: Apache-2.0
/** Access sessions: no picture without one. */
import type { BodyOf } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type { AccessSession, Officer, Requester } from '@mingjing/contracts/site';

type AccessSession = contract.AccessSession;
export type AccessState = AccessSession['state'];
export type AccessRequest = contract.AccessRequest;

export const askToLook = (body: AccessRequest): Promise<AccessSession> => call(contract.askToLook, { body });
export const completeSession = (
  id: string,
  body: BodyOf<typeof contract.completeSession>,
): Promise<AccessSession> => call(contract.completeSession, { params: { id }, body });
export const takeOverSession = (id: string, emergency: boolean): Promise<AccessSession> =>
  call(contract.takeOverSession, { params: { id }, body: { emergency } });
export const decideSession = (
  id: string,
  body: BodyOf<typeof contract.decideSession>,
): Promise<AccessSession> => call(contract.decideSession, { params: { id }, body });
export const reviewSession = (
  id: string,
  body: BodyOf<typeof contract.reviewSession>,
): Promise<AccessSession> => call(contract.reviewSession, { params: { id }, body });
