// SPDX-License-Identifier: Apache-2.0
/** Why a unit has more than one ticket, in words. */
export const riskWord = (sign: string, t: (key: string) => string): string => t(`draws.sign.${sign}`);
