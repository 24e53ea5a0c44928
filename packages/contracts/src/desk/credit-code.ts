// SPDX-License-Identifier: Apache-2.0
/** Unified social credit code (GB 32100-2015): 18 characters, the last a check character. */

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
