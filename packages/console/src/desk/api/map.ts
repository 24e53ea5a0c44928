// SPDX-License-Identifier: Apache-2.0
/** Units inside a rectangle. */
import { request } from '../../frame/request.ts';
import type { FilingState } from './units.ts';

export interface MapUnit {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly filingState: FilingState;
}

export interface Rectangle {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export const unitsInside = (rectangle: Rectangle): Promise<readonly MapUnit[]> =>
  request(
    `/api/units/map?${new URLSearchParams(Object.entries(rectangle).map(([name, value]) => [name, value.toFixed(6)]))}`,
  );
