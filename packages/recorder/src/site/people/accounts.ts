// SPDX-License-Identifier: Apache-2.0
/**
 * People of the unit and their sign-ins: better-auth over node:sqlite (password by scrypt, optional TOTP, revocable
 * sessions). Only this folder knows better-auth; roles are ours and are checked at the door.
 */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SiteRole } from '@mingjing/contracts';
import type { Person, SignIn } from '@mingjing/contracts/site';
import { plainCode } from '@mingjing/web';
import { APIError, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { twoFactor, username } from 'better-auth/plugins';
import { ServerRefusal } from '../../terms/refusal.ts';
import { useCodeOnce } from './one-time-code.ts';

/** A request's headers as better-auth wants them, with the peer's address set by us. */
export type AuthHeaders = Headers;
/** Tells better-auth the address of the peer; set by us on every call, so a client cannot choose it. */
export const peerHeader = 'x-mingjing-peer';

const sessionSeconds = 12 * 3600;
const minPasswordLength = 10;

function authOptions(database: DatabaseSync, secret: string, secure: boolean) {
  return {
    appName: '明镜',
    database,
    secret,
    baseURL: secure ? 'https://recorder.invalid' : 'http://recorder.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength, maxPasswordLength: 200 },
    session: { expiresIn: sessionSeconds, updateAge: 600 },
    databaseHooks: {
      session: {
        create: {
          before: ({ userId }: { readonly userId: string }, context: AuthContext | null) => {
            const code = context?.path === '/two-factor/verify-totp' ? context.body?.code : undefined;
            if (code !== undefined && !useCodeOnce(database, userId, code, Date.now()))
              throw new APIError('UNAUTHORIZED', { code: 'CODE_USED' });
            return Promise.resolve();
          },
        },
      },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        disabled: { type: 'boolean', required: true, input: false, defaultValue: false },
        mustChangePassword: { type: 'boolean', required: true, input: false, defaultValue: false },
      },
    },
    plugins: [
      // The contract's characters, dashes too, which the library leaves out.
      username({
        minUsernameLength: 2,
        maxUsernameLength: 40,
        usernameValidator: (name: string) => /^[\w.-]{2,40}$/.test(name),
      }),
      twoFactor({ issuer: '明镜 Mingjing' }),
    ],
    advanced: {
      cookiePrefix: 'mingjing',
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      ipAddress: { ipAddressHeaders: [peerHeader] },
    },
  } as const;
}

/** What the sign-in library tells of the request that makes a session. */
interface AuthContext {
  readonly path?: string;
  readonly body?: { readonly code?: string };
}

type Auth = ReturnType<typeof createAuth>;
function createAuth(database: DatabaseSync, secret: string, secure: boolean) {
  // better-auth's option types want mutable arrays; the value is ours and literal.
  return betterAuth(authOptions(database, secret, secure) as unknown as MutableOptions);
}
type Mutable<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends DatabaseSync
    ? T
    : { -readonly [K in keyof T]: Mutable<T[K]> };
type MutableOptions = Mutable<ReturnType<typeof authOptions>>;

/** Answer of a step of signing in, with the cookies to set. */
export type SignInStep =
  | { readonly kind: 'signed-in'; readonly person: Person; readonly cookies: readonly string[] }
  | { readonly kind: 'second-factor'; readonly cookies: readonly string[] }
  | { readonly kind: 'wrong' };

export class Accounts {
  readonly #auth: Auth;
  readonly #database: DatabaseSync;

  private constructor(auth: Auth, database: DatabaseSync) {
    this.#auth = auth;
    this.#database = database;
  }

  /** Makes or upgrades the tables. @param secret signs cookies and encrypts TOTP secrets */
  static async open(database: DatabaseSync, secret: string, secure: boolean): Promise<Accounts> {
    const { runMigrations } = await getMigrations(
      authOptions(database, secret, secure) as unknown as MutableOptions,
    );
    await runMigrations();
    return new Accounts(createAuth(database, secret, secure), database);
  }

