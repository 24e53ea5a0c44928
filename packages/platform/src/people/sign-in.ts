// SPDX-License-Identifier: Apache-2.0
/**
 * Sign-in: better-auth carries passwords, one-time codes, passkeys and OIDC. How a session was signed in is
 * written down by us, because the library asks for a second factor only on password sign-in.
 */
import { passkey } from '@better-auth/passkey';
import { plainCode } from '@mingjing/web';
import { APIError, betterAuth } from 'better-auth';
import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import pg from 'pg';
import type { SessionAssurance } from '../actor.ts';
import type { Clock } from '../edge.ts';
import { useCodeOnce } from './one-time-code.ts';
import { backupCodeStorage } from './second-factor.ts';

/** An organisation's own identity provider. */
export interface OidcProvider {
  readonly id: string;
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** True when the provider itself always demands two factors: its sign-in then satisfies the gate. */
  readonly secondFactor: boolean;
}

export interface SignInOptions {
  readonly applicationUrl: string;
  readonly pool: pg.Pool;
  /** Signs cookies and encrypts second-factor secrets; 32 random bytes or more. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly oidc: readonly OidcProvider[];
  readonly clock: Clock;
}

/** Header the server sets to the peer's address; whatever a client sends under that name is overwritten. */
export const addressHeader = 'x-mingjing-address';

const needFreshAssurance = [
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
  '/two-factor/enable',
  '/link-social',
  '/unlink-account',
];

interface Assurance {
  readonly methods: readonly string[];
  readonly secondFactor: boolean;
  readonly provider: string;
}

/** What a sign-in by this endpoint proves. Unknown endpoints prove nothing beyond their name. */
export function assuranceOf(path: string, oidc: readonly OidcProvider[]): Assurance {
  const own = (methods: readonly string[], secondFactor: boolean) => ({
    methods,
    secondFactor,
    provider: 'mingjing',
  });
  if (path === '/sign-in/email') return own(['password'], false);
  if (path === '/two-factor/verify-totp') return own(['password', 'totp'], true);
  if (path === '/two-factor/verify-backup-code') return own(['password', 'backup-code'], true);
  // Possession of the key plus its PIN or fingerprint; sign-ins without user verification are refused below.
  if (path === '/passkey/verify-authentication') return own(['passkey'], true);
  const known = oidc.find(({ id }) => path === `/callback/${id}`);
  if (known) return { methods: ['oidc'], secondFactor: known.secondFactor, provider: known.id };
  return own(['unknown'], false);
}

/** The library names its endpoints by pattern: `/callback/:id`. */
const pathOf = (context: { readonly path?: string; readonly params?: unknown } | null): string =>
  (context?.path ?? '').replace(':id', String((context?.params as { id?: string } | undefined)?.id ?? ''));

/** The one-time code of a request that brings one. */
const codeOf = (context: { readonly path?: string; readonly body?: unknown } | null): string | undefined => {
  const code = (context?.body as { code?: unknown } | undefined)?.code;
  return context?.path === '/two-factor/verify-totp' && typeof code === 'string' ? code : undefined;
};

/** Makes the sign-in library's instance. Its tables are in the schema `auth`, made by our migrations. */
export function makeSignIn(options: SignInOptions) {
  const authPool = new pg.Pool({
    connectionString: options.applicationUrl,
    max: 8,
    options: '-c search_path=auth',
  });
  authPool.on('error', () => undefined);
  const { hostname, protocol } = new URL(options.publicUrl);
  const auth = betterAuth({
    appName: '明镜',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: authPool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    // Eight hours from sign-in, used or not.
    session: { expiresIn: 8 * 3600, disableSessionRefresh: true, freshAge: 3600 },
    // Guessing is counted by our own guard, per account and address; calls are counted at the edge.
    rateLimit: { enabled: false },
    advanced: {
      ipAddress: { ipAddressHeaders: [addressHeader] },
      cookiePrefix: 'mingjing',
      useSecureCookies: protocol === 'https:',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    account: {
      // A provider's word about an address ties nothing: the person does, signed in, and may be known there by another.
      accountLinking: {
        enabled: true,
        disableImplicitLinking: true,
        allowDifferentEmails: true,
        trustedProviders: options.oidc.map(({ id }) => id),
      },
    },
    plugins: [
      twoFactor({
        issuer: '明镜',
        trustDeviceMaxAge: 0,
        accountLockout: { enabled: false },
        backupCodeOptions: { storeBackupCodes: backupCodeStorage(options.secret) },
      }),
      passkey({
        rpID: hostname,
        rpName: '明镜',
        origin: options.publicUrl,
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        authentication: {
          afterVerification: ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { message: 'passkey without user verification' });
          },
        },
      }),
      genericOAuth({
        config: options.oidc.map((provider) => ({
          providerId: provider.id,
          discoveryUrl: provider.discoveryUrl,
          clientId: provider.clientId,
          clientSecret: provider.clientSecret,
          scopes: ['openid', 'profile', 'email'],
          pkce: true,
          // People are invited; a stranger with an account at the provider is not a member.
          disableImplicitSignUp: true,
          disableSignUp: true,
        })),
      }),
    ],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        const typed = codeOf(context);
        if (typed !== undefined) return { context: { body: { ...context.body, code: plainCode(typed) } } };
        if (!needFreshAssurance.includes(context.path)) return;
        const current = await getSessionFromCtx(context);
        if (!current) return;
        const enrolled =
          (current.user as { twoFactorEnabled?: boolean | null }).twoFactorEnabled === true ||
          (await hasPasskey(authPool, current.user.id));
        if (enrolled && !(await findAssurance(options.pool, current.session.id))?.secondFactor)
          throw new APIError('FORBIDDEN', {
            message: 'second factor required',
            code: 'SECOND_FACTOR_REQUIRED',
          });
      }),
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            if (context?.path === '/sign-in/email') await refuseOldPassword(options, session.userId);
            const code = codeOf(context);
            if (code === undefined || (await useCodeOnce(authPool, session.userId, code))) return;
            throw new APIError('UNAUTHORIZED', {
              message: 'this one-time code was used already; wait for the next',
              code: 'CODE_USED',
            });
          },
          after: async (session, context) => {
            const { methods, secondFactor, provider } = assuranceOf(pathOf(context), options.oidc);
            await options.pool.query(
              `INSERT INTO session_assurance (session_id, user_id, methods, second_factor, provider, at)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (session_id) DO NOTHING`,
              [session.id, session.userId, methods, secondFactor, provider, new Date(options.clock())],
            );
          },
        },
      },
    },
  });
  return { auth, pool: authPool, secret: options.secret, close: () => authPool.end() };
}

