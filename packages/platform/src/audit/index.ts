// SPDX-License-Identifier: Apache-2.0
export { type ActRecord, encodeActEntry, logAlgorithms } from './act-entry.ts';
export { AuditLog, newSalt } from './audit-log.ts';
export { auditRoutes } from './routes.ts';
