// SPDX-License-Identifier: Apache-2.0
/** Complaints: what is said of an official is internal supervision's alone (Decree 799 art. 25). */
import { z } from 'zod';
import { type EffectContext, getUnit, openThing, type ProcessRules, saidToHold } from '../workflow/index.ts';

const itemsOf = (data: unknown): readonly number[] =>
  (data as { readonly 'plan-inspection'?: { readonly items?: readonly number[] } })['plan-inspection']
    ?.items ?? [];

/** The visit that looks into it, planned like any other and approved by the head. */
async function planInspection({ tx, userId, nowMs, situation }: EffectContext): Promise<void> {
  const { instance, data } = situation;
  const items = itemsOf(data);
  if (items.length === 0) return;
  const unit = instance.unitId === null ? undefined : await getUnit(tx, instance.unitId);
  await openThing(tx, {
    process: 'inspection',
    title: `${unit?.name ?? instance.title}：举报核查`,
    jurisdiction: instance.jurisdiction,
    unitId: unit?.id,
    organisationId: unit?.organisationId ?? null,
    origin: { process: 'complaint', id: instance.id },
    data: { kind: 'complaint', items, ...(unit && { unit }) },
    userId,
    nowMs,
  });
}

export const complaintRules: ProcessRules = {
  process: 'complaint',
  inputs: {
    'plan-inspection': z.object({ items: z.array(z.int().min(1).max(13)).min(1).max(13).optional() }),
  },
  facts: {
    inspection: ({ data, said }) => itemsOf(data).length > 0 || saidToHold(said['inspection']),
  },
  effects: { 'plan-inspection': planInspection },
  lastly: {
    supervise: async (tx, id) => {
      await tx.query(`SELECT mj_restrict($1, 'internalSupervisor')`, [id]);
    },
  },
};
