// SPDX-License-Identifier: Apache-2.0
/** A case as its page reads it from the thing's data. */
import type { ThingView } from '@mingjing/contracts/desk';
import type { Fine, Response, Result, Target } from '@mingjing/law';

export interface ChosenFine {
  readonly target: string;
  readonly name: string;
  readonly amountYuan: number;
}

export interface Outcome {
  readonly instrument: string;
  readonly fines: readonly ChosenFine[];
  readonly warning: boolean;
  readonly confiscation: readonly string[];
  readonly reason: string;
  readonly complex: boolean;
  readonly deviationReason?: string;
}

export interface Finding {
  readonly fact: string;
  readonly value: unknown;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly on: string;
}

interface Person {
  readonly name: string;
  readonly role: 'principal' | 'directlyResponsible';
}

export interface CaseSeen {
  readonly conduct?: string;
  readonly summary?: string;
  readonly actDate?: string;
  readonly party?: { readonly kind: string; readonly name: string };
  readonly persons?: readonly Person[];
  readonly findings?: readonly Finding[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly proposal?: Outcome;
  readonly noticed?: Outcome;
  readonly decision?: Outcome;
  readonly recommendation?: {
    readonly kind: string;
    readonly response?: Response;
    readonly problem?: string;
  };
  readonly owed?: {
    readonly fineYuan: number;
    readonly surchargeYuan: number;
    readonly paidYuan: number;
    readonly openYuan: number;
  } | null;
  readonly earlierFines?: readonly { readonly id: string; readonly title: string }[];
}

export const caseOf = (thing: ThingView): CaseSeen => thing.data as CaseSeen;

/** Results that a fine may rest on; the others only say why they do not apply. */
export const penalisingResults = (thing: ThingView): readonly Result[] =>
  (caseOf(thing).recommendation?.response?.results ?? []).filter(
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
