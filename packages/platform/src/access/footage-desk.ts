// SPDX-License-Identifier: Apache-2.0
/**
 * What recorders collect and tell of requests for footage. What they tell is signed with the key that was pinned at
 * enrolment; it becomes a step of the process where the table has one, and stands in the platform's log in any case.
 */
import { isDeepStrictEqual } from 'node:util';
import type {
  BundlePart,
  FootageSaid,
  OrderCollection,
  RecorderOrder,
  StepBody,
} from '@mingjing/contracts/desk';
import type { Statement } from '@mingjing/evidence';
import { addDays, findTransition, getProcess } from '@mingjing/law';
import type pg from 'pg';
import { inTransaction, type Transaction } from '../database/scope.ts';
import type { Clock } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import type { FootageDesk } from '../services.ts';
import { findSpeaker, isErrandOf, noteCollected, type RecorderRow, writeEvent } from '../uplink/index.ts';
import { findRecord, type RulesTable, takeStep } from '../workflow/index.ts';
import { fileOf } from './footage-file.ts';
import { orderOf } from './footage-order.ts';
import { findWhole, takePart } from './sealed-bundles.ts';

const process = 'footage-request';
/** Until when officers say what became of what they were given. Our measure: the law sets no number. */
const useWithinDays = 30;

interface Surroundings {
  readonly owner: pg.Pool;
  readonly rules: RulesTable;
  readonly publicUrl: string;
  readonly clock: Clock;
}

export function openFootageDesk(around: Surroundings): FootageDesk {
  const { owner, clock } = around;
  /** The speaker is looked up and committed also when the words are refused: what was noticed of it stays. */
  const hear = async <Said extends { readonly origin: string; readonly order: string }, T>(
    kind: Parameters<typeof findSpeaker>[1],
    statement: Statement<Said>,
    work: (tx: Transaction, recorder: RecorderRow, nowMs: number) => Promise<T>,
  ): Promise<T> => {
    const nowMs = clock();
    const heard = await inTransaction(owner, async (tx) => {
      const recorder = await findSpeaker(tx, kind, statement, nowMs);
      if ('refusal' in recorder) return recorder;
      if (!(await isErrandOf(tx, statement.said.order, recorder.id)))
        return { refusal: new PlatformError('platform/not-found') };
      return { answer: await work(tx, recorder, nowMs) };
    });
    if ('refusal' in heard) throw heard.refusal;
    return heard.answer;
  };
  return {
    collect: (statement: Statement<OrderCollection>) =>
      hear('uplink-order-collection', statement, (tx, recorder, nowMs) =>
        collect(tx, recorder, statement.said.order, nowMs),
      ),
    say: (statement: Statement<FootageSaid>) =>
      hear('uplink-footage', statement, (tx, recorder, nowMs) =>
        hearSaid(around, tx, recorder, statement.said, nowMs),
      ),
    part: (statement: Statement<BundlePart>) =>
      hear('uplink-bundle-part', statement, async (tx, { jurisdiction }, nowMs) => {
        await checkAsked(tx, statement.said.order);
        return { received: await takePart(tx, jurisdiction, statement.said, nowMs) };
      }),
  };
}

async function collect(
  tx: Transaction,
  recorder: RecorderRow,
  id: string,
  nowMs: number,
): Promise<RecorderOrder> {
  const order = await orderOf(tx, await findRecord(tx, await processOf(tx, id), id, 'lock'));
  await noteCollected(tx, id, recorder.id);
  const { version, stage } = order;
  await writeEvent(
    tx,
    recorder,
    `${order.kind === 'citizen' ? 'citizen-request' : process} collected`,
    { request: id, version, stage },
    nowMs,
  );
  return order;
}

/** Which of the two processes a recorder was sent for. */
async function processOf(tx: Transaction, id: string): Promise<string> {
  const [thing] = await tx.query<{ process: string }>('SELECT process FROM process_instance WHERE id = $1', [
    id,
  ]);
  if (!thing) throw new PlatformError('platform/not-found');
  return thing.process;
}

