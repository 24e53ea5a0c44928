// SPDX-License-Identifier: Apache-2.0
/** A request as its recorder collects it. */
import type { FootageOrder } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { organOf } from '../registry/index.ts';
import { type ProcessRecord, renderPaper } from '../workflow/index.ts';
import { fileOf } from './footage-file.ts';
import { findOrganKey } from './organ-key.ts';

/** @throws PlatformError `platform/not-found` for a request that no recorder answers */
export async function orderOf(tx: Transaction, record: ProcessRecord): Promise<FootageOrder> {
  const { instance, papers } = record;
  const { footage, officers = [] } = fileOf(instance);
  if (!footage) throw new PlatformError('platform/not-found');
  const paper = papers.findLast((one) => one.kind === 'footage-request-letter' && one.withdrawnAs === null);
  const letter = paper && (await renderPaper(tx, instance.id, paper.id, 'pdf'));
  const { cameras, from, to, purpose, incident } = footage;
  return {
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
