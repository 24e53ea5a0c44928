// SPDX-License-Identifier: Apache-2.0
/** Searching, filtering and sorting the register of looks. Rules only: sessions in, rows out. */

import type { AccessSession, RegisterFilter, RegisterQuery } from '@mingjing/contracts/site';
import { mannerOf, purposeLine, requestersOf } from '../export/bundle-papers.ts';

/** @param nameOf what people call a camera: words are looked for in it as well as in its id */
export function filterRegister(
  sessions: readonly AccessSession[],
  filter: RegisterFilter,
  nameOf: (camera: string) => string,
): readonly AccessSession[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return sessions.filter((session) => {
    if (filter.kind && session.kind !== filter.kind) return false;
    if (filter.state && session.state !== filter.state) return false;
    if (filter.requester && session.requester.kind !== filter.requester) return false;
    if (filter.purpose && session.purpose !== filter.purpose) return false;
    if (filter.camera && !session.cameras.includes(filter.camera)) return false;
    if (filter.fromMs !== undefined && session.requestedMs < filter.fromMs) return false;
    if (filter.toMs !== undefined && session.requestedMs >= filter.toMs) return false;
    if (!shows(session, filter)) return false;
    if (filter.person && !personWords(session).includes(filter.person.toLowerCase())) return false;
    const text = words.length > 0 ? rowWords(session, nameOf) : '';
    return words.every((word) => text.includes(word));
  });
}

/** The footage that was asked for, not when somebody asked. */
function shows({ fromMs, toMs }: AccessSession, { showsMs, showsToMs }: RegisterFilter): boolean {
  const firstMs = showsMs ?? Number.NEGATIVE_INFINITY;
  const lastMs = showsToMs ?? (showsMs === undefined ? Number.POSITIVE_INFINITY : showsMs + 1);
  return fromMs < lastMs && firstMs < toMs;
}

export function sortRegister(
  sessions: readonly AccessSession[],
  sort: RegisterQuery['sort'],
  order: RegisterQuery['order'],
): readonly AccessSession[] {
  const sign = order === 'asc' ? 1 : -1;
  const keyOf = (session: AccessSession): string | number => {
    switch (sort) {
      case 'person':
        return personWords(session);
      case 'purpose':
        return session.purposeWords.zh;
      case 'kind':
        return session.kind;
      case 'requestedMs':
        return session.requestedMs;
      case 'number':
        return session.number;
    }
  };
  return [...sessions].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return sign * (left < right ? -1 : left > right ? 1 : a.number - b.number);
  });
}

export function personsOf(session: AccessSession): string {
  return requestersOf(session)
    .map(({ name, unit, credential }) => `${name}（${unit}${credential === '' ? '' : `，${credential}`}）`)
    .join('；');
}

function personWords(session: AccessSession): string {
  const { handledBy, decision } = session;
  return `${personsOf(session)} ${handledBy.name} ${handledBy.user} ${decision?.by.name ?? ''}`.toLowerCase();
}

function rowWords(session: AccessSession, nameOf: (camera: string) => string): string {
  return [
    session.number,
    personWords(session),
    purposeLine(session),
    session.groundWords,
    mannerOf(session),
    ...session.cameras.flatMap((camera) => [camera, nameOf(camera)]),
    session.decision?.reason ?? '',
    ...session.corrections.map(({ text }) => text),
  ]
    .join(' ')
    .toLowerCase();
}
