// SPDX-License-Identifier: Apache-2.0
/** Systems of every unit in range. */
import { request } from '../../frame/request.ts';

export interface SystemRow {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly placeKind: string;
  readonly name: string;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly storageDays: number | null;
}

export const listSystems = (
  filter: { readonly storageBelow?: number; readonly withoutDate?: boolean },
  after: string | undefined,
): Promise<{ readonly systems: readonly SystemRow[]; readonly next: string | null }> =>
  request(
    `/api/systems?${new URLSearchParams({
      ...(filter.storageBelow === undefined ? {} : { storageBelow: String(filter.storageBelow) }),
      ...(filter.withoutDate ? { withoutDate: 'true' } : {}),
      ...(after === undefined ? {} : { after }),
    })}`,
  );
