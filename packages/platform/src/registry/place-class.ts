// SPDX-License-Identifier: Apache-2.0
/**
 * The class of a place under Decree 799 decides whether it files and how long it keeps. Words suggest it; a person may
 * settle it with a reason, and then no filing and no change of the words overwrites that.
 */
import type { UnitDetail } from '@mingjing/contracts/desk';
import { classifyPlace, type KnownPlaceClass, placeClassNames } from '@mingjing/law';

/** SQL: the class a person settled, else null. @param unit alias of the unit's row */
export const chosenClass = (unit: string): string =>
  `CASE WHEN ${unit}.place_class_by IS NOT NULL THEN ${unit}.place_class END`;

/** Where the law says what a class is. */
export const classProvisions: Readonly<Record<string, string>> = {
  'art7-1': 'd799/government-built-places',
  'art7-2': 'd799/unit-built-places',
  art9: 'd799/other-public-places',
  nonPublic: 'd799/non-public-places',
};

/** What the words of a place suggest, in a sentence with the provision. */
export function placeOf(placeKind: string) {
  const { placeClass, certainty, text } = classifyPlace(placeKind);
  const because =
    placeClass === 'unknown'
      ? `“${text}”认不出属于哪一类场所，请写明`
      : `“${text}”${certainty === 'listed' ? '在条文列举之中' : '由列举推知'}`;
  const provision = classProvisions[placeClass];
  return { placeClass, reason: { because, ...(provision !== undefined && { provision }) } };
}

/**
 * Who stands in the register is taken for the management unit of its place (D799 art. 7), except where the place is none
 * of that article: art. 9(2) frees other public places from filing and from the 30 days.
 *
 * @param chosen the class a person settled, before the words
 */
export function managesByArt7(
  placeKind: string | undefined,
  chosen: KnownPlaceClass | null | undefined,
): true | undefined {
  const placeClass = chosen ?? classifyPlace(placeKind ?? '').placeClass;
  return placeClass === 'art9' || placeClass === 'nonPublic' ? undefined : true;
}

/** What should be looked at once more: the words say another class than the person who settled it. */
export function classDoubt(placeKind: string, chosen: KnownPlaceClass | null): UnitDetail['doubts'] {
  const { placeClass } = classifyPlace(placeKind);
  if (chosen === null || placeClass === 'unknown' || placeClass === chosen) return [];
  const [zh, en] = [placeClassNames[placeClass], placeClass];
  return [
    {
      field: 'placeClass',
      zh: `由人认定；按“${placeKind}”推断应为${zh}，场所有变化的请重新认定`,
      en: `settled by a person; “${placeKind}” alone suggests ${en}: settle it anew if the place has changed`,
    },
  ];
}