export type SignIn = ReturnType<typeof makeSignIn>;

/** A one-time password that nobody used in time opens nothing. */
async function refuseOldPassword({ pool, clock }: SignInOptions, userId: string): Promise<void> {
  const { rowCount } = await pool.query(
    'SELECT 1 FROM one_time_password WHERE user_id = $1 AND expires_at <= $2',
    [userId, new Date(clock())],
  );
  if (rowCount)
    throw new APIError('UNAUTHORIZED', {
      message: 'the one-time password is too old',
      code: 'platform/one-time-password-expired',
    });
}

async function hasPasskey(pool: pg.Pool, userId: string): Promise<boolean> {
  return (
    ((await pool.query('SELECT 1 FROM auth.passkey WHERE "userId" = $1 LIMIT 1', [userId])).rowCount ?? 0) > 0
  );
}

/** The assurance of a session, absent when nothing is assured. */
export async function findAssurance(pool: pg.Pool, sessionId: string): Promise<SessionAssurance | undefined> {
  const { rows } = await pool.query<{
    methods: string[];
    second_factor: boolean;
    provider: string;
    at: Date;
    hours: number;
  }>('SELECT methods, second_factor, provider, at, hours FROM session_assurance WHERE session_id = $1', [
    sessionId,
  ]);
  const [row] = rows;
  return (
    row && {
      methods: row.methods,
      secondFactor: row.second_factor,
      provider: row.provider,
      at: row.at,
      hours: row.hours,
    }
  );
}

/** Adds a verified second factor to a session that is already signed in. */
export async function raiseAssurance(pool: pg.Pool, sessionId: string, method: string): Promise<void> {
  await pool.query(
    `UPDATE session_assurance SET methods = array_append(methods, $2), second_factor = true WHERE session_id = $1`,
    [sessionId, method],
  );
}
