// SPDX-License-Identifier: Apache-2.0
/** One's own notices. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

export const Notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectId: z.string(),
  text: z.string(),
  createdAt: z.string(),
  read: z.boolean(),
});

export const listNotifications = deskOperation({
  method: 'GET',
  path: '/api/notifications',
  roles: desk.everyone,
  tag: 'notification',
  summary: { zh: '本人的通知，最近 100 条', en: "One's own notices, the last 100" },
  touches: 'notification',

  answer: z.array(Notification),
});

export const readNotifications = deskOperation({
  method: 'POST',
  path: '/api/notifications/read',
  roles: desk.everyone,
  tag: 'notification',
  summary: { zh: '全部标为已读', en: 'Mark all notices as read' },
  touches: 'notification',

  answer: z.object({ read: z.literal(true) }),
});

/** A page of the desk: its path below `/desk`, and what stands behind the `?`. */
export interface NoticePage {
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
}

const officialPages: Readonly<Record<string, (subject: string) => NoticePage>> = {
  'unit-registration': () => ({ path: '/registrations', search: {} }),
  'camera-report': () => ({ path: '/received', search: {} }),
  'footage-request': () => ({ path: '/received', search: {} }),
  'units-overdue': (jurisdiction) => ({ path: '/units', search: { overdue: 'true', jurisdiction } }),
  'filing-submitted': (id) => ({ path: '/review', search: { id } }),
  'filing-handed-over': (id) => ({ path: '/review', search: { id } }),
  'unit-moved-here': (id) => ({ path: '/unit', search: { id } }),
};

/** Kinds that begin so, of what concerns a unit; the subject is a filing or the unit. */
const unitPages: readonly (readonly [string, (subject: string) => NoticePage])[] = [
  ['filing-returned', (filing) => ({ path: '/own', search: { filing } })],
  ['filing-verified', () => ({ path: '/own', search: {} })],
  ['filing-due', (unit) => ({ path: '/own', search: { unit } })],
  ['filing-overdue', (unit) => ({ path: '/own', search: { unit } })],
  ['filing-reminder', (unit) => ({ path: '/own', search: { unit } })],
  ['unit-moved', (unit) => ({ path: '/own', search: { unit } })],
];

/**
 * The page a notice is about, as its reader may open it; the same for the bell and for the link in a letter.
 *
 * @param audience people of a police organ are `official`, all others `unit`
 * @returns undefined when there is nothing more to see than what the notice says
 */
export function pageOfNotice(
  { kind, subjectId }: { readonly kind: string; readonly subjectId: string },
  audience: 'official' | 'unit',
): NoticePage | undefined {
  if (kind.startsWith('account-') || kind.startsWith('password-')) return { path: '/sessions', search: {} };
  if (audience === 'official') return officialPages[kind]?.(subjectId);
  return unitPages.find(([start]) => kind.startsWith(start))?.[1](subjectId);
}
