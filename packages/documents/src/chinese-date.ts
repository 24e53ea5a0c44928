// SPDX-License-Identifier: Apache-2.0
/** Dates as Chinese papers print them, always in Beijing time and always saying so where a clock time stands. */

const dayFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour12: false,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** 2026年3月1日 from an RFC 3339 time or a calendar day `2026-03-01`. */
export function chineseDay(instant: string): string {
  const [year, month, day] = /^\d{4}-\d{2}-\d{2}$/.test(instant)
    ? instant.split('-').map(Number)
    : dayParts(new Date(instant));
  return `${year}年${month}月${day}日`;
}

/** 2026年3月1日 08:00:41（北京时间） from an RFC 3339 time. */
export function chineseInstant(instant: string): string {
  return `${chineseDay(instant)} ${timeFormat.format(new Date(instant))}（北京时间）`;
}

function dayParts(date: Date): number[] {
  const parts = dayFormat.formatToParts(date);
  return ['year', 'month', 'day'].map((type) => Number(parts.find((part) => part.type === type)?.value));
}
