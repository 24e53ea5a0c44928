// SPDX-License-Identifier: Apache-2.0
/**
 * Holds as the log tells them. The state file only spares reading the whole log at each start: what it says counts
 * while its seal holds, and from its mark on the log is replayed. A state file that is lost, old or edited is made
 * anew from the log's first entry.
 */
import {
  type Algorithms,
  type ConfigEntry,
  canonicalJson,
  encodeUtf8,
  hmac,
  isSameCode,
  parseEntry,
  parseTime,
} from '@mingjing/evidence';
import { z } from 'zod';
import type { Hold } from '../../terms/holds.ts';
import type { EvidenceLog } from '../log/evidence-log.ts';
import type { StateStore } from '../state/state-store.ts';

/** What a hold's first entry says of it, as `describeHold` writes it. */
const HoldWords = z.object({
  cameras: z.array(z.string()),
  fromMs: z.number(),
  toMs: z.number(),
  reason: z.string(),
  ground: z.string(),
  untilMs: z.number().nullable(),
});

/** What the log says of a hold: enough to place it again when the state file is lost. */
export function describeHold(hold: Hold): string {
  const { cameras, fromMs, toMs, reason, ground, untilMs } = hold;
  return JSON.stringify({ cameras, fromMs, toMs, reason, ground, untilMs: untilMs ?? null });
}

const told = Buffer.from('"what":"hold/');

/** Seals what the state file says of holds, so that an edit shows. */
export type HoldSeal = { readonly algorithms: Algorithms; readonly key: Uint8Array };

/**
 * The holds of a store: of its state file as far as that is sealed, then of the log.
 *
 * @returns the holds, whether the state file was not believed, and how far the log could be read
 */
export async function replayHolds(
  state: StateStore,
  log: Pick<EvidenceLog, 'size' | 'entryIfWhole'>,
  seal: HoldSeal,
): Promise<{
  readonly holds: readonly Hold[];
  readonly fromStart: boolean;
  /** Everything before this index was read; below the log's size where an entry is not what the log commits to. */
  readonly readUpTo: number;
}> {
  const kept = state.holds();
  const size = log.size();
  const mark = state.fact('holds-logged');
  const isSealed = mark <= size && isSealRight(state, seal, mark, kept);
  const holds = new Map<string, Hold>(isSealed ? kept.map((hold) => [hold.id, hold]) : []);
  let readUpTo = size;
  for (let index = isSealed ? mark : 0; index < size; index++) {
    const bytes = await log.entryIfWhole(index);
    // It may have been a hold: the next start asks again.
    if (!bytes) {
      readUpTo = Math.min(readUpTo, index);
      continue;
    }
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(told)) continue;
    const parsed = parseEntry(bytes);
    if (parsed.kind === 'entry' && parsed.entry.type === 'config') foldHold(holds, parsed.entry);
  }
  // In force before it was logged (a crash in between): footage is kept too long rather than too short.
  if (!isSealed)
    for (const hold of kept)
      if (!holds.has(hold.id) && hold.releasedMs === undefined) holds.set(hold.id, hold);
  return { holds: [...holds.values()], fromStart: !isSealed && size > 0, readUpTo };
}

/** Keeps them with a seal that covers the log up to here. */
export function keepHolds(
  state: StateStore,
  holds: readonly Hold[],
  loggedSize: number,
  seal: HoldSeal,
): void {
  state.putHolds(holds, loggedSize, sealOf(seal, loggedSize, holds));
}

function isSealRight(state: StateStore, seal: HoldSeal, mark: number, holds: readonly Hold[]): boolean {
  const found = state.holdSeal();
  return found !== undefined && isSameCode(found, sealOf(seal, mark, holds));
}

function sealOf({ algorithms, key }: HoldSeal, mark: number, holds: readonly Hold[]): Uint8Array {
  const sorted = [...holds].sort((a, b) => (a.id < b.id ? -1 : 1));
  const words = canonicalJson(JSON.parse(JSON.stringify(sorted)));
  return hmac(algorithms, key, encodeUtf8(`mingjing holds\n${mark}\n${words}\n`));
}

/** Takes in one `hold/…` entry; one that makes no sense changes nothing. */
export function foldHold(holds: Map<string, Hold>, entry: ConfigEntry): void {
  const [kind, id, step] = entry.what.split('/');
  if (kind !== 'hold' || id === undefined) return;
  const hold = holds.get(id);
  if (step === undefined) {
    const placed = hold ? undefined : holdOf(id, entry);
    if (placed) holds.set(id, placed);
  } else if (hold && hold.releasedMs === undefined) {
    if (step === 'release-asked') holds.set(id, { ...hold, releaseAskedBy: entry.by });
    if (step === 'released' && hold.releaseAskedBy !== undefined && hold.releaseAskedBy !== entry.by)
      holds.set(id, { ...hold, releasedBy: entry.by, releasedMs: parseTime(entry.at)! });
  }
}

function holdOf(id: string, { by, at, after }: ConfigEntry): Hold | undefined {
  const words = HoldWords.safeParse(parsedOrNothing(after));
  if (!words.success) return undefined;
  const { untilMs, ...rest } = words.data;
  return {
    ...rest,
    id,
    by,
    untilMs: untilMs ?? undefined,
    placedMs: parseTime(at)!,
    releaseAskedBy: undefined,
    releasedBy: undefined,
    releasedMs: undefined,
  };
}

function parsedOrNothing(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
