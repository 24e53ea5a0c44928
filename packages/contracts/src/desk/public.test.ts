// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { listCameraReports, listFootageRequests } from './public.ts';

it('what citizens hand in is not read by who runs the system, but by the county and its supervisor', () => {
  for (const { roles } of [listCameraReports, listFootageRequests]) {
    expect(roles).not.toContain('administrator');
    expect(roles).toContain('internalSupervisor');
    expect(roles).toContain('supervisionOfficer');
  }
});
