// SPDX-License-Identifier: Apache-2.0
/** Who may do what: the roles of the two programs and the groups that operations name. A person has one role. */

export const siteRoles = ['administrator', 'manager', 'operator', 'auditor'] as const;
/** 管理员 · 安全负责人 · 值班员 · 审计员 */
export type SiteRole = (typeof siteRoles)[number];

export const siteRoleNames: Readonly<Record<SiteRole, { readonly zh: string; readonly en: string }>> = {
  administrator: { zh: '管理员', en: 'administrator' },
  manager: { zh: '安全负责人', en: 'security manager' },
  operator: { zh: '值班员', en: 'duty operator' },
  auditor: { zh: '审计员', en: 'auditor' },
};

/** Groups of a unit's people. */
export const site = {
  everyone: siteRoles,
  /** Those who may see pictures. */
  viewers: ['administrator', 'manager', 'operator'],
  /** Those who answer for the unit. */
  deciders: ['administrator', 'manager'],
  /** Those who read registers. */
  readers: ['administrator', 'manager', 'auditor'],
  administrators: ['administrator'],
} as const satisfies Readonly<Record<string, readonly SiteRole[]>>;

export const deskRoles = [
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
export type DeskRole = (typeof deskRoles)[number];

export const deskRoleNames: Readonly<Record<DeskRole, { readonly zh: string; readonly en: string }>> = {
  supervisionOfficer: { zh: '监督民警', en: 'supervision officer' },
  caseOfficer: { zh: '办案民警', en: 'case officer' },
  legalReviewer: { zh: '法制审核人员', en: 'legal reviewer' },
  organHead: { zh: '机关负责人', en: 'head of the organ' },
  internalSupervisor: { zh: '内部监督人员', en: 'internal supervisor' },
  unitManager: { zh: '单位负责人', en: 'unit manager' },
  unitStaff: { zh: '单位人员', en: 'unit staff' },
  firm: { zh: '从业单位', en: 'firm' },
  administrator: { zh: '管理员', en: 'administrator' },
};

const officials = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
] as const;
const units = ['unitManager', 'unitStaff'] as const;

/** Groups of the people at the desk. What a role may see of other counties is decided by row policies. */
export const desk = {
  everyone: [...officials, ...units, 'firm'],
  officials,
  units,
  officialsAndUnits: [...officials, ...units],
  unitManagers: ['unitManager'],
  officers: ['supervisionOfficer'],
  caseOfficers: ['caseOfficer'],
  legalReviewers: ['legalReviewer'],
  organHeads: ['organHead'],
  registrars: ['supervisionOfficer', 'administrator'],
  inviters: ['supervisionOfficer', 'administrator'],
  supervisors: ['internalSupervisor'],
  /** Those who compare decisions. */
  reviewers: ['legalReviewer', 'organHead', 'internalSupervisor'],
  /** Who runs the system reads nothing that citizens handed in. */
  readersOfReports: ['supervisionOfficer', 'caseOfficer', 'legalReviewer', 'organHead', 'internalSupervisor'],
  administrators: ['administrator'],
} as const satisfies Readonly<Record<string, readonly DeskRole[]>>;

/** Roles that people of an organisation may have, by its kind. */
export const deskRolesOf = { police: desk.officials, unit: desk.units, firm: ['firm'] } as const;

/** Names of roles in one language, for a page's texts. */
export const roleWords = <Role extends string>(
  names: Readonly<Record<Role, { readonly zh: string; readonly en: string }>>,
  language: 'zh' | 'en',
): Record<Role, string> =>
  Object.fromEntries(
    Object.entries<{ readonly zh: string; readonly en: string }>(names).map(([role, words]) => [
      role,
      words[language],
    ]),
  ) as Record<Role, string>;
