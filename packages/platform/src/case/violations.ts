// SPDX-License-Identifier: Apache-2.0
/**
 * One case may be about several violations: each is decided apart, and the fines are carried out together (分别裁量、合并执行).
 * The first is what the case was opened for; another one is a finding of its `conduct` under the next number. Pure.
 *
 * @legal police-procedure-2012/several-acts, penalty-law-2021/no-second-fine
 */
import type { CaseData, Outcome, Part } from './case-data.ts';

export interface Violation {
  /** 1 for what the case was opened for. */
  readonly no: number;
  readonly conduct?: string;
  /** The day the act ended. */
  readonly actDate?: string;
}

/** About the party and its system, whichever violation it was found for. */
const shared: ReadonlySet<string> = new Set([
  'age',
  'mentalState',
  'place',
  'keyUnit',
  'isManagementUnit',
  'isPublicSecurityVideoSystem',
]);

type Finding = NonNullable<CaseData['findings']>[number];
const numberOf = ({ violation = 1 }: Finding): number => violation;

/** In the order of their numbers; a number without a conduct is no violation yet. */
export function violationsOf({ conduct, actDate, findings = [] }: CaseData): readonly Violation[] {
  const others = [...new Set(findings.map(numberOf).filter((no) => no > 1))].sort((a, b) => a - b);
  const said = (no: number, fact: string): string | undefined => {
    const value = findings.findLast((one) => numberOf(one) === no && one.fact === fact)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return [
    { no: 1, ...(conduct !== undefined && { conduct }), ...(actDate !== undefined && { actDate }) },
    ...others.flatMap((no): readonly Violation[] => {
      const found = said(no, 'conduct');
      const ended = said(no, 'actEnded');
      return found === undefined
        ? []
        : [{ no, conduct: found, ...(ended !== undefined && { actDate: ended }) }];
    }),
  ];
}

/** The case as if it were about this violation alone. */
export function aboutOne(data: CaseData, { no, conduct, actDate }: Violation): CaseData {
  const { conduct: _conduct, actDate: _actDate, findings = [], ...rest } = data;
  return {
    ...rest,
    ...(conduct !== undefined && { conduct }),
    ...(actDate !== undefined && { actDate }),
    findings: findings.filter((one) => numberOf(one) === no || shared.has(one.fact)),
  };
}

/** The outcome for each violation by its number. */
export const partsOf = ({ others = [], ...first }: Outcome): readonly (Part & { readonly no: number })[] => [
  { ...first, no: 1 },
  ...others,
];

/** Everything that is to be paid. */
export const finesOf = (outcome: Outcome | undefined): Part['fines'] =>
  outcome === undefined ? [] : partsOf(outcome).flatMap(({ fines }) => fines);
