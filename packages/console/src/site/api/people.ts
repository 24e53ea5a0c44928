// SPDX-License-Identifier: Apache-2.0
/** People of the unit. */
import type { AnswerOf, BodyOf, SiteRole } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type Role = SiteRole;
export type UnitPerson = contract.Person;

export const addPerson = (
  body: BodyOf<typeof contract.addPerson>,
): Promise<AnswerOf<typeof contract.addPerson>> => call(contract.addPerson, { body });
export const changePerson = (id: string, body: BodyOf<typeof contract.changePerson>): Promise<UnitPerson> =>
  call(contract.changePerson, { params: { id }, body });
export const resetPassword = (id: string): Promise<{ password: string }> =>
  call(contract.resetPassword, { params: { id } });
export const endSignInsOf = (id: string): Promise<unknown> => call(contract.endSignInsOf, { params: { id } });
