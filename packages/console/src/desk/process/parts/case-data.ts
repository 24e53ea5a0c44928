// SPDX-License-Identifier: Apache-2.0
/** A case as its page reads it from the thing's data. */
import type { ThingView } from '@mingjing/contracts/desk';
import type { Fine, Response, Result, Target } from '@mingjing/law';

export interface ChosenFine {
  readonly target: string;
  readonly name: string;
  readonly amountYuan: number;
}

/** What is done about one violation. */
export interface Part {
  readonly instrument: string;
  readonly fines: readonly ChosenFine[];
  readonly warning: boolean;
  readonly confiscation: readonly string[];
  readonly reason: string;
  readonly deviationReason?: string;
  readonly lawReason?: string;
}

export interface Outcome extends Part {
  readonly complex: boolean;
  readonly others?: readonly (Part & { readonly no: number })[];
}

export interface Finding {
  readonly fact: string;
  readonly value: unknown;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly on: string;
  /** Absent: the first. */
  readonly violation?: number;
}

/** What the law says to one violation. */
export interface Recommended {
  readonly conduct?: string;
  readonly actDate?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly recommendation?: {
    readonly kind: string;
    readonly response?: Response;
    readonly problem?: string;
  };
}

interface Person {
  readonly name: string;
  readonly role: 'principal' | 'directlyResponsible';
}

export interface CaseSeen extends Recommended {
  readonly summary?: string;
  readonly party?: { readonly kind: string; readonly name: string };
  readonly persons?: readonly Person[];
  readonly findings?: readonly Finding[];
  readonly proposal?: Outcome;
  readonly noticed?: Outcome;
  readonly decision?: Outcome;
  /** Each further violation, decided apart. */
  readonly otherViolations?: readonly (Recommended & { readonly no: number })[];
  readonly owed?: {
    readonly fineYuan: number;
    readonly surchargeYuan: number;
    readonly paidYuan: number;
    readonly openYuan: number;
  } | null;
  readonly earlierFines?: readonly {
    readonly id: string;
    readonly process?: string;
    readonly title: string;
    readonly number: string | null;
  }[];
}

export const caseOf = (thing: ThingView): CaseSeen => thing.data as CaseSeen;

/** Every violation of the case with its number. */
export const violationsOf = (seen: CaseSeen): readonly (Recommended & { readonly no: number })[] => [
  { ...seen, no: 1 },
  ...(seen.otherViolations ?? []),
];

/** What was chosen for one violation. */
export const partOf = (outcome: Outcome | undefined, no: number): Part | undefined =>
  no === 1 ? outcome : outcome?.others?.find((one) => one.no === no);

/** Results that a fine may rest on; the others only say why they do not apply. */
export const penalisingResults = ({ recommendation }: Recommended): readonly Result[] =>
  (recommendation?.response?.results ?? []).filter(
    ({ instrument, disposition }) =>
      instrument !== null && (disposition === 'penalise' || disposition === 'no-penalty-optional'),
  );

export interface Payer {
  readonly target: Target;
  readonly name: string;
  readonly fine: Fine;
  /** What the party was told; nothing above it may be decided. */
  readonly noticedYuan?: number;
}

/** Everybody whom the result lets be fined, by name: the party, or each responsible person. */
export function payersOf(seen: CaseSeen, { fines }: Result): readonly Payer[] {
  const party = seen.party?.name ?? '';
  const persons = seen.persons ?? [];
  return fines.flatMap((fine): readonly Payer[] => {
    switch (fine.target) {
      case 'principal':
      case 'directlyResponsible':
        return persons
          .filter(({ role }) => role === fine.target)
          .map(({ name }) => ({ target: fine.target, name, fine }));
      case 'responsiblePersons':
        return persons.map(({ name, role }) => ({ target: role, name, fine }));
      case 'unspecified':
        return [{ target: seen.party?.kind === 'individual' ? 'individual' : 'unit', name: party, fine }];
      default:
        return [{ target: fine.target, name: party, fine }];
    }
  });
}
