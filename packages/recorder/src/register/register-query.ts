// SPDX-License-Identifier: Apache-2.0
/** Searching, filtering and sorting the register of looks. Rules only: sessions in, rows out. */
import { z } from 'zod';
import { type AccessSession, accessKinds, accessStates, Ms } from '../access/session.ts';
import { mannerOf, purposeLine, requestersOf } from '../export/bundle-papers.ts';

const sortKeys = ['number', 'requestedMs', 'person', 'purpose', 'kind'] as const;

export const RegisterFilter = z.object({
  /** Words, all of which must occur somewhere in the row. */
  text: z.string().trim().max(200).optional(),
  person: z.string().trim().max(100).optional(),
  camera: z.string().trim().max(64).optional(),
  purpose: z.string().trim().max(60).optional(),
  kind: z.enum(accessKinds).optional(),
  state: z.enum(accessStates).optional(),
  requester: z.enum(['staff', 'officials', 'citizen']).optional(),
  /** When it was registered. */
  fromMs: z.coerce.number().pipe(Ms).optional(),
  toMs: z.coerce.number().pipe(Ms).optional(),
  /** What the pictures show: looks whose range touches this instant. */
  showsMs: z.coerce.number().pipe(Ms).optional(),
});
export type RegisterFilter = z.infer<typeof RegisterFilter>;

export const RegisterQuery = RegisterFilter.extend({
  sort: z.enum(sortKeys).default('number'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type RegisterQuery = z.infer<typeof RegisterQuery>;

export function filterRegister(
  sessions: readonly AccessSession[],
  filter: RegisterFilter,
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
    if (filter.showsMs !== undefined && !(session.fromMs <= filter.showsMs && filter.showsMs < session.toMs))
      return false;
    if (filter.person && !personWords(session).includes(filter.person.toLowerCase())) return false;
    const text = words.length > 0 ? rowWords(session) : '';
    return words.every((word) => text.includes(word));
  });
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

function rowWords(session: AccessSession): string {
  return [
    session.number,
    personWords(session),
    purposeLine(session),
    session.groundWords,
    mannerOf(session),
    session.cameras.join(' '),
    session.decision?.reason ?? '',
    ...session.corrections.map(({ text }) => text),
  ]
    .join(' ')
    .toLowerCase();
}
