// SPDX-License-Identifier: Apache-2.0
/** Work that nobody asks for at the moment it is due: queued in the same database, so a second process does it once. */
import { PgBoss } from 'pg-boss';

export interface Jobs {
  readonly close: () => Promise<void>;
}

/**
 * Runs each job now and then every minute.
 *
 * @param ownerUrl the role that owns the tables; jobs serve nobody in particular
 * @param onFailure told what went wrong; the next minute tries again
 */
export async function startJobs(
  ownerUrl: string,
  jobs: Readonly<Record<string, () => Promise<unknown>>>,
  onFailure: (error: unknown) => void,
): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, application_name: 'mingjing-jobs' });
  boss.on('error', onFailure);
  await boss.start();
  for (const [name, job] of Object.entries(jobs)) {
    await boss.createQueue(name);
    await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      try {
        await job();
      } catch (error) {
        onFailure(error);
        throw error;
      }
    });
    await boss.schedule(name, '* * * * *');
    await boss.send(name, {}, { singletonKey: 'at-start' });
  }
  return { close: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}
