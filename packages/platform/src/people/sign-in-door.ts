// SPDX-License-Identifier: Apache-2.0
/**
 * What stands around the sign-in library: which of its addresses are open at all, guessing counted before and after, and
 * every event written down. What people change of an account that exists goes by our own operations instead.
 */
import { callerNetwork } from '@mingjing/web';
import { PlatformError, type PlatformErrorCode, platformErrors } from '../errors.ts';
import { oneTimePasswordHours } from './own-account.ts';
import type { SignIn } from './sign-in.ts';
import type { SignInActs } from './sign-in-acts.ts';
import { type Counted, passwordOf, type SignInGuard, secretsOf } from './sign-in-guard.ts';

/** Addresses of the library that are served, below `/api/auth`. All others do not exist. */
const open = new Set([
  'POST /sign-in/email',
  'POST /sign-in/social',
  'POST /sign-out',
  'GET /ok',
  'POST /two-factor/enable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/delete-passkey',
  'POST /link-social',
  'POST /unlink-account',
  'GET /list-accounts',
  'GET /error',
]);
const callback = /^\/(?:oauth2\/)?callback\/[\w-]+$/;

/** Those that open, prove, add or end something. */
const noted = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'POST /two-factor/enable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /passkey/verify-authentication',
  'POST /passkey/verify-registration',
  'POST /passkey/delete-passkey',
  'POST /unlink-account',
  'GET /callback/:id',
]);

export interface SignInDoor {
  /** @throws PlatformError `platform/not-found`, `platform/sign-in-locked`, `platform/sign-in-wrong`, `platform/one-time-password-expired` */
  readonly answer: (request: Request, address: string) => Promise<Response>;
}

interface DoorTools {
  readonly signIn: SignIn;
  readonly guard: SignInGuard;
  readonly acts: SignInActs;
}

export function openSignInDoor({ signIn, guard, acts }: DoorTools): SignInDoor {
  return {
    answer: async (request, address) => {
      const place = placeOf(request);
      if (!open.has(place) && place !== 'GET /callback/:id') throw new PlatformError('platform/not-found');
      const action = place.replace(' /', ' /api/auth/');
      const body = request.method === 'POST' ? await bodyOf(request.clone()) : {};
      const before = await personBefore(signIn, request.headers);
      const counted = await countedOf(place, body, before, address);
      try {
        await guard.begin(counted);
      } catch (error) {
        const userId = before ?? (await personNamed(signIn, body));
        await acts.note({ userId, action, outcome: 'platform/sign-in-locked', address });
        throw error;
      }
      const answer = await signIn.auth.handler(request);
      const after = (await personAfter(signIn, answer)) ?? before ?? (await personNamed(signIn, body));
      if (answer.ok || (answer.status >= 300 && answer.status < 400)) {
        if (counted.length > 0) await guard.cleared(counted);
        // A provider that knows nobody here leads back without a session: nobody signed in, nothing was tied.
        if (noted.has(place) && after !== undefined)
          await acts.note({ userId: after, action, outcome: await outcomeOf(answer), address });
        if (place === 'POST /two-factor/verify-backup-code' && after !== undefined)
          await tellUsed(signIn, acts, after);
        return answer;
      }
      return refused({ answer, place, action, counted, userId: after, address });
    },
  };

  async function refused(what: {
    readonly answer: Response;
    readonly place: string;
    readonly action: string;
    readonly counted: readonly Counted[];
    readonly userId: string | undefined;
    readonly address: string;
  }): Promise<Response> {
    const { answer, place, action, counted, userId, address } = what;
    const { code = '' } = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as { code?: string };
    const own = Object.hasOwn(platformErrors, code) ? (code as PlatformErrorCode) : undefined;
    if (noted.has(place))
      await acts.note({ userId, action, outcome: own ?? (code || `http-${answer.status}`), address });
    const isGuess = own === undefined && (answer.status === 401 || code === 'INVALID_PASSWORD');
    if (!isGuess) await guard.undone(counted);
    if (own) throw new PlatformError(own, { hours: oneTimePasswordHours });
    if (!isGuess || counted.length === 0) return answer;
    const { left, locks } = await guard.failed(counted);
    if (locks && userId !== undefined)
      await acts.tell(
        userId,
        'account-locked',
        `你的账号在 ${address} 多次输错密码或验证码，已暂时锁定 15 分钟。如果不是本人操作，请联系管理员。`,
      );
    if (code === 'CODE_USED' || code === 'INVALID_TWO_FACTOR_COOKIE') return answer;
    throw new PlatformError('platform/sign-in-wrong', { left });
  }
}

