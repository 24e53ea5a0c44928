// SPDX-License-Identifier: Apache-2.0
/** Times as both consoles print them: Beijing time, zone said. */

const zone = 'Asia/Shanghai';
const instant = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });

/** 2026-11-03 08:00:41 +08 */
export const showInstant = (time: string | number | Date): string => `${instant.format(new Date(time))} +08`;
/** 08:00:41 */
export const showClock = (time: string | number | Date): string => clock.format(new Date(time));
/** 2026-11-03, the calendar day in Beijing. */
export const showDay = (time: string | number | Date): string => day.format(new Date(time));
/** Today in Beijing. */
export const todayInChina = (): string => showDay(new Date());

/** 1.2 GB */
export function showBytes(sizeBytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = sizeBytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
