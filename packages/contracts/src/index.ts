// SPDX-License-Identifier: Apache-2.0

export { Duties, Duty, DutyState, ToComply } from './duties.ts';
export {
  type FootagePurpose,
  type FootagePurposeId,
  footagePurposeIds,
  footagePurposes,
  isBeyondUsual,
} from './footage-purposes.ts';
export type { HeldRange } from './held-range.ts';
export { type Documented, openApiOf } from './open-api.ts';
export {
  type AnswerOf,
  type Asked,
  type Asking,
  addressOf,
  type BodyOf,
  deskOperation,
  type Method,
  type Operation,
  type OperationShape,
  type QueryOf,
  type Roles,
  type RowOf,
  siteOperation,
  tableOf,
  type Words,
} from './operation.ts';
export {
  type Facts,
  fillSentence,
  type Language,
  languageOf,
  Problem,
  type ProblemMore,
  problemMediaType,
  problemOf,
  type Refusal,
} from './problem.ts';
export {
  type DeskRole,
  desk,
  deskRoleNames,
  deskRoles,
  deskRolesOf,
  roleWords,
  type SiteRole,
  site,
  siteRoleNames,
  siteRoles,
} from './roles.ts';
