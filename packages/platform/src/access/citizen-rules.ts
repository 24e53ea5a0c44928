// SPDX-License-Identifier: Apache-2.0
/** A citizen's request: the unit sees it from the moment that it has to answer it. */
import type { ProcessRules } from '../workflow/index.ts';

export const citizenRequestRules: ProcessRules = { process: 'citizen-request', shows: ['forward'] };
