// SPDX-License-Identifier: Apache-2.0
/** Orders to correct (责令限期改正). */
export { rectificationRules } from './rules.ts';
