// SPDX-License-Identifier: Apache-2.0
/** Signing in and out, one's own account, and the people of the unit. */
import {
  addPerson,
  beginSecondFactor,
  changePassword,
  changePerson,
  confirmNewSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  endSignIn,
  endSignInsOf,
  listPeople,
  listSignIns,
  readMe,
  resetPassword,
  signIn,
  signOut,
} from '@mingjing/contracts/site';
import type { ServerContext } from '../server/context.ts';
import { authHeaders } from '../server/door.ts';
import { type Served, serve } from '../server/serving.ts';
import { ServerRefusal } from '../terms/refusal.ts';
import { minPasswordLength } from './accounts.ts';

export function servedSignIn({
  accounts,
  lockOut,
  settings,
  gate,
  streams,
}: ServerContext): readonly Served[] {
  return [
    serve(signIn, async ({ body, request, reply }) => {
      const { user, password } = body;
      lockOut.check(user);
      const step = await accounts.signIn(user, password, authHeaders(request));
      if (step.kind === 'wrong')
        throw new ServerRefusal('recorder/sign-in-wrong', { left: lockOut.failed(user) });
      lockOut.cleared(user);
      reply.header('set-cookie', [...step.cookies]);
      return step.kind === 'signed-in' ? { kind: step.kind, person: step.person } : { kind: step.kind };
    }),
    serve(confirmSecondFactor, async ({ body, request, reply }) => {
      const step = await accounts.secondFactor(body.code, authHeaders(request));
      if (step.kind !== 'signed-in') throw new ServerRefusal('recorder/second-factor-wrong');
      reply.header('set-cookie', [...step.cookies]);
      return { kind: step.kind, person: step.person };
    }),
    serve(signOut, async ({ person, signInId, request, reply }) => {
      const { id } = person;
      reply.header('set-cookie', [...(await accounts.signOut(authHeaders(request)))]);
      streams.endSignIn(signInId);
      // The shift ends with the last sign-in; a copy that was approved stays to be fetched.
      if ((await accounts.signIns(id, '')).length === 0) await gate.closeOf(id, ['live', 'playback']);
    }),
    serve(readMe, ({ person }) => Promise.resolve({ person, unit: { name: settings.read().unit.name } })),
  ];
}

export function servedOwnAccount({ accounts, streams }: ServerContext): readonly Served[] {
  return [
    serve(changePassword, async ({ body, person }) => {
      const { current, next } = body;
      if (!(await accounts.passwordIs(person.id, current)))
        throw new ServerRefusal('recorder/password-wrong');
      if (
        next.length < minPasswordLength ||
        next === current ||
        next.toLowerCase() === person.user.toLowerCase()
      )
        throw new ServerRefusal('recorder/password-weak');
      await accounts.setPassword(person.id, next, false);
      streams.endPerson(person.id);
    }),
    serve(listSignIns, async ({ person, signInId }) => ({
      signIns: [...(await accounts.signIns(person.id, signInId))],
    })),
    serve(endSignIn, async ({ params, person }) => {
      await accounts.revoke(person.id, params.id);
      streams.endSignIn(params.id);
    }),
    serve(beginSecondFactor, async ({ body, person, request }) => {
      if (person.secondFactor)
        throw new ServerRefusal('recorder/second-factor-state', { reason: '已经启用 already in use' });
      return accounts.prepareSecondFactor(body.password, authHeaders(request));
    }),
    serve(confirmNewSecondFactor, async ({ body, request, reply }) => {
      const step = await accounts.secondFactor(body.code, authHeaders(request));
      if (step.kind !== 'signed-in') throw new ServerRefusal('recorder/second-factor-wrong');
      reply.header('set-cookie', [...step.cookies]);
    }),
    serve(endSecondFactor, async ({ body, request, reply }) => {
      reply.header('set-cookie', [...(await accounts.endSecondFactor(body.password, authHeaders(request)))]);
    }),
  ];
}

export function servedPeople({ accounts, core, lockOut, gate, streams }: ServerContext): readonly Served[] {
  /** Who may do what is part of what must not change unseen. Names stay out of the log. */
  const logged = (what: string, by: string, after: string) =>
    core.appendEntry({ type: 'config', what: `person:${what}`, by, after });
  return [
    serve(listPeople, () => Promise.resolve({ people: [...accounts.list()] })),
    serve(addPerson, async ({ body, person }) => {
      const { user, name, role } = body;
      const added = await accounts.add(user, name, role);
      await logged(added.person.id, person.user, `added ${role}`);
      return added;
    }),
    serve(changePerson, async ({ params, body, person }) => {
      const { name, role, disabled } = body;
      const changed = await accounts.change(params.id, {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(disabled !== undefined && { disabled }),
      });
      if (changed.disabled) streams.endPerson(changed.id);
      if (changed.disabled || changed.role === 'auditor') await gate.closeOf(changed.id);
      await logged(changed.id, person.user, `${changed.role}${changed.disabled ? ' disabled' : ''}`);
      return changed;
    }),
    serve(resetPassword, async ({ params, person }) => {
      const password = await accounts.resetPassword(params.id);
      streams.endPerson(params.id);
      await gate.closeOf(params.id, ['live', 'playback']);
      const whose = accounts.find(params.id);
      if (whose) lockOut.cleared(whose.user);
      await logged(params.id, person.user, 'password reset');
      return { password };
    }),
    serve(endSignInsOf, async ({ params }) => {
      await accounts.revoke(params.id);
      streams.endPerson(params.id);
      await gate.closeOf(params.id, ['live', 'playback']);
    }),
  ];
}
