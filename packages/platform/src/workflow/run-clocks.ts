// SPDX-License-Identifier: Apache-2.0
/**
 * What follows by itself when a clock runs out. Each clock in a transaction of its own that locks its thing first: a
 * second run, a late run and a crash in between find the clock ended or do it whole.
 */
import { findTransition, getProcess } from '@mingjing/law';
import type pg from 'pg';
import { inTransaction } from '../database/scope.ts';
import { todayOf } from '../registry/index.ts';
import type { RulesTable } from './rules.ts';
import { takeStep } from './take-step.ts';

interface DueClock {
  readonly id: string;
  readonly process: string;
  readonly clock: string;
  readonly run: number;
}

/**
 * @param owner passes over row policies: nobody's session is behind this
 * @returns how many steps followed
 */
export async function runClocks(
  owner: pg.Pool,
  nowMs: number,
  rules: RulesTable,
  publicUrl: string,
): Promise<number> {
  const { rows } = await owner.query<DueClock>(
    `SELECT c.instance_id AS id, i.process, c.clock, c.run FROM process_clock c JOIN process_instance i ON i.id = c.instance_id
      WHERE c.ended_on IS NULL AND c.paused_since IS NULL AND c.on_expiry IS NOT NULL AND c.due_on < $1
      ORDER BY c.due_on LIMIT 1000`,
    [todayOf(nowMs)],
  );
  let followed = 0;
  for (const due of rows) if (await runOut(owner, due, { nowMs, rules, publicUrl })) followed += 1;
  return followed;
}

async function runOut(
  owner: pg.Pool,
  { id, process, clock, run }: DueClock,
  {
    nowMs,
    rules,
    publicUrl,
  }: { readonly nowMs: number; readonly rules: RulesTable; readonly publicUrl: string },
): Promise<boolean> {
  return inTransaction(owner, async (tx) => {
    const [at] = await tx.query<{ state: string; version: number }>(
      'SELECT state, version FROM process_instance WHERE id = $1 FOR UPDATE',
      [id],
    );
    // Read after the lock: whoever was faster has ended it.
    const [open] = await tx.query<{ action: string }>(
      `SELECT on_expiry AS action FROM process_clock WHERE instance_id = $1 AND clock = $2 AND run = $3
          AND ended_on IS NULL AND paused_since IS NULL AND due_on < $4`,
      [id, clock, run, todayOf(nowMs)],
    );
    if (!at || !open || !findTransition(getProcess(process), at.state, open.action)) return false;
    await takeStep(
      { tx, taker: { userId: '', role: 'clock' }, nowMs, publicUrl, rules },
      { process, id, action: open.action, body: { version: at.version } },
    );
    return true;
  });
}
