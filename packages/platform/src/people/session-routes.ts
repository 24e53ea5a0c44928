// SPDX-License-Identifier: Apache-2.0
/** The signed-in person's own session: what it is worth, raising it, the list of all of them. */
import { endSession, listSessions, raiseSession, readSession } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { checkAssurance } from './find-actor.ts';

export const sessionRoutes: Routes = [
  serve(readSession, async ({ services, headers, nowMs }) => {
    const common = { demo: services.demo, oidc: services.oidcIds, mapTiles: services.mapTiles ?? null };
    const actor = await services.accounts.findActor(headers);
    if (!actor) return { user: null, gate: 'signed-out' as const, ...common };
    return {
      user: { id: actor.userId, name: actor.displayName, email: actor.email },
      role: actor.role,
      audience: actor.audience,
      organisation: {
        id: actor.organisationId,
        name: actor.organisationName,
        jurisdiction: actor.jurisdiction,
      },
      ...(actor.assurance
        ? {
            assurance: {
              methods: actor.assurance.methods,
              secondFactor: actor.assurance.secondFactor,
              provider: actor.assurance.provider,
              at: actor.assurance.at.toISOString(),
            },
          }
        : {}),
      gate: gateOf(() => checkAssurance(actor, nowMs)),
      secondFactorEnrolled: actor.secondFactorEnrolled,
      ...common,
    };
  }),
  serve(raiseSession, async ({ services, headers, body, nowMs }) => {
    const actor = await services.accounts.findActor(headers);
    if (!actor) throw new PlatformError('platform/unauthenticated');
    await services.accounts.own.raise(actor, headers, body.code);
    const raised = await services.accounts.findActor(headers);
    if (!raised) throw new PlatformError('platform/unauthenticated');
    await services.accounts.note(actor, 'POST /api/session/second-factor', headers);
    const gate = gateOf(() => checkAssurance(raised, nowMs));
    if (gate === 'second-factor-required') throw new PlatformError('platform/second-factor-required');
    return { gate };
  }),
  serve(listSessions, async ({ services, actor, touch }) => {
    touch({ ids: [] });
    const rows = await services.accounts.sessionsOf(actor.userId);
    return rows.map((row) => ({
      id: row.id,
      current: row.id === actor.sessionId,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      address: row.ipAddress,
      agent: row.userAgent,
    }));
  }),
  serve(endSession, async ({ services, actor, params, touch }) => {
    touch({ ids: [params.id] });
    if (!(await services.accounts.endSession(actor.userId, params.id)))
      throw new PlatformError('platform/not-found');
    return { revoked: true } as const;
  }),
];

function gateOf(
  check: () => void,
): 'open' | 'password-change-required' | 'second-factor-required' | 'expired' {
  try {
    check();
    return 'open';
  } catch (error) {
    const code = error instanceof PlatformError ? error.code : undefined;
    if (code === 'platform/password-change-required') return 'password-change-required';
    return code === 'platform/assurance-expired' ? 'expired' : 'second-factor-required';
  }
}