/** `POST /sign-in/email`; a provider's name is left out of it. */
function placeOf({ method, url }: Request): string {
  const path = new URL(url).pathname.replace(/^\/api\/auth/, '');
  return `${method} ${callback.test(path) ? '/callback/:id' : path}`;
}

async function bodyOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await request.json().catch(() => ({}));
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function countedOf(
  place: string,
  body: Readonly<Record<string, unknown>>,
  userId: string | undefined,
  address: string,
): readonly Counted[] {
  if (place === 'POST /sign-in/email')
    return typeof body['email'] === 'string'
      ? passwordOf(body['email'].slice(0, 300), callerNetwork(address))
      : [];
  if (place.startsWith('POST /two-factor/') && userId !== undefined) return secretsOf(userId);
  return [];
}

const cookieValue = (cookies: string, name: string): string | undefined => {
  const found = cookies
    .split(/;\s*/)
    .find((one) => one.startsWith(`${name}=`) || one.startsWith(`__Secure-${name}=`));
  if (found === undefined) return undefined;
  try {
    // What was signed stands before the last dot; what is not ours finds nothing.
    return decodeURIComponent(found.slice(found.indexOf('=') + 1)).replace(/\.[^.]*$/, '');
  } catch {
    return undefined;
  }
};

/** Who is signed in, or who gave a password and owes a code. */
async function personBefore({ pool }: SignIn, headers: Headers): Promise<string | undefined> {
  const cookies = headers.get('cookie') ?? '';
  const token = cookieValue(cookies, 'mingjing.session_token');
  if (token !== undefined) {
    const { rows } = await pool.query<{ id: string }>(
      'SELECT "userId" AS id FROM session WHERE token = $1 AND "expiresAt" > now()',
      [token],
    );
    if (rows[0]) return rows[0].id;
  }
  const challenge = cookieValue(cookies, 'mingjing.two_factor');
  if (challenge === undefined) return undefined;
  const { rows } = await pool.query<{ value: string }>(
    'SELECT value FROM verification WHERE identifier = $1 AND "expiresAt" > now()',
    [challenge],
  );
  return rows[0]?.value;
}

/** Whose session the answer opens. */
async function personAfter({ pool }: SignIn, answer: Response): Promise<string | undefined> {
  const token = cookieValue(
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
    'mingjing.session_token',
  );
  if (token === undefined || token === '') return undefined;
  const { rows } = await pool.query<{ id: string }>('SELECT "userId" AS id FROM session WHERE token = $1', [
    token,
  ]);
  return rows[0]?.id;
}

async function personNamed(
  { pool }: SignIn,
  body: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  if (typeof body['email'] !== 'string') return undefined;
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM "user" WHERE email = $1', [
    body['email'].toLowerCase(),
  ]);
  return rows[0]?.id;
}

async function outcomeOf(answer: Response): Promise<string> {
  if (!answer.ok) return 'done';
  const body = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { twoFactorRedirect?: boolean } | null;
  return body?.twoFactorRedirect === true ? 'second-factor-asked' : 'done';
}

async function tellUsed(signIn: SignIn, acts: SignInActs, userId: string): Promise<void> {
  const { backupCodes } = await signIn.auth.api.viewBackupCodes({ body: { userId } });
  await acts.tell(
    userId,
    'backup-code-used',
    `一个备用码刚刚用于登录，还剩 ${backupCodes.length} 个。如果不是本人操作，请立即联系管理员；如果手机丢失，请在“我的登录”更换验证器。`,
  );
}
