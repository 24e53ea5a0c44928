// SPDX-License-Identifier: Apache-2.0
/** Who may do what at the unit. A person has one role. */

export const roles = ['administrator', 'manager', 'operator', 'auditor'] as const;
/** 管理员 · 安全负责人 · 值班员 · 审计员 */
export type Role = (typeof roles)[number];

/** `anyone` needs no sign-in. */
export type Audience = readonly Role[] | 'anyone';

export const roleNames: Readonly<Record<Role, { readonly zh: string; readonly en: string }>> = {
  administrator: { zh: '管理员', en: 'administrator' },
  manager: { zh: '安全负责人', en: 'security manager' },
  operator: { zh: '值班员', en: 'duty operator' },
  auditor: { zh: '审计员', en: 'auditor' },
};
