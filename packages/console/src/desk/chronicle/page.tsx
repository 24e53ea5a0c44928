// SPDX-License-Identifier: Apache-2.0
/** The unit's own side of its chronicle: the same that its officer sees. */
import { OwnUnit } from '../own-unit.tsx';
import { Chronicle } from './parts/chronicle.tsx';

export function OwnChroniclePage() {
  return <OwnUnit title="chronicle.own">{(unitId) => <Chronicle key={unitId} unitId={unitId} />}</OwnUnit>;
}
