// SPDX-License-Identifier: Apache-2.0
/** A visit as the phone has it: the pack it left with, what was written since, and how that reaches the platform. */
import type { StepBody, ThingView } from '@mingjing/contracts/desk';
import { call } from '../../../frame/call.ts';
import { RequestRefused } from '../../../frame/request.ts';
import { operationsOf } from '../../process/parts/operations.ts';
import type { LockedStore } from './locked-store.ts';

/** What is taken along: the inspection as it was when the phone left. */
export interface Pack {
  readonly thing: ThingView;
  readonly takenAt: string;
  /** Names this phone among those of one inspection. */
  readonly device: string;
}

export interface Picture {
  readonly fileName: string;
  readonly sha256: string;
  readonly takenAt: string;
  readonly place: {
    readonly latitude: number;
    readonly longitude: number;
    readonly accuracyMetres: number;
  } | null;
}

/** Appended, never changed; a second answer to an item stands behind the first. */
export interface Entry {
  readonly kind: 'item' | 'statement' | 'signature';
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly no?: number;
  readonly state?: string;
  readonly text: string;
  readonly pictures: readonly Picture[];
  /** Whose signature. */
  readonly who?: string;
}

const inspection = operationsOf('inspection');
const entryKey = (id: string, seq: number): string => `entry:${id}:${String(seq).padStart(6, '0')}`;
const pictureKey = (id: string, sha256: string): string => `picture:${id}:${sha256}`;

/** 5 MB: what a phone may have to carry for one visit before it begins. */
const mostPackBytes = 5_000_000;

/** @throws Error when the pack would be larger than 5 MB */
export async function takeAlong(store: LockedStore, id: string): Promise<Pack> {
  const thing = await call(inspection.read, { params: { id } });
  const known = await store.find<Pack>(`pack:${id}`);
  const pack: Pack = {
    thing,
    takenAt: new Date().toISOString(),
    device: known?.device ?? `phone-${crypto.randomUUID().slice(0, 8)}`,
  };
  if (new TextEncoder().encode(JSON.stringify(pack)).length > mostPackBytes)
    throw new Error('这次检查的资料超过 5 MB · the pack is larger than 5 MB');
  await store.keep(`pack:${id}`, pack);
  return pack;
}

export const packs = (store: LockedStore): Promise<readonly Pack[]> => store.all<Pack>('pack:');
export const entriesOf = (store: LockedStore, id: string): Promise<readonly Entry[]> =>
  store.all<Entry>(`entry:${id}:`);
export const pictureOf = (store: LockedStore, id: string, sha256: string) =>
  store.find<Uint8Array<ArrayBuffer>>(pictureKey(id, sha256));

export async function append(
  store: LockedStore,
  id: string,
  written: Omit<Entry, 'id' | 'seq' | 'at'>,
  files: readonly { readonly sha256: string; readonly bytes: Uint8Array }[] = [],
): Promise<void> {
  for (const { sha256, bytes } of files) await store.keep(pictureKey(id, sha256), bytes);
  const seq = (await store.keys(`entry:${id}:`)).length;
  await store.keep(entryKey(id, seq), {
    ...written,
    id: crypto.randomUUID(),
    seq,
    at: new Date().toISOString(),
  } satisfies Entry);
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
export const sha256Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes));

/** Everything of the visit in one file, for the day the phone cannot reach the platform any more. */
export async function exportOf(store: LockedStore, { thing, device, takenAt }: Pack): Promise<Blob> {
  const entries = await entriesOf(store, thing.id);
  const pictures: Record<string, string> = {};
  for (const { sha256 } of entries.flatMap((entry) => entry.pictures)) {
    const bytes = await pictureOf(store, thing.id, sha256);
    if (bytes) pictures[sha256] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }
  const file = { format: 'mingjing-visit/1', inspection: thing.id, device, takenAt, entries, pictures };
  return new Blob([JSON.stringify(file)], { type: 'application/json' });
}

export type Sent = 'sent' | 'kept-as-evidence';

const mostTries = 6;

/**
 * Sends what was written: pictures first, then all answers in one step. The platform knows each by its id, so sending
 * again adds nothing. When the record is signed already the whole visit goes into the file as evidence: nothing is lost.
 *
 * @throws RequestRefused when the platform cannot be reached or refuses
 */
export async function send(store: LockedStore, pack: Pack): Promise<Sent> {
  const { id } = pack.thing;
  const entries = await entriesOf(store, id);
  for (const entry of entries)
    for (const picture of entry.pictures) await sendPicture(store, id, entry, picture);
  for (let tries = 1; ; tries += 1) {
    const thing = await call(inspection.read, { params: { id } });
    if (!thing.allowed.some(({ action }) => action === 'record-items')) {
      const file = new File([await exportOf(store, pack)], `visit-${pack.device}.json`, {
        type: 'application/json',
      });
      await call(inspection.attach, {
        params: { id },
        query: { kind: 'late-record', note: '迟到的检查记录' },
        file,
      });
      return 'kept-as-evidence';
    }
    try {
      await call(inspection.step, {
        params: { id, action: 'record-items' },
        body: { version: thing.version, data: dataOf(entries, pack.device) as NonNullable<StepBody['data']> },
      });
      return 'sent';
    } catch (error) {
      // The other phone was there between the two calls.
      const moved = error instanceof RequestRefused && error.problem.status === 409;
      if (!moved || tries === mostTries) throw error;
    }
  }
}

async function sendPicture(store: LockedStore, id: string, entry: Entry, picture: Picture): Promise<void> {
  const bytes = await pictureOf(store, id, picture.sha256);
  if (!bytes) return;
  const { fileName, takenAt, place } = picture;
  const where = place
    ? `${place.latitude},${place.longitude}±${Math.round(place.accuracyMetres)}m`
    : '位置未知';
  await call(inspection.attach, {
    params: { id },
    query: {
      kind: entry.kind === 'signature' ? 'signature' : 'photo',
      note: `${takenAt} ${where} ${entry.who ?? ''}`.trim(),
    },
    file: new File([bytes], fileName),
  });
}

function dataOf(entries: readonly Entry[], device: string): Record<string, unknown> {
  return {
    items: entries.flatMap(({ kind, id, seq, at, no, state, text, pictures }) =>
      kind === 'item'
        ? [
            {
              id,
              seq,
              at,
              no,
              state,
              reason: text,
              evidence: pictures.map(({ fileName }) => fileName),
              device,
            },
          ]
        : [],
    ),
    statements: entries.flatMap(({ kind, id, at, text }) =>
      kind === 'statement' ? [{ id, text, device, at }] : [],
    ),
  };
}
