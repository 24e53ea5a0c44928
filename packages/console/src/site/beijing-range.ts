// SPDX-License-Identifier: Apache-2.0
/** Date pickers show Beijing time whatever zone the browser is in. */
import dayjs, { type Dayjs } from 'dayjs';
import { showInstant } from '../frame/time.ts';

/** The instant a picker's clock face means in Beijing. */
export const instantOf = (face: Dayjs): number => Date.parse(`${face.format('YYYY-MM-DDTHH:mm:ss')}+08:00`);
/** A picker's clock face for an instant. */
export const faceOf = (atMs: number): Dayjs => dayjs(showInstant(atMs).slice(0, 19).replace(' ', 'T'));
