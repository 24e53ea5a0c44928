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
/** 监督民警 · 办案民警 · 法制审核 · 机关负责人 · 内部监督 · 单位安全负责人 · 单位人员 · 从业单位 · 管理员 */
export type DeskRole = (typeof deskRoles)[number];

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
  administrators: ['administrator'],
} as const satisfies Readonly<Record<string, readonly DeskRole[]>>;
