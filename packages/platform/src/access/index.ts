// SPDX-License-Identifier: Apache-2.0
/** Requests for footage by authorities and citizens. */
export { citizenRequestRules, footageRequestRules } from './rules.ts';
