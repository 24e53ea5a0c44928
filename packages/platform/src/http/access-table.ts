// SPDX-License-Identifier: Apache-2.0
/**
 * Every route and who may call it. A route that is not here cannot be served, and a row without a route fails the
 * test that walks this table. What a role may see of other counties is not decided here but by row policies.
 */
import type { Role } from '../people/index.ts';

/** `anyone`: also people who are not signed in; `session`: the door itself; else these roles. */
export type Access = 'anyone' | 'session' | readonly Role[];

const officials: readonly Role[] = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
];
const registrars: readonly Role[] = ['supervisionOfficer', 'administrator'];
const officers: readonly Role[] = ['supervisionOfficer'];
const inviters: readonly Role[] = ['supervisionOfficer', 'administrator'];
const administrators: readonly Role[] = ['administrator'];
const supervisors: readonly Role[] = ['internalSupervisor'];
const units: readonly Role[] = ['unitManager', 'unitStaff'];
const unitManagers: readonly Role[] = ['unitManager'];
const everyone: readonly Role[] = [...officials, ...units, 'firm'];

export const accessTable: Readonly<Record<string, Access>> = {
  'GET /api/session': 'session',
  'POST /api/session/second-factor': 'session',
  'GET /api/sessions': everyone,
  'DELETE /api/sessions/:id': everyone,
  'GET /api/notifications': everyone,
  'POST /api/notifications/read': everyone,

  'GET /api/organisations': officials,
  'POST /api/organisations': inviters,
  'GET /api/members': officials,
  'PUT /api/members/:id': administrators,
  'GET /api/invitations': inviters,
  'POST /api/invitations': inviters,
  'DELETE /api/invitations/:id': administrators,
  'GET /api/public/invitations/:token': 'anyone',
  'POST /api/public/invitations/:token': 'anyone',

  'GET /api/audit': supervisors,
  'GET /api/audit.xlsx': supervisors,
  'GET /api/audit/checkpoint': supervisors,

  'GET /api/units': officials,
  'GET /api/units.xlsx': officials,
  'GET /api/units/map': officials,
  'GET /api/units/duplicates': officials,
  'POST /api/units/duplicates/decision': registrars,
  'POST /api/units': registrars,
  'GET /api/units/:id': officials,
  'PUT /api/units/:id': registrars,
  'GET /api/units/:id/history': officials,
  'POST /api/units/:id/systems': registrars,
  'PUT /api/units/:id/systems/:part': registrars,
  'DELETE /api/units/:id/systems/:part': registrars,
  'POST /api/units/:id/cameras': registrars,
  'PUT /api/units/:id/cameras/:part': registrars,
  'DELETE /api/units/:id/cameras/:part': registrars,
  'POST /api/units/:id/people': registrars,
  'PUT /api/units/:id/people/:part': registrars,
  'DELETE /api/units/:id/people/:part': registrars,
  'GET /api/units/:id/people/:part/phone': registrars,
  'GET /api/systems': officials,
  'POST /api/shared-records': registrars,
  'GET /api/shared-records/:code': officials,
  'GET /api/views': officials,
  'POST /api/views': officials,
  'DELETE /api/views/:id': officials,
  'POST /api/imports': registrars,
  'GET /api/imports/:id': registrars,
  'POST /api/imports/:id/confirmation': registrars,
  'DELETE /api/imports/:id': registrars,

  'POST /api/filing-imports': registrars,
  'POST /api/filing-imports/:id/confirmation': registrars,

  'GET /api/workbench': officials,
  'GET /api/filings': officials,
  'GET /api/filings/:id': officials,
  'POST /api/filings/:id/acceptance': officers,
  'POST /api/filings/:id/return': officers,
  'POST /api/filings/:id/verification': officers,
  'GET /api/filings/:id/receipt.pdf': [...officials, ...units],
  'GET /api/filings/:id/form.pdf': [...officials, ...units],
  'GET /api/filings/:id/form.docx': [...officials, ...units],
  'GET /api/own/filings': units,
  'GET /api/own/duty': units,
  'POST /api/own/filings': unitManagers,
  'GET /api/own/filings/:id': units,
  'PUT /api/own/filings/:id': unitManagers,
  'POST /api/own/filings/:id/submission': unitManagers,
  'POST /api/own/filings/:id/withdrawal': unitManagers,
  'PUT /api/own/filings/:id/national-receipt': unitManagers,
  'PUT /api/own/filings/:id/recorder-facts': unitManagers,

  'GET /api/public/receipts/:code': 'anyone',
  'POST /api/public/camera-reports': 'anyone',
  'POST /api/public/footage-requests': 'anyone',
  'GET /api/camera-reports': officials,
  'GET /api/footage-requests': officials,
  'POST /api/law/decide': 'anyone',
  'POST /api/law/whatif': 'anyone',
};