/** Of a citizen's request a recorder tells that it holds, or why it cannot; each recorder of the unit for itself. */
async function hearHeld(
  tx: Transaction,
  recorder: RecorderRow,
  { v: _, origin, order: id, step, ...told }: FootageSaid,
  nowMs: number,
): Promise<{ readonly state: string }> {
  if (step !== 'held' && step !== 'impossible')
    throw new PlatformError('platform/invalid', { path: 'said.step', reason: step });
  const { instance } = await findRecord(tx, 'citizen-request', id, 'lock');
  await tx.query(
    `UPDATE process_instance SET data = jsonb_set(data, '{held}', coalesce(data -> 'held', '{}') || $2), updated_at = $3 WHERE id = $1`,
    [id, JSON.stringify({ [origin]: { ...told, step } }), new Date(nowMs)],
  );
  await writeEvent(tx, recorder, `citizen-request ${step}`, { request: id, ...told }, nowMs);
  return { state: instance.state };
}

/** A request that was withdrawn or refused takes no footage any more. */
async function checkAsked(tx: Transaction, id: string): Promise<void> {
  const { instance } = await findRecord(tx, process, id, 'lock');
  if (!['requested', 'approved', 'unanswered'].includes(instance.state))
    throw new PlatformError('platform/state-conflict', { state: instance.state });
}

async function hearSaid(
  around: Surroundings,
  tx: Transaction,
  recorder: RecorderRow,
  said: FootageSaid,
  nowMs: number,
): Promise<{ readonly state: string }> {
  const { v: _, origin, order: id, step, ...told } = said;
  if ((await processOf(tx, id)) === 'citizen-request') return hearHeld(tx, recorder, said, nowMs);
  const { instance } = await findRecord(tx, process, id, 'lock');
  const before = fileOf(instance).recorder?.[step];
  if (before && isDeepStrictEqual(before, told)) return { state: instance.state };
  if (said.step === 'released') await checkWhole(tx, said);
  await tx.query(
    `UPDATE process_instance SET data = jsonb_set(data || '{}', '{recorder}', coalesce(data -> 'recorder', '{}') || $2), updated_at = $3
      WHERE id = $1`,
    [id, JSON.stringify({ [step]: told }), new Date(nowMs)],
  );
  for (const [action, body] of stepsOf(said, todayOf(nowMs))) {
    const { instance: now } = await findRecord(tx, process, id);
    // Done at the desk already, or the request has gone another way since: what was told stands in the file.
    if (!findTransition(getProcess(process), now.state, action)) continue;
    const { rules, publicUrl } = around;
    const taker = { userId: `录像机 ${origin}`, role: 'unitManager' } as const;
    await takeStep(
      { tx, taker, nowMs, publicUrl, rules },
      { process, id, action, body: { version: now.version, ...body } },
    );
  }
  await writeEvent(tx, recorder, `footage-request ${step}`, { request: id, ...told }, nowMs);
  return { state: (await findRecord(tx, process, id)).instance.state };
}

async function checkWhole(
  tx: Transaction,
  { order, sha256, sizeBytes }: Extract<FootageSaid, { readonly step: 'released' }>,
): Promise<void> {
  const whole = await findWhole(tx, order);
  if (whole?.sha256 !== sha256 || whole.sizeBytes !== sizeBytes)
    throw new PlatformError('platform/state-conflict', { state: 'bundle-incomplete' });
}

type Step = readonly [action: string, body: Omit<StepBody, 'version'>];

/** The steps of the process that follow from what was told, each if the state has it. */
function stepsOf(said: FootageSaid, today: string): readonly Step[] {
  const checked = (by: string): Step => ['check', { facts: { complete: true }, reason: `单位经办人：${by}` }];
  switch (said.step) {
    case 'held':
    case 'impossible':
      return [];
    case 'handled':
      return [checked(said.by)];
    case 'refused':
      return [['refuse', { facts: { 'refusal-reason': said.reason }, reason: `单位决定人：${said.by}` }]];
    case 'reviewed':
      return [
        [
          'review-emergency',
          {
            facts: { 'review-opinion': `${said.inOrder ? '符合规定' : '不符合规定'}：${said.reason}` },
            reason: `单位补审人：${said.by}`,
          },
        ],
      ];
    case 'released': {
      const bundle = `sha256:${said.sha256}（${said.sizeBytes} 字节），清单 ${said.manifest}`;
      if (said.approvedBy === null)
        return [
          [
            'release-emergency',
            {
              facts: { emergency: true, bundle },
              dueOn: addDays(today, 1),
              reason: `单位经办人：${said.handledBy}`,
            },
          ],
        ];
      return [
        checked(said.handledBy),
        [
          'release',
          {
            dueOn: addDays(today, useWithinDays),
            facts: { 'second-person': said.approvedBy, bundle },
            reason: `经办 ${said.handledBy}，批准 ${said.approvedBy}`,
          },
        ],
      ];
    }
  }
}
