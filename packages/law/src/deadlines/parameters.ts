// SPDX-License-Identifier: Apache-2.0
/** Numbers of the law, each written once beside its instrument, read by everyone as of a day. */

import type { ParameterName, ParameterUnit, ParameterValue } from '../forms/parameter.ts';
import { bjBenchmark2024DraftParameters } from '../instruments/bj-benchmark-2024-draft/parameters.ts';
import { bjMeasures2006Parameters } from '../instruments/bj-measures-2006/parameters.ts';
import { bjResidentialParameters } from '../instruments/bj-residential/parameters.ts';
import { counterTerrorismLawParameters } from '../instruments/counter-terrorism-law/parameters.ts';
import { d799Parameters } from '../instruments/d799/parameters.ts';
import { hamiChecklistParameters } from '../instruments/hami-checklist/parameters.ts';
import { inspectionOpinions2024Parameters } from '../instruments/inspection-opinions-2024/parameters.ts';
import { litigationLaw2017Parameters } from '../instruments/litigation-law-2017/parameters.ts';
import { penaltyLaw2021Parameters } from '../instruments/penalty-law-2021/parameters.ts';
import { policeProcedure2012Parameters } from '../instruments/police-procedure-2012/parameters.ts';
import { qhdMeasures2017Parameters } from '../instruments/qhd-measures-2017/parameters.ts';
import { reconsiderationLaw2023Parameters } from '../instruments/reconsideration-law-2023/parameters.ts';
import type { CalendarDay } from '../types/corpus.ts';

export type { ParameterValue } from '../forms/parameter.ts';

export interface Parameter {
  readonly id: ParameterId;
  readonly title: string;
  readonly unit: ParameterUnit;
  readonly values: readonly ParameterValue[];
}

/** Every line as its instrument writes it. */
export const parameterLines = {
  ...d799Parameters,
  ...bjMeasures2006Parameters,
  ...bjResidentialParameters,
  ...qhdMeasures2017Parameters,
  ...counterTerrorismLawParameters,
  ...hamiChecklistParameters,
  ...bjBenchmark2024DraftParameters,
  ...penaltyLaw2021Parameters,
  ...policeProcedure2012Parameters,
  ...reconsiderationLaw2023Parameters,
  ...litigationLaw2017Parameters,
  ...inspectionOpinions2024Parameters,
};

export type ParameterId = keyof typeof parameterLines;

export const parameters: readonly Parameter[] = Object.entries(parameterLines).map(
  ([id, [title, unit, values]]) => ({
    id: id as ParameterId,
    title,
    unit,
    values,
  }),
);

const byId = new Map(parameters.map((parameter) => [parameter.id, parameter]));

export function getParameter(id: ParameterId): Parameter {
  const parameter = byId.get(id);
  if (parameter === undefined) throw new ReferenceError(`no parameter ${id}`);
  return parameter;
}

/** A number that a rule or a row names. @throws ReferenceError where there is none: a defect in our data */
export const parameterNamed = (name: ParameterName): ParameterId => getParameter(name as ParameterId).id;

/** The value that holds on a day, or undefined before the first; null where the law leaves the number open. */
export function findValue(id: ParameterId, day: CalendarDay): ParameterValue | undefined {
  return getParameter(id).values.findLast(
    (value) => (value.from ?? '0000') <= day && (value.until === null || day < value.until),
  );
}

/**
 * The number that computes on a day. Before its first day the first value answers: what came before is not held
 * here, and whether the rule binds at all is not asked of its number.
 *
 * @throws ReferenceError where nobody has set the number
 */
export function numberOn(id: ParameterId, day: CalendarDay): number {
  const value = (findValue(id, day) ?? getParameter(id).values[0])?.value;
  if (value === null || value === undefined) throw new ReferenceError(`${id} has no number`);
  return value;
}
