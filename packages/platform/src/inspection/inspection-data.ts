// SPDX-License-Identifier: Apache-2.0
/** What an inspection knows. Results are appended per item and device, never overwritten: two phones cannot lose each other’s. */
import { z } from 'zod';
import type { Data } from '../workflow/index.ts';

/** As XCCDF has them: unknown, not checked and not applicable are three different things. */
export const itemStates = [
  'met',
  'breached',
  'unknown',
  'not-checked',
  'not-applicable',
  'corrected',
] as const;
export type ItemState = (typeof itemStates)[number];

export const itemStateWords: Readonly<Record<ItemState, string>> = {
  met: '符合',
  breached: '不符合',
  unknown: '无法判断',
  'not-checked': '未检查',
  'not-applicable': '不适用',
  corrected: '不符合，当场改正',
};

const Text = z.string().trim().min(1).max(10_000);
const ItemNo = z.int().min(1).max(13);

export const Opening = z.object({
  kind: z.enum(['planned', 'complaint', 'follow-up', 'key-unit']).default('planned'),
  items: z
    .array(ItemNo)
    .min(1)
    .max(13)
    .transform((items) => [...new Set(items)].sort((a, b) => a - b))
    .describe('检查哪些公布的事项 · which of the published items'),
  plannedFor: z.iso.date().optional(),
  drawId: z.string().max(100).optional().describe('随机抽查的编号 · the draw it comes from'),
});

const Result = z.object({
  no: ItemNo,
  state: z.enum(itemStates),
  reason: Text,
  evidence: z.array(z.string().max(200)).max(100).default([]),
  device: z.string().max(60).default('desk'),
  /** One officer decides between two differing answers. */
  settles: z.boolean().default(false),
});
export type ItemResult = z.output<typeof Result> & { readonly on: string };

export const inputs: Readonly<Record<string, z.ZodType>> = {
  'record-items': z.object({ items: z.array(Result).min(1).max(200) }),
};

export interface InspectionData {
  readonly kind?: string;
  readonly items?: readonly number[];
  readonly results?: readonly ItemResult[];
  readonly unit?: { readonly name: string; readonly address: string; readonly creditCode: string | null };
}

export function applyStep(data: Data, action: string, input: Data, on: string): Data {
  if (action !== 'record-items') return Object.keys(input).length === 0 ? data : { ...data, [action]: input };
  const given = (input['items'] as readonly ItemResult[]).map((one) => ({ ...one, on }));
  const known = (data as InspectionData).results ?? [];
  // The same phone sends its answers again when the network failed it: nothing is doubled.
  const fresh = given.filter(
    (one) => !known.some((old) => JSON.stringify({ ...old, on }) === JSON.stringify(one)),
  );
  return { ...data, results: [...known, ...fresh] };
}

export interface SettledItem {
  readonly no: number;
  /** Null: nobody recorded it, or two devices differ and nobody has decided. */
  readonly result: ItemResult | null;
  readonly differing: readonly ItemResult[];
}

/** Each planned item with its one result: the latest that settles it, or what every device says alike. */
export function settled({ items = [], results = [] }: InspectionData): readonly SettledItem[] {
  return items.map((no) => {
    const mine = results.filter((one) => one.no === no);
    const decided = mine.findLastIndex(({ settles }) => settles);
    if (decided >= 0) return { no, result: mine[decided] ?? null, differing: [] };
    const latest = [...new Map(mine.map((one) => [one.device, one])).values()];
    const agree = new Set(latest.map(({ state }) => state)).size === 1;
    return { no, result: agree ? (latest.at(-1) ?? null) : null, differing: agree ? [] : latest };
  });
}
