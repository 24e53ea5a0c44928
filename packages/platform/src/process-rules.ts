// SPDX-License-Identifier: Apache-2.0
/** What each process adds to the table. A process that is not here lives by what people say with each step. */
import { citizenRequestRules, footageRequestRules } from './access/index.ts';
import { caseRules, onTheSpotRules } from './case/index.ts';
import { complaintRules } from './complaint/index.ts';
import { filingRules } from './filing/index.ts';
import { inspectionRules } from './inspection/index.ts';
import { offSiteInspectionRules } from './off-site/index.ts';
import { rectificationRules } from './rectification/index.ts';
import type { RulesTable } from './workflow/index.ts';

export const processRules: RulesTable = {
  filing: filingRules,
  inspection: inspectionRules,
  'off-site-inspection': offSiteInspectionRules,
  rectification: rectificationRules,
  case: caseRules,
  'on-the-spot-penalty': onTheSpotRules,
  complaint: complaintRules,
  'footage-request': footageRequestRules,
  'citizen-request': citizenRequestRules,
};
