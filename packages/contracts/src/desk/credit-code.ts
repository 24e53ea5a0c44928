// SPDX-License-Identifier: Apache-2.0
/** Unified social credit code (GB 32100-2015): 18 characters, the last a check character. */

import { z } from 'zod';
import type { Words } from '../operation.ts';

/** I, O, S, V and Z are not used. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * The check character of the first 17.
 *
 * @returns undefined when a character is not in the alphabet
 * @spec GB 32100-2015 appendix A: C18 = 31 − Σ Ci·Wi mod 31
 */
export function creditCheckCharacter(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** Whether a text is a well-formed credit code: form, and check character. */
export function isCreditCode(text: string): boolean {
  return (
    /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
    creditCheckCharacter(text.slice(0, 17)) === text[17]
  );
}

/**
 * A credit code as people write it: 18 letters and digits, in any width and case. A check character that does not fit is
 * no reason to refuse: codes given out before 2016 have such, and they are the unit's own. It is doubted aloud instead.
 */
export const CreditCode = z
  .string()
  .transform((text) =>
    text
      .normalize('NFKC')
      .replaceAll(/[\s\p{Cf}\p{Pd}]/gu, '')
      .toUpperCase(),
  )
  .pipe(z.string().regex(/^[0-9A-Z]{18}$/, '统一社会信用代码是 18 位字母和数字 · 18 letters and digits'));

/** What to tell of a code that is taken but does not check. @returns undefined when it does */
export function creditCodeDoubt(code: string | null): Words | undefined {
  if (code === null || isCreditCode(code)) return undefined;
  return {
    zh: '校验位与国家标准不符：可能是早年发放的旧码，也可能抄错一位，请对照营业执照',
    en: 'the check character does not fit the standard: an old code, or one character copied wrongly; compare the licence',
  };
}
