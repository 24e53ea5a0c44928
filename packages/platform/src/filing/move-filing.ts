// SPDX-License-Identifier: Apache-2.0
/** The filing's own addresses take the steps of its process; the engine does the rest. */
import type { StepBody } from '@mingjing/contracts/desk';
import { findTransition, getProcess } from '@mingjing/law';
import type { Actor } from '../actor.ts';
import { oneOf, type Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import type { Services } from '../services.ts';
import { takeStep } from '../workflow/index.ts';
import type { StoredFiling } from './filing-desk.ts';
import { filingRules } from './rules.ts';

interface FilingStep {
  readonly tx: Transaction;
  readonly actor: Pick<Actor, 'userId' | 'role'>;
  readonly nowMs: number;
  readonly services: Pick<Services, 'publicUrl'>;
}

/**
 * Takes a step of the filing's process, if the filing still is what the person saw.
 *
 * @throws PlatformError `platform/version-conflict`, `platform/state-conflict` and what `takeStep` throws
 */
export async function moveFiling(
  { tx, actor, nowMs, services }: FilingStep,
  filing: StoredFiling,
  move: { readonly version: number; readonly action: string; readonly data?: StepBody['data'] },
): Promise<void> {
  if (filing.version !== move.version)
    throw new PlatformError('platform/version-conflict', { seen: move.version, current: filing.version });
  if (!findTransition(getProcess('filing'), filing.status, move.action))
    throw new PlatformError('platform/state-conflict', { state: filing.status });
  const { version } = oneOf(
    await tx.query<{ version: number }>('SELECT version FROM process_instance WHERE id = $1', [filing.id]),
  );
  await takeStep(
    {
      tx,
      taker: { userId: actor.userId, role: actor.role },
      nowMs,
      publicUrl: services.publicUrl,
      rules: { filing: filingRules },
    },
    {
      process: 'filing',
      id: filing.id,
      action: move.action,
      body: { version, ...(move.data && { data: move.data }) },
    },
  );
}
