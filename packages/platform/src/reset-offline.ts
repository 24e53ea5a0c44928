// SPDX-License-Identifier: Apache-2.0
/** `mingjing platform reset-administrator`: opens database and keys alone, without serving. */
import { join } from 'node:path';
import { AuditLog } from './audit/index.ts';
import { openDatabase } from './database/database.ts';
import { environment, systemClock } from './edge.ts';
import {
  type AdministratorReset,
  accountsOf,
  makeSignIn,
  readSecret,
  resetAdministrator,
  SignInActs,
  SignInGuard,
} from './people/index.ts';
import type { PlatformOptions } from './platform.ts';

/**
 * @returns the one-time password
 * @throws PlatformError what `openDatabase` and `resetAdministrator` throw; `platform/directory-taken` while a platform
 *   runs on its own database: stop it first. Over an outside database it may run on.
 */
export async function resetOffline(
  options: Pick<PlatformOptions, 'directory' | 'databaseUrl' | 'databaseApplicationUrl' | 'databasePort'>,
  reset: AdministratorReset,
): Promise<string> {
  const clock = systemClock;
  const ownerUrl = options.databaseUrl ?? environment('DATABASE_URL');
  const applicationUrl = options.databaseApplicationUrl ?? environment('DATABASE_APP_URL');
  const database = await openDatabase({
    directory: join(options.directory, 'database'),
    thisYear: new Date(clock()).getUTCFullYear(),
    ...(options.databasePort !== undefined && { port: options.databasePort }),
    ...(ownerUrl !== undefined && { ownerUrl }),
    ...(applicationUrl !== undefined && { applicationUrl }),
  });
  const stops: (() => Promise<void>)[] = [() => database.close()];
  try {
    const pool = database.application;
    const signIn = makeSignIn({
      applicationUrl: database.applicationUrl,
      pool,
      secret: readSecret(options.directory),
      publicUrl: 'http://127.0.0.1',
      oidc: [],
      clock,
    });
    stops.push(() => signIn.close());
    const { own } = accountsOf({
      signIn,
      pool,
      guard: new SignInGuard(pool, clock),
      acts: new SignInActs(pool, clock),
      clock,
    });
    const audit = await AuditLog.open(
      database.owner,
      join(options.directory, 'keys'),
      clock,
      () => undefined,
    );
    stops.push(() => audit.close());
    const password = await resetAdministrator({ owner: database.owner, own, clock }, reset);
    await audit.sequence();
    return password;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
