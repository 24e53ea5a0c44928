// SPDX-License-Identifier: Apache-2.0
/** Messages in the page and letters waiting to be sent. */
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identifier, instant } from '../database/columns.ts';

export const notification = pgTable(
  'notification',
  {
    id: identifier('id'),
    userId: text('user_id').notNull(),
    /** `filing-submitted`, `filing-returned` …: the console has the sentence. */
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
    readAt: instant('read_at'),
  },
  (table) => [index('notification_user').on(table.userId, table.createdAt)],
);

/** Written in the transaction of the act it tells of; sent afterwards, again and again until it went. */
export const letter = pgTable(
  'letter',
  {
    id: identifier('id'),
    to: text('to').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    sentAt: instant('sent_at'),
    lastError: text('last_error'),
  },
  (table) => [index('letter_queue').on(table.sentAt, table.nextAttemptAt)],
);
