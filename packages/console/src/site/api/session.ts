// SPDX-License-Identifier: Apache-2.0
/** Who is signed in, and signing in and out. */
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';
import { RequestRefused } from '../../frame/request.ts';

export type { Person } from '@mingjing/contracts/site';

export interface Session {
  readonly person: contract.Person | undefined;
  readonly unitName: string;
}

/** The session of this browser; `person` undefined when nobody is signed in. */
export async function readSession(): Promise<Session> {
  try {
    const { person, unit } = await call(contract.readMe);
    return { person, unitName: unit.name };
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.status === 401)
      return { person: undefined, unitName: '' };
    throw error;
  }
}

export const signIn = (user: string, password: string): Promise<contract.SignInAnswer> =>
  call(contract.signIn, { body: { user, password } });
export const confirmSecondFactor = (code: string): Promise<contract.SignInAnswer> =>
  call(contract.confirmSecondFactor, { body: { code } });
export const signOut = (): Promise<unknown> => call(contract.signOut);
export const changePassword = (current: string, next: string): Promise<unknown> =>
  call(contract.changePassword, { body: { current, next } });
