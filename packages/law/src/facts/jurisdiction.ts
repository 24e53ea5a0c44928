// SPDX-License-Identifier: Apache-2.0
/** GB/T 2260: whether six digits can be the code of an area at all. The full list of counties is not held here. */

/** First two digits: provinces, autonomous regions, municipalities, special administrative regions. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/** `000000` is the whole country; a county (last two digits) stands under a prefecture (middle two). */
export function isAreaCode(code: string): boolean {
  if (code === '000000') return true;
  const [, province = '', prefecture, county] = /^(\d{2})(\d{2})(\d{2})$/.exec(code) ?? [];
  return provinces.has(province) && !(prefecture === '00' && county !== '00');
}
