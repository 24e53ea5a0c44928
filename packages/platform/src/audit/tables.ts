// SPDX-License-Identifier: Apache-2.0
/** The platform's own evidence log: who looked at or changed what, when and why. */
import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant, jurisdictionCode } from '../database/columns.ts';

/**
 * One row per act of an official, written in the same transaction as the act (before anything is answered).
 * The sequencer then gives it its place in the log. Partitioned by time in the migration; append only for
 * the application role.
 */
export const auditRecord = pgTable(
  'audit_record',
  {
    id: uuid('id').notNull().default(sql`uuidv7()`),
    at: instant('at').notNull(),
    /** Jurisdiction of the official, so that supervision of A sees what A's people did, wherever. */
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    userId: text('user_id').notNull(),
    role: text('role').notNull(),
    /** `GET /api/units/:id`: the route, not the address with its values. */
    action: text('action').notNull(),
    /** `read` or `write`. */
    kind: text('kind').notNull(),
    /** What was touched: `unit`, `filing` … and its ids (a search: the ids it showed). */
    subject: text('subject'),
    subjectIds: text('subject_ids').array().notNull(),
    /** The ground given for looking, where one was asked. */
    purpose: text('purpose'),
    /** Query or change, secrets and telephone numbers removed. */
    detail: jsonb('detail'),
    outcome: text('outcome').notNull(),
    salt: text('salt').notNull(),
  },
  (table) => [
    index('audit_record_time').on(table.jurisdiction, table.at),
    index('audit_record_user').on(table.userId, table.at),
  ],
);

/** The sequenced log. The entry is the exact text that was hashed. */
export const logEntry = pgTable(
  'log_entry',
  {
    index: bigint('index', { mode: 'number' }).primaryKey(),
    auditId: uuid('audit_id').notNull(),
    entry: text('entry').notNull(),
    /** H(0x00 ‖ entry). */
    leaf: bytes('leaf').notNull(),
  },
  (table) => [uniqueIndex('log_entry_audit').on(table.auditId)],
);

/** Signed states of the log. */
export const logCheckpoint = pgTable('log_checkpoint', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull(),
  root: bytes('root').notNull(),
  /** Signed note (C2SP tlog-checkpoint). */
  note: text('note').notNull(),
});
