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
  /** Of the record on the phone: the same id is the same answer, however often and late it comes. */
  id: z.uuid().optional(),
  /** Counts up on its device, so that answers that come out of order find their places. */
  seq: z.int().min(0).optional(),
  /** When the phone says it was written; its clock is not ours. */
  at: z.iso.datetime().optional(),
});

/** What the unit itself wants said in the record. */
const Statement = z.object({ id: z.uuid(), text: Text, device: z.string().max(60), at: z.iso.datetime() });

export type ItemResult = z.output<typeof Result> & { readonly on: string };

export const inputs: Readonly<Record<string, z.ZodType>> = {
  'record-items': z.object({
    items: z.array(Result).max(200).default([]),
    statements: z.array(Statement).max(50).optional(),
  }),
};

export interface InspectionData {
  readonly kind?: string;
  readonly items?: readonly number[];
  readonly results?: readonly ItemResult[];
  readonly statements?: readonly z.output<typeof Statement>[];
  readonly unit?: { readonly name: string; readonly address: string; readonly creditCode: string | null };
}

export function applyStep(data: Data, action: string, input: Data, on: string): Data {
  if (action !== 'record-items') return Object.keys(input).length === 0 ? data : { ...data, [action]: input };
  const known = data as InspectionData;
  const results = addResults(known.results ?? [], input['items'] as readonly ItemResult[], on);
  const told = (input['statements'] as InspectionData['statements']) ?? [];
  const statements = [
    ...new Map([...(known.statements ?? []), ...told].map((one) => [one.id, one])).values(),
  ];
  return { ...data, results, ...(statements.length > 0 && { statements }) };
}

/** The same phone sends its answers again when the network failed it: nothing is doubled, nothing overwritten. */
export function addResults(
  known: readonly ItemResult[],
  given: readonly Omit<ItemResult, 'on'>[],
  on: string,
): readonly ItemResult[] {
  const results = [...known];
  for (const one of given) {
    const same = results.some((old) =>
      one.id === undefined
        ? JSON.stringify({ ...old, on }) === JSON.stringify({ ...one, on })
        : old.id === one.id,
    );
    if (!same) results.push({ ...one, on });
  }
  return results;
}

export interface SettledItem {
  readonly no: number;
  /** Null: nobody recorded it, or two devices differ and nobody has decided. */
  readonly result: ItemResult | null;
  readonly differing: readonly ItemResult[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What each device wrote, in its own order, whatever order it arrived in; devices by name. */
const byDevice = (results: readonly ItemResult[]): readonly (readonly ItemResult[])[] =>
  [...Map.groupBy(results, ({ device }) => device)]
    .sort(([a], [b]) => compare(a, b))
    .map(([, own]) =>
      own.every(({ seq }) => seq !== undefined) ? own.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)) : own,
    );

const later = (a: ItemResult, b: ItemResult): ItemResult =>
  (compare(a.at ?? '', b.at ?? '') || compare(a.id ?? '', b.id ?? '')) > 0 ? a : b;

/** Each planned item with its one result: the latest that settles it, or what every device says alike. */
export function settled({ items = [], results = [] }: InspectionData): readonly SettledItem[] {
  return items.map((no) => {
    const devices = byDevice(results.filter((one) => one.no === no));
    const decisions = devices.flatMap((own) => own.findLast(({ settles }) => settles) ?? []);
    if (decisions.length > 0) return { no, result: decisions.reduce(later), differing: [] };
    const latest = devices.flatMap((own) => own.at(-1) ?? []);
    const agree = new Set(latest.map(({ state }) => state)).size === 1;
    return { no, result: agree ? (latest.at(-1) ?? null) : null, differing: agree ? [] : latest };
  });
}
