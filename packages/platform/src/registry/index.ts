// SPDX-License-Identifier: Apache-2.0
/** The register: units, their people, systems and cameras. */

export { applyFiled } from './apply-filed.ts';
export { clocksOf, earliestDue } from './filing-clocks.ts';
export { type ImportedRow, keepPreview, rowError, takePreview } from './import-batch.ts';
export { filingColumns } from './import-columns.ts';
export { countiesOf, withCounty } from './import-county.ts';
export { linkByCreditCode, linkUnit } from './link-unit.ts';
export { matchRows, type RegisteredUnit } from './match-rows.ts';
export { checkServed, organOf } from './organ.ts';
export { owes, textablePhones } from './owed.ts';
export { chosenClass, managesByArt7, placeOf } from './place-class.ts';
export {
  keepsTooLittle,
  type RetentionRow,
  readFloors,
  retentionColumns,
  retentionFloorOf,
} from './retention-floor.ts';
export { registryRoutes } from './routes.ts';
export { type Settled, settledFacts } from './settled.ts';
export { maskContact, maskPeople, maskPhone } from './telephone.ts';
export { todayOf } from './today.ts';
export { insertUnit } from './unit-detail.ts';
export { findUnitIds, soonAfter } from './unit-list.ts';
