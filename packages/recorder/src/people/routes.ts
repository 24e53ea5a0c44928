// SPDX-License-Identifier: Apache-2.0
/** Signing in and out, one's own account, and the people of the unit. */
import { z } from 'zod';
import { type App, personOf, row } from '../server/app-types.ts';
import type { ServerContext } from '../server/context.ts';
import { authHeaders } from '../server/door.ts';
import { ServerRefusal } from '../server/refusal.ts';
import { roles } from '../server/role.ts';
import { minPasswordLength } from './accounts.ts';
import { Person, SignIn } from './person.ts';

const UserName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{2,40}$/);
const Password = z.string().min(1).max(200);
const SignInAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in'), person: Person }),
  z.object({ kind: z.literal('second-factor') }),
]);
const Nothing = z.null();

/** Sign-in is slowed per address on top of the lock-out per account. */
const signInRate = { rateLimit: { max: 20, timeWindow: 60_000 } };

export function signInRoutes(app: App, { accounts, lockOut, settings, gate }: ServerContext): void {
  const signIn = row('POST /api/sign-in');
  app.route({
    ...signIn,
    config: { ...signIn.config, ...signInRate },
    schema: {
      summary: '登录 sign in',
      body: z.object({ user: z.string().trim().min(1).max(80), password: Password }),
      response: { 200: SignInAnswer },
    },
    handler: async (request, reply) => {
      const { user, password } = request.body;
      lockOut.check(user);
      const step = await accounts.signIn(user, password, authHeaders(request));
      if (step.kind === 'wrong')
        throw new ServerRefusal('recorder/sign-in-wrong', { left: lockOut.failed(user) });
      lockOut.cleared(user);
      reply.header('set-cookie', [...step.cookies]);
      return step.kind === 'signed-in' ? { kind: step.kind, person: step.person } : { kind: step.kind };
    },
  });
  const second = row('POST /api/sign-in/second-factor');
  app.route({
    ...second,
    config: { ...second.config, ...signInRate },
    schema: {
      summary: '两步验证 second factor',
      body: z.object({ code: z.string().trim().min(6).max(40) }),
      response: { 200: SignInAnswer },
    },
    handler: async (request, reply) => {
      const step = await accounts.secondFactor(request.body.code, authHeaders(request));
      if (step.kind !== 'signed-in') throw new ServerRefusal('recorder/second-factor-wrong');
      reply.header('set-cookie', [...step.cookies]);
      return { kind: step.kind, person: step.person };
    },
  });
  app.route({
    ...row('POST /api/sign-out'),
    schema: { summary: '退出 sign out', response: { 204: Nothing } },
    handler: async (request, reply) => {
      const { id } = personOf(request);
      reply.header('set-cookie', [...(await accounts.signOut(authHeaders(request)))]);
      // The shift ends with the last sign-in; a copy that was approved stays to be fetched.
      if ((await accounts.signIns(id, '')).length === 0) await gate.closeOf(id, ['live', 'playback']);
      return reply.status(204).send(null);
    },
  });
  app.route({
    ...row('GET /api/me'),
    schema: {
      summary: '当前登录的人 who is signed in',
      response: { 200: z.object({ person: Person, unit: z.object({ name: z.string() }) }) },
    },
    handler: (request) =>
      Promise.resolve({ person: personOf(request), unit: { name: settings.read().unit.name } }),
  });
}

