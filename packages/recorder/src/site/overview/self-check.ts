// SPDX-License-Identifier: Apache-2.0
/** What the recorder itself can say for the self-check. What it does not know stays unknown; nothing is flattered. */

import { cameraFiles } from '@mingjing/contracts/registers';
import type { Settings } from '@mingjing/contracts/site';
import type { Evidence, UnitFacts } from '@mingjing/law';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { RetentionStatus } from '../../terms/holds.ts';
import type { SessionBook } from '../access/session-book.ts';
import type { PictureState, PictureWatch } from '../picture-health/picture-watch.ts';
import { registerFindings } from '../registers/register-findings.ts';
import type { RowBook } from '../registers/row-book.ts';
import { factsOfSettings } from '../settings/lawful-retention.ts';

/** What the recorder knows of itself. */
export type SelfKnowledge = {
  readonly core: CoreWithoutMedia;
  readonly rows: RowBook;
  readonly book: SessionBook;
  readonly pictures: PictureWatch;
};

export function unitFactsOf(settings: Settings, retention: RetentionStatus): UnitFacts {
  const judged = retention.cameras.filter(({ verdict }) => verdict !== 'filling');
  // While the first days fill up nobody can say how many will be kept.
  const known = judged.length > 0 && judged.length === retention.cameras.length;
  return {
    ...factsOfSettings(settings),
    ...(known && { retentionDays: Math.floor(Math.min(...judged.map(({ keptDays }) => keptDays))) }),
  };
}

/**
 * Whether the system lies near a secret unit, from the newest file of every camera: one that does says yes; no only
 * where every camera's file says no.
 */
export function nearSecretUnit({ core, rows }: Pick<SelfKnowledge, 'core' | 'rows'>): Partial<UnitFacts> {
  const newest = new Map(
    rows
      .rows(cameraFiles)
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ values }) => [values['camera'], values['secretUnit']]),
  );
  const answers = core.cameras.status().map(({ id }) => newest.get(id) ?? undefined);
  if (answers.some((answer) => answer === 'consent' || answer === 'none')) return { nearSecretUnit: true };
  return answers.length > 0 && answers.every((answer) => answer === 'no') ? { nearSecretUnit: false } : {};
}

export const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

export async function findingsOf({ core, book, rows, pictures }: SelfKnowledge): Promise<Evidence> {
  const cameras = core.cameras.status();
  // A camera that somebody switched off does not run either: switching off silences nothing.
  const recording = cameras.filter(({ state }) => state === 'recording');
  const officials = book.inState('open', 'closed').filter(({ requester }) => requester.kind === 'officials');
  const paired = officials.every(({ requester, review }) =>
    requester.kind === 'officials' ? requester.officers.length >= 2 || review !== undefined : true,
  );
  const nowMs = core.nowMs();
  const shown = registerFindings((register) => ({
    rows: rows
      .rows(register)
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ values }) => values),
    today: chinaDay(nowMs),
    nowMs,
    cameras: cameras.map(({ id }) => id),
  }));
  return {
    ...shown,
    systemInstalled: cameras.length > 0,
    ...(cameras.length > 0 && {
      capturesRecordsTransmits: recording.length > 0,
      systemRunning: recording.length === cameras.length,
    }),
    ...pictureFindings(pictures.states()),
    // By construction: no picture leaves without a row in the register, and none without a sign-in.
    accessRegister: true,
    accessControlled: true,
    ...(officials.length > 0 && { twoOfficers: paired }),
  };
}

/**
 * One picture that stands as a fault breaches; clear is said only where every camera's is and none is unknown now. A
 * moved view is clear all the same.
 */
export function pictureFindings(
  states: readonly Pick<PictureState, 'stands' | 'why'>[],
): Pick<Evidence, 'imageClear' | 'noDamage'> {
  const known = states.filter(({ why }) => why === undefined).map(({ stands }) => stands);
  const isPoor = known.some((stands) => stands !== undefined && stands !== 'clear' && stands !== 'moved');
  const areClear =
    states.length > 0 &&
    known.length === states.length &&
    known.every((stands) => stands === 'clear' || stands === 'moved');
  return {
    ...(isPoor ? { imageClear: false } : areClear && { imageClear: true }),
    // Pictures show that a lens is covered; that nothing is damaged they do not show.
    ...(known.includes('covered') && { noDamage: false }),
  };
}
