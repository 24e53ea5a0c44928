// SPDX-License-Identifier: Apache-2.0
/** The door of the law package: statutes as data, decisions, schedules checked whole. Pure; runs in a browser. */
export { type AuditReport, audit } from './audit/audit.ts';
export { type AuditFinding, auditSchedule, type ScheduleReport } from './audit/audit-schedule.ts';
export { compareSchedules, type Difference, type ScheduleComparison } from './audit/compare-schedules.ts';
export { type Combination, combinations } from './audit/enumerate.ts';
export { chinaCalendar } from './calendar/calendar.ts';
export {
  type Clause,
  type ClauseUses,
  type CoverageReport,
  coverage,
  type QuotedCase,
} from './clauses/coverage.ts';
export { nameOfUse } from './clauses/name-of-use.ts';
export { articleName, articleNumber } from './corpus/article-name.ts';
export { findRows, searchRows } from './corpus/articles.ts';
export {
  displayText,
  errata,
  findErratum,
  findInstrument,
  findProvision,
  getInstrument,
  getProvision,
  instruments,
  printedArticle,
  provisions,
  provisionsOf,
  publishedArticle,
  type SearchHit,
  type Standing,
  searchProvisions,
  standingOn,
} from './corpus/corpus.ts';
export { type Quotation, type QuotedFrom, quotationOf } from './corpus/published-text.ts';
export * from './deadlines/deadlines.ts';
export { diffInstruments, type InstrumentDiff } from './diff/diff.ts';
export { diffText } from './diff/diff-text.ts';
export { decide } from './engine/decide.ts';
export { awaited } from './engine/questions.ts';
export { canonicalJson, dataHash, engineVersion } from './engine/receipt.ts';
export { LawError, type LawErrorCode, lawErrorSentences } from './errors.ts';
export { corpusAkomaNtoso } from './exchange/akoma-ntoso.ts';
export { corpusJsonLd } from './exchange/json-ld.ts';
export { type FactEntry, type FactKind, factTable, jurisdictionCodes } from './facts/fact-table.ts';
export { parseRequest } from './facts/parse-request.ts';
export { type Impact, impactBetween, type JudgedEntry, type Move } from './impact/impact.ts';
export {
  emptyImpact,
  type ImpactChange,
  type ImpactReport,
  ImpactTally,
  impactText,
  mergeImpact,
} from './impact/impact-report.ts';
export { type Schedule, schedules } from './instruments/bj-benchmark/schedules.ts';
export type { Finder, Finders } from './letter/finders.ts';
export { type WrittenLetter, writeLetter } from './letter/letter-request.ts';
export {
  type LetterHead,
  type LetterPart,
  type ReasonedLetter,
  reasonedLetter,
} from './letter/reasoned-letter.ts';
export {
  type Bearer,
  classifyPlace,
  type Evidence,
  type EvidenceId,
  type EvidenceKind,
  evidenceKinds,
  type KnownPlaceClass,
  type ObligationResult,
  type ObligationRole,
  type ObligationRow,
  type ObligationState,
  type ObligationsAnswer,
  obligationRows,
  obligations,
  type PlaceClass,
  type PlaceClassification,
  placeClassNames,
  settlePlace,
  type UnitFacts,
} from './obligations/obligations.ts';
export { obligationsText } from './obligations/obligations-text.ts';
export { type ObligationsRequest, parseObligationsRequest } from './obligations/parse-obligations.ts';
export { retentionOfUnit } from './obligations/retention-of-unit.ts';
export {
  findProcess,
  findTransition,
  getProcess,
  getState,
  type Need,
  type NeedKind,
  type Process,
  type ProcessClock,
  type ProcessRole,
  type ProcessState,
  paperTitles,
  processes,
  processRoles,
  type Transition,
  type Words,
} from './processes/processes.ts';
export type { ParsedMultiple } from './sanction-text/multiples.ts';
export {
  type FilledIn,
  type ParsedFine,
  type ParsedSanction,
  parseSanction,
} from './sanction-text/parse-sanction.ts';
export { inChinese } from './text/chinese.ts';
export {
  actorWords,
  conductWords,
  decisionWords,
  dispositionWords,
  effectWords,
  factorWords,
  flagWords,
  targetWords,
} from './text/words.ts';
export * from './types/answer.ts';
export * from './types/corpus.ts';
export * from './types/facts.ts';
export * from './types/rules.ts';
export { type Compliance, comply, type UnitQuestion } from './whatif/comply.ts';
export { decisionText, type TraceWords, traceWords } from './whatif/decision-text.ts';
export type { OpenQuestion, OpenQuestions } from './whatif/open-questions.ts';
export type { Outcome } from './whatif/outcome.ts';
export type { Step } from './whatif/steps.ts';
export { type Change, type WhatIf, whatIf } from './whatif/whatif.ts';
export { complianceText, whatIfText } from './whatif/whatif-text.ts';