  list(): readonly Person[] {
    return this.#database.prepare('SELECT * FROM user ORDER BY createdAt, id').all().map(personOfRow);
  }

  find(id: string): Person | undefined {
    const row = this.#database.prepare('SELECT * FROM user WHERE id = ?').get(id);
    return row && personOfRow(row);
  }

  findByUser(user: string): Person | undefined {
    const row = this.#database.prepare('SELECT * FROM user WHERE username = ?').get(user.toLowerCase());
    return row && personOfRow(row);
  }

  /** @throws ServerRefusal `recorder/person-exists` */
  async add(user: string, name: string, role: SiteRole): Promise<{ person: Person; password: string }> {
    if (this.findByUser(user)) throw new ServerRefusal('recorder/person-exists', { user });
    const { internalAdapter, password: passwords } = await this.#auth.$context;
    const password = newPassword();
    const made = await internalAdapter.createUser(
      {
        email: `${user.toLowerCase()}@recorder.invalid`,
        emailVerified: true,
        name,
        username: user.toLowerCase(),
        displayUsername: user,
        role,
        disabled: false,
        mustChangePassword: true,
      },
      { method: 'admin' },
    );
    await internalAdapter.linkAccount({
      userId: made.id,
      providerId: 'credential',
      accountId: made.id,
      password: await passwords.hash(password),
    });
    return { person: this.#known(made.id), password };
  }

  /** @throws ServerRefusal `recorder/last-administrator`, `recorder/not-found` */
  async change(id: string, change: { name?: string; role?: SiteRole; disabled?: boolean }): Promise<Person> {
    const before = this.#known(id);
    const staysAdministrator =
      (change.role ?? before.role) === 'administrator' && (change.disabled ?? before.disabled) === false;
    const others = this.list().filter((p) => p.id !== id && p.role === 'administrator' && !p.disabled);
    if (before.role === 'administrator' && !staysAdministrator && others.length === 0)
      throw new ServerRefusal('recorder/last-administrator');
    const { internalAdapter } = await this.#auth.$context;
    await internalAdapter.updateUser(id, change);
    if (change.disabled === true || (change.role !== undefined && change.role !== before.role))
      await internalAdapter.deleteUserSessions(id);
    return this.#known(id);
  }

  /** Sets a password. Every sign-in of the person ends. @param handedOut the person has to choose their own */
  async setPassword(id: string, password: string, handedOut: boolean): Promise<void> {
    const { internalAdapter, password: passwords } = await this.#auth.$context;
    await internalAdapter.updatePassword(id, await passwords.hash(password));
    await internalAdapter.updateUser(id, { mustChangePassword: handedOut });
    await internalAdapter.deleteUserSessions(id);
  }

  async resetPassword(id: string): Promise<string> {
    this.#known(id);
    const password = newPassword();
    await this.setPassword(id, password, true);
    return password;
  }

  async passwordIs(id: string, password: string): Promise<boolean> {
    const { internalAdapter, password: passwords } = await this.#auth.$context;
    const account = (await internalAdapter.findAccounts(id)).find((a) => a.providerId === 'credential');
    return account?.password != null && (await passwords.verify({ hash: account.password, password }));
  }

  async signIn(user: string, password: string, headers: AuthHeaders): Promise<SignInStep> {
    const response = await this.#auth.api.signInUsername({
      body: { username: user, password },
      headers,
      asResponse: true,
    });
    return this.#step(response);
  }

  async secondFactor(typed: string, headers: AuthHeaders): Promise<SignInStep> {
    const code = plainCode(typed);
    const call = /^\d{6}$/.test(code) ? this.#auth.api.verifyTOTP : this.#auth.api.verifyBackupCode;
    return this.#step(await call({ body: { code }, headers, asResponse: true }));
  }

  async #step(response: Response): Promise<SignInStep> {
    if (!response.ok) return { kind: 'wrong' };
    const body: unknown = await response.json();
    const cookies = response.headers.getSetCookie();
    if (typeof body !== 'object' || body === null) return { kind: 'wrong' };
    if ('twoFactorRedirect' in body) return { kind: 'second-factor', cookies };
    const id = 'user' in body ? (body.user as { id: string }).id : undefined;
    const person = id === undefined ? undefined : this.find(id);
    if (!person || person.disabled) {
      if (id !== undefined) await (await this.#auth.$context).internalAdapter.deleteUserSessions(id);
      return { kind: 'wrong' };
    }
    return { kind: 'signed-in', person, cookies };
  }

  /** Who a request comes from. A session is bound to the program it was opened with. */
  async personOf(headers: AuthHeaders): Promise<{ person: Person; signIn: string } | undefined> {
    const found = await this.#auth.api.getSession({ headers });
    if (!found) return undefined;
    if ((found.session.userAgent ?? '') !== (headers.get('user-agent') ?? '')) {
      await (await this.#auth.$context).internalAdapter.deleteSession(found.session.token);
      return undefined;
    }
    const person = this.find(found.user.id);
    return person && !person.disabled ? { person, signIn: found.session.id } : undefined;
  }

  async signOut(headers: AuthHeaders): Promise<readonly string[]> {
    const response = await this.#auth.api.signOut({ headers, asResponse: true });
    return response.headers.getSetCookie();
  }

  async signIns(personId: string, current: string): Promise<readonly SignIn[]> {
    const { internalAdapter } = await this.#auth.$context;
    return (await internalAdapter.listSessions(personId)).map((session) => ({
      id: session.id,
      startedMs: session.createdAt.getTime(),
      untilMs: session.expiresAt.getTime(),
      address: session.ipAddress ?? '',
      program: session.userAgent ?? '',
      current: session.id === current,
    }));
  }

  /** Ends one sign-in, or all of a person. */
  async revoke(personId: string, signIn?: string): Promise<void> {
    const { internalAdapter } = await this.#auth.$context;
    if (signIn === undefined) return void (await internalAdapter.deleteUserSessions(personId));
    const session = (await internalAdapter.listSessions(personId)).find((s) => s.id === signIn);
    if (!session) throw new ServerRefusal('recorder/not-found', { what: signIn });
    await internalAdapter.deleteSession(session.token);
  }

  /** Starts the second factor: the secret as an otpauth address, and codes for the day the phone is lost. */
  async prepareSecondFactor(password: string, headers: AuthHeaders) {
    const response = await this.#auth.api.enableTwoFactor({ body: { password }, headers, asResponse: true });
    if (!response.ok) throw new ServerRefusal('recorder/password-wrong');
    const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
    return { uri: totpURI, backupCodes };
  }

  async endSecondFactor(password: string, headers: AuthHeaders): Promise<readonly string[]> {
    const response = await this.#auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true });
    if (!response.ok) throw new ServerRefusal('recorder/password-wrong');
    return response.headers.getSetCookie();
  }

  #known(id: string): Person {
    const person = this.find(id);
    if (!person) throw new ServerRefusal('recorder/not-found', { what: id });
    return person;
  }
}

function personOfRow(row: Record<string, unknown>): Person {
  return {
    id: String(row['id']),
    user: String(row['displayUsername'] ?? row['username']),
    name: String(row['name']),
    role: row['role'] as SiteRole,
    disabled: Boolean(row['disabled']),
    secondFactor: Boolean(row['twoFactorEnabled']),
    mustChangePassword: Boolean(row['mustChangePassword']),
  };
}

/** 80 random bits in letters that are not mistaken for each other, in groups. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789-';
  const text = Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('');
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8, 12), text.slice(12, 16)]
    .map((group) => group.replaceAll('-', 'x'))
    .join('-');
}
