// SPDX-License-Identifier: Apache-2.0
/** GB/T 2260: whether six digits can be the code of an area at all. Counties are not listed here, prefectures are. */

/**
 * Per province (first two digits) its prefectures (middle two): as numbered today, and 90 for counties directly under
 * the province, 02 for counties directly under a municipality. 71, 81, 82 have none.
 */
const prefectures: Readonly<Record<string, string>> = {
  11: '01-02',
  12: '01-02',
  13: '01-11 90',
  14: '01-11',
  15: '01-09 22 25 29',
  21: '01-14',
  22: '01-08 24',
  23: '01-12 27',
  31: '01-02',
  32: '01-13',
  33: '01-11',
  34: '01-08 10-18',
  35: '01-09',
  36: '01-11',
  37: '01-17',
  41: '01-17 90',
  42: '01-03 05-13 28 90',
  43: '01-13 31',
  44: '01-09 12-20 51-53',
  45: '01-14',
  46: '01-04 90',
  50: '01-02',
  51: '01 03-11 13-20 32-34',
  52: '01-06 22-24 26-27',
  53: '01 03-09 23 25-26 28-29 31 33-34',
  54: '01-06 21-25',
  61: '01-10',
  62: '01-12 29-30',
  63: '01-02 21-23 25-28',
  64: '01-05',
  65: '01-02 04-05 21-23 27-32 40 42-43 90',
  71: '',
  81: '',
  82: '',
};

const codes: ReadonlySet<string> = new Set(
  Object.entries(prefectures).flatMap(([province, ranges]) => [
    `${province}00`,
    ...ranges.split(' ').flatMap((range) => numbersOf(range).map((number) => province + number)),
  ]),
);

function numbersOf(range: string): readonly string[] {
  if (range === '') return [];
  const [first = '', last = first] = range.split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
    String(Number(first) + index).padStart(2, '0'),
  );
}

/** `000000` is the whole country; a county (last two digits) stands under a prefecture (middle two). */
export function isAreaCode(code: string): boolean {
  if (code === '000000') return true;
  if (!/^\d{6}$/.test(code)) return false;
  return codes.has(code.slice(0, 4)) && !(code.slice(2, 4) === '00' && code.slice(4) !== '00');
}
