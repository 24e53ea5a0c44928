// SPDX-License-Identifier: Apache-2.0
/** The unit's own recorders and duties: the same list that the officer sees. */
import { OwnUnit } from '../own-unit.tsx';
import { RecordersOfUnit } from './parts/recorders-of-unit.tsx';

export function OwnRecordersPage() {
  return <OwnUnit title="recorders.own">{(unitId) => <RecordersOfUnit unitId={unitId} />}</OwnUnit>;
}
