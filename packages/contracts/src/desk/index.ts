// SPDX-License-Identifier: Apache-2.0
/** The platform's operations, and the shapes they share. */
import type { Operation } from '../operation.ts';
import * as account from './account.ts';
import * as audit from './audit.ts';
import * as chronicle from './chronicle.ts';
import * as consistency from './consistency.ts';
import * as draws from './draws.ts';
import * as filingAttachments from './filing-attachments.ts';
import * as filings from './filings.ts';
import * as footage from './footage.ts';
import * as imports from './imports.ts';
import * as law from './law.ts';
import * as notification from './notification.ts';
import * as oversight from './oversight.ts';
import * as ownFilings from './own-filings.ts';
import * as parts from './parts.ts';
import * as people from './people.ts';
import * as processes from './processes.ts';
import * as openToAll from './public.ts';
import * as session from './session.ts';
import * as sharedRecords from './shared-records.ts';
import * as simulation from './simulation.ts';
import * as statistics from './statistics.ts';
import * as unitInvitations from './unit-invitations.ts';
import * as unitRegistrations from './unit-registrations.ts';
import * as unitReminders from './unit-reminders.ts';
import * as units from './units.ts';
import * as uplink from './uplink.ts';
import * as views from './views.ts';

export * from './account.ts';
export * from './audit.ts';
export * from './chronicle.ts';
export * from './consistency.ts';
export * from './credit-code.ts';
export * from './draws.ts';
export * from './filing-attachments.ts';
export * from './filing-form.ts';
export * from './filing-sentences.ts';
export * from './filings.ts';
export * from './footage.ts';
export * from './imports.ts';
export * from './inspections.ts';
export * from './law.ts';
export * from './notification.ts';
export * from './oversight.ts';
export * from './own-filings.ts';
export * from './parts.ts';
export * from './people.ts';
export * from './processes.ts';
export * from './public.ts';
export * from './session.ts';
export * from './shared-records.ts';
export * from './simulation.ts';
export * from './statistics.ts';
export * from './terms.ts';
export * from './unit-invitations.ts';
export * from './unit-registrations.ts';
export * from './unit-reminders.ts';
export * from './units.ts';
export * from './uplink.ts';
export * from './views.ts';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'id' in value;

/** Every operation of the platform but those of each process (`processOperationsOf`), in the order of the reference: what a module exports is in the table. */
export const deskOperations: readonly Operation[] = [
  session,
  account,
  people,
  notification,
  units,
  parts,
  sharedRecords,
  views,
  imports,
  ownFilings,
  filings,
  filingAttachments,
  openToAll,
  unitRegistrations,
  unitInvitations,
  unitReminders,
  audit,
  draws,
  consistency,
  statistics,
  oversight,
  law,
  processes,
  uplink,
  chronicle,
  footage,
  simulation,
].flatMap((module) => Object.values<unknown>(module).filter(isOperation));
