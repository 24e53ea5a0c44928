// SPDX-License-Identifier: Apache-2.0
/** The calendar of the State Council's yearly notices (国务院办公厅关于节假日安排的通知), as known to this release. */
import type { Calendar } from './calendar.ts';
import { CHINA_DAYS } from './calendar-china-days.ts';
import type { CalendarDay } from './calendar-day.ts';

const spread = (year: string, list: string): readonly CalendarDay[] =>
  list === '' ? [] : list.split(' ').map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`);

const [first, last] = [CHINA_DAYS[0]?.[0] ?? '9999', CHINA_DAYS.at(-1)?.[0] ?? '0000'];

export const chinaCalendar: Calendar = {
  id: `cn-${first}-${last}`,
  from: `${first}-01-01`,
  to: `${last}-12-31`,
  daysOff: new Set(CHINA_DAYS.flatMap(([year, off]) => spread(year, off))),
  daysWorked: new Set(CHINA_DAYS.flatMap(([year, , worked]) => spread(year, worked))),
};
