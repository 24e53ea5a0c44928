// SPDX-License-Identifier: Apache-2.0
/** The own account: password, second factor, backup codes. */
import {
  beginNewSecondFactor,
  changeOwnPassword,
  confirmNewSecondFactor,
  endSecondFactor,
  readSecondFactor,
  renewBackupCodes,
} from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';

export const accountRoutes: Routes = [
  // Before the gate: who has a one-time password is let in for nothing else. Where a second factor is set up, it comes first.
  serve(changeOwnPassword, async ({ services, headers, body }) => {
    const actor = await services.accounts.findActor(headers);
    if (!actor) throw new PlatformError('platform/unauthenticated');
    if (actor.secondFactorEnrolled && !actor.assurance?.secondFactor)
      throw new PlatformError('platform/second-factor-required');
    await services.accounts.own.changePassword(actor, body.current, body.next);
    await services.accounts.note(actor, changeOwnPassword.id, headers);
    return { changed: true } as const;
  }),
  serve(readSecondFactor, async ({ services, actor, touch }) => {
    touch({ ids: [] });
    const state = await services.accounts.own.secondFactorOf(actor);
    return { ...state, mayEnd: state.enrolled && actor.audience !== 'official' };
  }),
  serve(beginNewSecondFactor, async ({ services, actor, body, touch }) => {
    touch({ ids: [] });
    const { address, backupCodes } = await services.accounts.own.beginFactor(actor, body.password);
    return { address, backupCodes: [...backupCodes] };
  }),
  serve(confirmNewSecondFactor, async ({ services, actor, body, touch }) => {
    touch({ ids: [] });
    await services.accounts.own.confirmFactor(actor, body.code);
    return { changed: true } as const;
  }),
  serve(renewBackupCodes, async ({ services, actor, body, touch }) => {
    touch({ ids: [] });
    return { backupCodes: [...(await services.accounts.own.renewBackupCodes(actor, body.password))] };
  }),
  serve(endSecondFactor, async ({ services, actor, body, touch }) => {
    touch({ ids: [] });
    await services.accounts.own.endFactor(actor, body.password);
    return { changed: true } as const;
  }),
];
