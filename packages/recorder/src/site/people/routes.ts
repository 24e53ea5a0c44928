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
  listSignInEvents,
  listSignIns,
  readMe,
  resetPassword,
  signIn,
  signOut,
} from '@mingjing/contracts/site';
import { callerNetwork } from '@mingjing/web';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { authHeaders } from '../door.ts';
import { type RequestContext, type Served, serve } from '../serving.ts';
import { atTheDoor, withinASignIn } from './lock-out.ts';
import { isStrongPassword } from './password-rule.ts';

export function servedSignIn({
  accounts,
  lockOut,
  settings,
  gate,
  streams,
  events,
}: ServerContext): readonly Served[] {
  return [
    serve(signIn, async ({ body, request, reply }) => {
      const { user, password } = body;
      const counted = atTheDoor(user, callerNetwork(request.ip));
      const known = accounts.findByUser(user);
      try {
        lockOut.begin(counted);
      } catch (error) {
        await events.note({ person: known, event: 'refused-locked', request });
        throw error;
      }
      const step = await accounts.signIn(user, password, authHeaders(request));
      if (step.kind === 'wrong') {
        const { left, locks } = lockOut.failed(counted);
        await events.note({ person: known, event: locks ? 'locked' : 'wrong-password', request });
        throw new ServerRefusal('recorder/sign-in-wrong', { left });
      }
      lockOut.cleared(counted);
      await events.note({
        person: known,
        event: step.kind === 'signed-in' ? 'signed-in' : 'second-factor-asked',
        request,
      });
      reply.header('set-cookie', [...step.cookies]);
      return step.kind === 'signed-in' ? { kind: step.kind, person: step.person } : { kind: step.kind };
    }),
    serve(confirmSecondFactor, async ({ body, request, reply }) => {
      const step = await accounts.secondFactor(body.code, authHeaders(request));
      if (step.kind !== 'signed-in') {
        await events.note({ person: undefined, event: 'wrong-code', request });
        throw new ServerRefusal('recorder/second-factor-wrong');
      }
      await events.note({ person: step.person, event: 'signed-in', request });
      reply.header('set-cookie', [...step.cookies]);
      return { kind: step.kind, person: step.person };
    }),
    serve(signOut, async ({ person, signInId, request, reply }) => {
      const { id } = person;
      await events.note({ person, event: 'signed-out', request });
      reply.header('set-cookie', [...(await accounts.signOut(authHeaders(request)))]);
      streams.endSignIn(signInId);
      // The shift ends with the last sign-in; a copy that was approved stays to be fetched.
      if ((await accounts.signIns(id, '')).length === 0) await gate.closeOf(id, ['live', 'playback']);
    }),
    serve(readMe, ({ person }) => Promise.resolve({ person, unit: { name: settings.read().unit.name } })),
  ];
}

export function servedOwnAccount({ accounts, lockOut, streams, events }: ServerContext): readonly Served[] {
  /** Whoever guesses with somebody's sign-in has few attempts; the last one ends the sign-in. */
  async function guarded<T>(
    { person, signInId, request }: Pick<RequestContext, 'person' | 'signInId' | 'request'>,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const counted = withinASignIn(person.user);
    lockOut.begin(counted);
    try {
      const done = await attempt();
      lockOut.cleared(counted);
      return done;
    } catch (error) {
      if (!(error instanceof ServerRefusal) || !guesses.has(error.code)) {
        lockOut.undone(counted);
        throw error;
      }
      if (lockOut.failed(counted).locks) {
        await accounts.revoke(person.id, signInId);
        streams.endSignIn(signInId);
        await events.note({ person, event: 'locked', request });
      }
      throw error;
    }
  }
  /** What opens the account was changed: only the sign-in that changed it goes on. */
  async function endOthers(
    { person, request }: Pick<RequestContext, 'person' | 'request'>,
    cookies: readonly string[],
  ) {
    const own = await accounts.personOf(withCookies(authHeaders(request), cookies));
    for (const { id } of await accounts.signIns(person.id, own?.signIn ?? '')) {
      if (id === own?.signIn) continue;
      await accounts.revoke(person.id, id);
      streams.endSignIn(id);
    }
  }
  return [
    serve(changePassword, async (asking) => {
      const { body, person, request } = asking;
      const { current, next } = body;
      await guarded(asking, async () => {
        if (!(await accounts.passwordIs(person.id, current)))
          throw new ServerRefusal('recorder/password-wrong');
      });
      if (next === current || !isStrongPassword(next, person.user))
        throw new ServerRefusal('recorder/password-weak');
      await accounts.setPassword(person.id, next, false);
      streams.endPerson(person.id);
      await events.note({ person, event: 'password-changed', request });
    }),
    serve(listSignIns, async ({ person, signInId }) => ({
      signIns: [...(await accounts.signIns(person.id, signInId))],
    })),
    serve(endSignIn, async ({ params, person, request }) => {
      await accounts.revoke(person.id, params.id);
      streams.endSignIn(params.id);
      await events.note({ person, event: 'sign-in-ended', request });
    }),
    serve(beginSecondFactor, async (asking) => {
      const { body, person, request } = asking;
      if (person.secondFactor)
        throw new ServerRefusal('recorder/second-factor-state', { reason: '已经启用 already in use' });
      return guarded(asking, () => accounts.prepareSecondFactor(body.password, authHeaders(request)));
    }),
    serve(confirmNewSecondFactor, async (asking) => {
      const { body, person, request, reply } = asking;
      const step = await guarded(asking, async () => {
        const tried = await accounts.secondFactor(body.code, authHeaders(request));
        if (tried.kind !== 'signed-in') throw new ServerRefusal('recorder/second-factor-wrong');
        return tried;
      });
      await endOthers(asking, step.cookies);
      await events.note({ person, event: 'second-factor-set-up', request });
      reply.header('set-cookie', [...step.cookies]);
    }),
    serve(endSecondFactor, async (asking) => {
      const { body, person, request, reply } = asking;
      const cookies = await guarded(asking, () =>
        accounts.endSecondFactor(body.password, authHeaders(request)),
      );
      await endOthers(asking, cookies);
      await events.note({ person, event: 'second-factor-ended', request });
      reply.header('set-cookie', [...cookies]);
    }),
  ];
}

const guesses: ReadonlySet<string> = new Set(['recorder/password-wrong', 'recorder/second-factor-wrong']);

/** The headers as the browser sends them next. */
function withCookies(headers: Headers, cookies: readonly string[]): Headers {
  const jar = new Map(
    [...(headers.get('cookie') ?? '').split('; '), ...cookies.map((one) => one.split(';')[0] ?? '')]
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair] as const),
  );
  headers.set('cookie', [...jar.values()].join('; '));
  return headers;
}

export function servedPeople({
  accounts,
  core,
  lockOut,
  gate,
  streams,
  events,
}: ServerContext): readonly Served[] {
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
      if (whose) lockOut.forgive(whose.user);
      await logged(params.id, person.user, 'password reset');
      return { password };
    }),
    serve(listSignInEvents, ({ query }) => ({ events: [...events.list(query.before)] })),
    serve(endSignInsOf, async ({ params, person }) => {
      await accounts.revoke(params.id);
      await logged(params.id, person.user, 'sign-ins ended');
      streams.endPerson(params.id);
      await gate.closeOf(params.id, ['live', 'playback']);
    }),
  ];
}
