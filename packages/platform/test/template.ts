// SPDX-License-Identifier: Apache-2.0
/**
 * A platform's directory as it is after its first start with the demo county. Making one (a new cluster, every
 * migration, the county) costs some seconds; whoever comes first in a run makes it, the others get a copy.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startPlatform } from '../src/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for one run of the tests: `template.setup.ts`. */
    readonly platformTemplates: string;
  }
}

/**
 * Fills a directory that does not exist yet, if that saves a first start.
 *
 * @param name of the template: worlds that begin on the same day share one
 */
export async function fillFromTemplate(
  directory: string,
  name: string,
  clock: () => number = Date.now,
): Promise<void> {
  const template = join(inject('platformTemplates'), name);
  const whole = `${template}.whole`;
  if (!existsSync(whole)) {
    // Another test is making it: not waited for, this one starts from nothing.
    if (mkdirSync(template, { recursive: true }) === undefined) return;
    const running = await startPlatform({
      directory: template,
      port: 0,
      demo: true,
      rateLimited: false,
      clock,
    });
    await running.close();
    writeFileSync(whole, '');
  }
  // The cluster belongs to the account that runs it.
  const copied = spawnSync('cp', ['-a', template, directory], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`${template}: ${copied.stderr}`);
}