export function ownAccountRoutes(app: App, { accounts }: ServerContext): void {
  app.route({
    ...row('PUT /api/me/password'),
    schema: {
      summary: '修改密码 change the password',
      body: z.object({ current: Password, next: z.string().max(200) }),
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      const person = personOf(request);
      const { current, next } = request.body;
      if (!(await accounts.passwordIs(person.id, current)))
        throw new ServerRefusal('recorder/password-wrong');
      if (
        next.length < minPasswordLength ||
        next === current ||
        next.toLowerCase() === person.user.toLowerCase()
      )
        throw new ServerRefusal('recorder/password-weak');
      await accounts.setPassword(person.id, next, false);
      return reply.status(204).send(null);
    },
  });
  app.route({
    ...row('GET /api/me/sign-ins'),
    schema: {
      summary: '登录的地方 where one is signed in',
      response: { 200: z.object({ signIns: z.array(SignIn) }) },
    },
    handler: async (request) => ({
      signIns: [...(await accounts.signIns(personOf(request).id, request.signIn ?? ''))],
    }),
  });
  app.route({
    ...row('DELETE /api/me/sign-ins/:id'),
    schema: {
      summary: '结束一处登录 end a sign-in',
      params: z.object({ id: z.string().max(80) }),
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      await accounts.revoke(personOf(request).id, request.params.id);
      return reply.status(204).send(null);
    },
  });
  app.route({
    ...row('POST /api/me/second-factor'),
    schema: {
      summary: '开始两步验证 begin the second factor',
      body: z.object({ password: Password }),
      response: { 200: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }) },
    },
    handler: async (request) => {
      if (personOf(request).secondFactor)
        throw new ServerRefusal('recorder/second-factor-state', { reason: '已经启用 already in use' });
      return accounts.prepareSecondFactor(request.body.password, authHeaders(request));
    },
  });
  app.route({
    ...row('POST /api/me/second-factor/confirmation'),
    schema: {
      summary: '确认两步验证 confirm it with a code',
      body: z.object({ code: z.string().regex(/^\d{6}$/) }),
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      const step = await accounts.secondFactor(request.body.code, authHeaders(request));
      if (step.kind !== 'signed-in') throw new ServerRefusal('recorder/second-factor-wrong');
      reply.header('set-cookie', [...step.cookies]);
      return reply.status(204).send(null);
    },
  });
  app.route({
    ...row('DELETE /api/me/second-factor'),
    schema: {
      summary: '停用两步验证 end the second factor',
      body: z.object({ password: Password }),
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      reply.header('set-cookie', [
        ...(await accounts.endSecondFactor(request.body.password, authHeaders(request))),
      ]);
      return reply.status(204).send(null);
    },
  });
}

export function peopleRoutes(app: App, { accounts, core, lockOut, gate }: ServerContext): void {
  const Id = z.object({ id: z.string().max(80) });
  /** Who may do what is part of what must not change unseen. Names stay out of the log. */
  const logged = (what: string, by: string, after: string) =>
    core.appendEntry({ type: 'config', what: `person:${what}`, by, after });
  app.route({
    ...row('GET /api/people'),
    schema: {
      summary: '本单位的人员 people of the unit',
      response: { 200: z.object({ people: z.array(Person) }) },
    },
    handler: () => Promise.resolve({ people: [...accounts.list()] }),
  });
  app.route({
    ...row('POST /api/people'),
    schema: {
      summary: '添加人员 add a person',
      body: z.object({ user: UserName, name: z.string().trim().min(1).max(60), role: z.enum(roles) }),
      response: { 201: z.object({ person: Person, password: z.string() }) },
    },
    handler: async (request, reply) => {
      const { user, name, role } = request.body;
      const added = await accounts.add(user, name, role);
      await logged(added.person.id, personOf(request).user, `added ${role}`);
      return reply.status(201).send(added);
    },
  });
  app.route({
    ...row('PATCH /api/people/:id'),
    schema: {
      summary: '修改人员 change a person',
      params: Id,
      body: z.object({
        name: z.string().trim().min(1).max(60).optional(),
        role: z.enum(roles).optional(),
        disabled: z.boolean().optional(),
      }),
      response: { 200: Person },
    },
    handler: async (request) => {
      const { name, role, disabled } = request.body;
      const changed = await accounts.change(request.params.id, {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(disabled !== undefined && { disabled }),
      });
      if (changed.disabled || changed.role === 'auditor') await gate.closeOf(changed.id);
      await logged(
        changed.id,
        personOf(request).user,
        `${changed.role}${changed.disabled ? ' disabled' : ''}`,
      );
      return changed;
    },
  });
  app.route({
    ...row('POST /api/people/:id/password'),
    schema: {
      summary: '重置密码 reset a password',
      params: Id,
      response: { 200: z.object({ password: z.string() }) },
    },
    handler: async (request) => {
      const password = await accounts.resetPassword(request.params.id);
      const person = accounts.find(request.params.id);
      if (person) lockOut.cleared(person.user);
      await logged(request.params.id, personOf(request).user, 'password reset');
      return { password };
    },
  });
  app.route({
    ...row('DELETE /api/people/:id/sign-ins'),
    schema: { summary: '结束其全部登录 end all sign-ins', params: Id, response: { 204: Nothing } },
    handler: async (request, reply) => {
      await accounts.revoke(request.params.id);
      await gate.closeOf(request.params.id, ['live', 'playback']);
      return reply.status(204).send(null);
    },
  });
}
