// SPDX-License-Identifier: Apache-2.0
/**
 * Requests for footage. The recorder is sent for the request the moment that the first officer writes it, so that nothing is
 * deleted while the second is found; the unit sees it from the moment that it has to answer.
 */
import { FootageAsked, FootageJoined } from '@mingjing/contracts/desk';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { sendAgain, sendErrand } from '../uplink/index.ts';
import {
  type Data,
  type EffectContext,
  type Known,
  type OpenedContext,
  type ProcessRecord,
  type ProcessRules,
  type StepSituation,
  saidToHold,
} from '../workflow/index.ts';
import { fileOf, type RequestingOfficer } from './footage-file.ts';
import { letter, registerForm } from './footage-papers.ts';
import { findOrganKey } from './organ-key.ts';

async function nameOf(tx: Transaction, userId: string): Promise<string> {
  const [member] = await tx.query<{ name: string }>(
    'SELECT display_name AS name FROM member WHERE user_id = $1',
    [userId],
  );
  return member?.name ?? '';
}

async function keepOfficers(
  tx: Transaction,
  id: string,
  officers: readonly RequestingOfficer[],
): Promise<void> {
  await tx.query('UPDATE process_instance SET data = data || $2 WHERE id = $1', [
    id,
    JSON.stringify({ officers }),
  ]);
}

async function opened({ tx, userId, instance }: OpenedContext): Promise<void> {
  const { footage } = fileOf(instance);
  if (!footage) return;
  const { unitId, id } = instance;
  const isSent =
    unitId !== null && (await sendErrand(tx, { thingId: id, recorderId: footage.recorder, unitId }));
  if (!isSent)
    throw new PlatformError('platform/invalid', {
      path: 'data.footage.recorder',
      reason: '不是该单位正在使用的录像机 · not a recorder in use of this unit',
    });
  const name = await nameOf(tx, userId);
  await keepOfficers(tx, id, [{ userId, name, credential: footage.credential }]);
}

async function joined({ tx, userId, situation }: EffectContext): Promise<void> {
  const { footage, officers = [], join } = fileOf(situation);
  if (!footage) return;
  const second = { userId, name: await nameOf(tx, userId), credential: join?.credential ?? '' };
  await keepOfficers(tx, situation.instance.id, [...officers.slice(0, 1), second]);
  await sendAgain(tx, situation.instance.id);
}

const tellRecorder = ({ tx, situation }: EffectContext): Promise<void> =>
  sendAgain(tx, situation.instance.id);

/** Worked out for a request that a recorder answers; said by people for one that none does. */
const orSaid =
  (id: string, worked: (situation: StepSituation) => Known) =>
  (situation: StepSituation): Known =>
    fileOf(situation).footage ? worked(situation) : saidToHold(situation.said[id]);

function isSameHash(situation: StepSituation): Known {
  const released = fileOf(situation).recorder?.released;
  if (!released) return saidToHold(situation.said['same-hash']);
  const told = fileOf(situation)['confirm-opened']?.manifest;
  return told === undefined ? 'unknown' : told.toLowerCase() === released.manifest;
}

async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  if (!fileOf(instance).footage) return {};
  return { organKey: (await findOrganKey(tx, instance.jurisdiction))?.recipient ?? null };
}

export const footageRequestRules: ProcessRules = {
  process: 'footage-request',
  opening: z.looseObject({ footage: FootageAsked.optional() }),
  opened,
  inputs: {
    join: FootageJoined,
    'confirm-opened': z.looseObject({
      manifest: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/, '64 位十六进制 · 64 hexadecimal digits')
        .optional()
        .describe('mingjing open 显示的清单 SHA-256 · SHA-256 of the manifest, as `mingjing open` prints it'),
    }),
  },
  facts: {
    'by-recorder': (situation) => fileOf(situation).footage !== undefined,
    'second-sign-in': (situation) => fileOf(situation).officers?.[0]?.userId !== situation.asker,
    'organ-key': ({ around }) => typeof around['organKey'] === 'string',
    credentials: orSaid('credentials', (situation) => fileOf(situation).join?.credential !== undefined),
    certificate: orSaid('certificate', () => true),
    purpose: orSaid('purpose', () => true),
    necessity: orSaid('necessity', () => true),
    'same-hash': isSameHash,
  },
  known: ['second-sign-in', 'organ-key'],
  papers: {
    'footage-request-letter': { series: '调证', toParty: true, write: letter },
    'access-register-form': { toParty: true, write: registerForm },
  },
  shows: ['join', 'complete'],
  look,
  effects: {
    join: joined,
    complete: tellRecorder,
    remind: tellRecorder,
    withdraw: tellRecorder,
    'report-use': tellRecorder,
    'open-case': tellRecorder,
  },
  partyView: ({ instance }) => {
    const { unit, footage, recorder } = fileOf(instance);
    return { unit, ...(footage && { footage: { ...footage, credential: undefined } }), recorder };
  },
};
