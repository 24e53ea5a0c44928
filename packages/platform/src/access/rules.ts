// SPDX-License-Identifier: Apache-2.0
/** Requests for footage: the unit sees a request from the moment that it has to answer it. */
import type { ProcessRules } from '../workflow/index.ts';

export const footageRequestRules: ProcessRules = { process: 'footage-request', shows: ['join', 'complete'] };
export const citizenRequestRules: ProcessRules = { process: 'citizen-request', shows: ['forward'] };
