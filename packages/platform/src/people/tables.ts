// SPDX-License-Identifier: Apache-2.0
/** Organisations, members, invitations, and the session's assurance, which is ours. */
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { identifier, instant, jurisdictionCode } from '../database/columns.ts';

export const organisationKinds = ['police', 'unit', 'firm'] as const;

export const roles = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'unitManager',
  'unitStaff',
  'firm',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** Police organs by jurisdiction, managing units, practitioners. */
export const organisation = pgTable(
  'organisation',
  {
    id: identifier('id'),
    kind: text('kind', { enum: organisationKinds }).notNull(),
    name: text('name').notNull(),
    /** Where it is, or for a police organ: the code whose range it supervises (`11`, `1101`, `110105`). */
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    creditCode: text('credit_code'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('organisation_jurisdiction').on(table.jurisdiction)],
);

/** A person's one role in one organisation. The person's name and e-mail live with the sign-in. */
export const member = pgTable(
  'member',
  {
    userId: text('user_id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    /** The organisation's code, repeated here so that the row policy needs no join. */
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    role: text('role', { enum: roles }).notNull(),
    displayName: text('display_name').notNull(),
    email: text('email').notNull(),
    suspended: boolean('suspended').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('member_jurisdiction').on(table.jurisdiction),
    index('member_organisation').on(table.organisationId),
  ],
);

/** An invitation is a link that works once and for a limited time; only its hash is kept. */
export const invitation = pgTable(
  'invitation',
  {
    id: identifier('id'),
    /** SHA-256 of the token in the link, hex. */
    tokenHash: text('token_hash').notNull(),
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    invitedBy: text('invited_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('invitation_token').on(table.tokenHash),
    index('invitation_jurisdiction').on(table.jurisdiction),
  ],
);

/**
 * How a session was signed in. Written by our hook when the session is made, raised when a second factor is
 * verified, read by the gate before every route. Absent row = nothing is assured.
 */
export const sessionAssurance = pgTable('session_assurance', {
  sessionId: text('session_id').primaryKey(),
  userId: text('user_id').notNull(),
  /** `password`, `totp`, `backup-code`, `passkey`, `oidc`, in the order used. */
  methods: text('methods').array().notNull(),
  secondFactor: boolean('second_factor').notNull(),
  /** `mingjing` for our own sign-in, else the OIDC provider's id. */
  provider: text('provider').notNull(),
  at: instant('at').notNull(),
  /** Sessions of officials end this many hours after `at`, used or not. */
  hours: integer('hours').notNull().default(8),
});
