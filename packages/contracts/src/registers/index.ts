// SPDX-License-Identifier: Apache-2.0
/** Registers as data: the kinds of field, what a register is, and those a unit keeps. */

export { cameraFiles } from './camera-files.ts';
export { dutyRoster } from './duty-roster.ts';
export { cellOf, type Field, type Fields, fileHashOf, fileNameOf, type Value, type Values } from './field.ts';
export type { Finding, Look } from './findings.ts';
export { maintenance } from './maintenance.ts';
export { panelEvents } from './panel-events.ts';
export {
  allOperationsOf,
  listRegisters,
  operationsOf,
  type ReadRows,
  type Register,
  type RegisterRow,
  type RegisterShape,
  type RowFilter,
  type RowQuery,
  type RowVersion,
  register,
} from './register.ts';
export { missedShifts, shiftPlan } from './shift-plan.ts';
export { findRegister, siteRegisters } from './site-registers.ts';
export { suspiciousEvents } from './suspicious-events.ts';
