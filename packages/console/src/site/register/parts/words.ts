// SPDX-License-Identifier: Apache-2.0
import type { Contains } from '@mingjing/contracts/site';
import type { TFunction } from 'i18next';
import type { AccessSession, AccessState } from '../../api/access.ts';

export const stateColours: Readonly<Record<AccessState, string>> = {
  incomplete: 'orange',
  'awaiting-decision': 'gold',
  open: 'green',
  closed: 'default',
  refused: 'red',
  withdrawn: 'default',
};

/** Who looked or asked to. */
export function askerOf({ requester, handledBy }: AccessSession): string {
  switch (requester.kind) {
    case 'staff':
      return handledBy.name;
    case 'platform':
      return `${requester.name}（${requester.id}）`;
    case 'citizen':
      return requester.name;
    case 'officials':
      return requester.officers.map(({ name, unit }) => `${name}（${unit}）`).join('、') || '—';
  }
}

/** What an asker says of themselves and why: label and words. */
export function askedOf({ requester }: AccessSession, t: TFunction): (readonly [string, string])[] {
  switch (requester.kind) {
    case 'citizen':
      return [
        [t('register.relation'), t(`register.relations.${requester.relation}`)],
        [t('register.citizenReason'), requester.reason ?? '—'],
        ...(requester.idNumber === undefined ? [] : [[t('register.idNumber'), requester.idNumber] as const]),
        ...(requester.contact === undefined ? [] : [[t('register.contact'), requester.contact] as const]),
      ];
    case 'officials':
      return [
        ...(requester.necessity === undefined
          ? []
          : [[t('register.necessity'), requester.necessity] as const]),
        ...(requester.emergency
          ? [[t('register.emergencyReason'), requester.emergency.reason] as const]
          : []),
      ];
    case 'staff':
      return requester.recipient
        ? [[t('exports.recipient'), `${requester.recipient.name}（${requester.recipient.unit}）`]]
        : [];
    case 'platform':
      return [];
  }
}

export const containsKinds = ['stateSecret', 'tradeSecret', 'personalPrivacy'] as const;

/** What the decider found in the pictures. */
export function containsWords(contains: Contains, t: TFunction): string {
  const found = containsKinds.filter((kind) => contains[kind]).map((kind) => t(`register.${kind}`));
  return found.length === 0 ? t('register.containsNothing') : found.join('、');
}
