// SPDX-License-Identifier: Apache-2.0
/** A request as its recorder collects it. */
import type { FootageOrder, HoldOrder, RecorderOrder } from '@mingjing/contracts/desk';
import { getState } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { organOf } from '../registry/index.ts';
import { type ProcessRecord, renderPaper } from '../workflow/index.ts';
import type { CitizenFile } from './citizen-rules.ts';
import { fileOf } from './footage-file.ts';
import { findOrganKey } from './organ-key.ts';

/** @throws PlatformError `platform/not-found` for a request that no recorder answers */
export function orderOf(tx: Transaction, record: ProcessRecord): Promise<RecorderOrder> {
  return record.instance.process === 'citizen-request'
    ? Promise.resolve(holdOf(record))
    : footageOrderOf(tx, record);
}

function holdOf({ process, instance }: ProcessRecord): HoldOrder {
  const { citizen } = instance.data as CitizenFile;
  if (!citizen) throw new PlatformError('platform/not-found');
  const { number, from, to } = citizen;
  const stage = getState(process, instance.state).final ? 'ended' : 'hold';
  const utc = (at: string) => new Date(at).toISOString();
  return {
    kind: 'citizen',
    id: instance.id,
    version: instance.version,
    stage,
    number,
    from: utc(from),
    to: utc(to),
  };
}

async function footageOrderOf(tx: Transaction, record: ProcessRecord): Promise<FootageOrder> {
  const { instance, papers } = record;
  const { footage, officers = [] } = fileOf(instance);
  if (!footage) throw new PlatformError('platform/not-found');
  const paper = papers.findLast((one) => one.kind === 'footage-request-letter' && one.withdrawnAs === null);
  const letter = paper && (await renderPaper(tx, instance.id, paper.id, 'pdf'));
  const { cameras, from, to, purpose, incident } = footage;
  return {
    kind: 'organ',
    id: instance.id,
    version: instance.version,
    stage: stageOf(instance.state),
    organ: (await organOf(tx, instance.jurisdiction))?.name ?? `${instance.jurisdiction} 公安机关`,
    officers: officers.map(({ name, credential }) => ({ name, credential })),
    cameras,
    from,
    to,
    purpose,
    incident,
    instrument: footage.instrument ?? paper?.number ?? null,
    necessity: footage.necessity ?? null,
    emergency: footage.emergency ?? null,
    recipient: (await findOrganKey(tx, instance.jurisdiction))?.recipient ?? null,
    letter: letter ? Buffer.from(letter.bytes).toString('base64') : null,
  };
}

function stageOf(state: string): FootageOrder['stage'] {
  switch (state) {
    case 'drafted':
    case 'refused':
      return 'hold';
    case 'withdrawn':
    case 'used':
    case 'referred':
      return 'ended';
    default:
      return 'asked';
  }
}
