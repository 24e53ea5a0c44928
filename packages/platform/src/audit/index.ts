// SPDX-License-Identifier: Apache-2.0
export { AuditLog, newSalt } from './audit-log.ts';
export { auditRoutes } from './routes.ts';
