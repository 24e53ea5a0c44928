// SPDX-License-Identifier: Apache-2.0
/** Closed sets of words that tables and several operations share. */
import { z } from 'zod';

/** What most addresses name. */
export const Id = z.object({ id: z.uuid() });
/** The version a change was made on; somebody else's in between is a conflict. */
export const Version = z.object({ version: z.int() });

export const organisationKinds = ['police', 'unit', 'firm'] as const;

/** Derived from the last filing and from dates, never set by hand. */
export const filingStates = ['unfiled', 'pending', 'returned', 'filed', 'notRequired'] as const;

export const filingKinds = ['first', 'change', 'transitional'] as const;
export type FilingKind = (typeof filingKinds)[number];

/**
 * draft 草稿 → submitted 已提交 → accepted 已受理 → verified 已核验 (receipt issued);
 * submitted or accepted → returned 补正 → submitted; draft or returned → withdrawn.
 */
export const filingStatuses = [
  'draft',
  'submitted',
  'accepted',
  'returned',
  'verified',
  'withdrawn',
] as const;
export type FilingStatus = (typeof filingStatuses)[number];
