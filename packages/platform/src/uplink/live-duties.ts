// SPDX-License-Identifier: Apache-2.0
/**
 * The duties of a unit as they stand today: what its recorder reports, what it filed, held against each other. One
 * function for the unit's page, the officer's page and the off-site inspection, so that all three show one list. Pure.
 */
import type { FilingForm, ReportedFacts } from '@mingjing/contracts/desk';
import { type Evidence, type ObligationsAnswer, obligations, type UnitFacts } from '@mingjing/law';
import type { Settled } from '../registry/index.ts';

export interface FiledFacts {
  readonly form: FilingForm;
  readonly filedOn: string | null;
  /** What a person found of the unit, as it stands in the register; goes before what the recorder was told. */
  readonly settled?: Settled;
  readonly isSigned: boolean;
}

/** One field that was filed in one way and found in another. */
export interface Difference {
  readonly field: 'cameras' | 'storageDays' | 'placeKind';
  readonly filed: string;
  readonly found: string;
}

/** What the recorder says of fields that the form has too; a field that either side leaves out is no difference. */
export function differencesOf(form: FilingForm, facts: ReportedFacts): readonly Difference[] {
  const found: Difference[] = [];
  const differ = (field: Difference['field'], filed: string | number, real: string | number) => {
    if (String(filed) !== String(real)) found.push({ field, filed: String(filed), found: String(real) });
  };
  if (form.cameras) differ('cameras', form.cameras.length, facts.cameras.length);
  const { retentionDays, place } = facts.unit;
  const kept =
    typeof retentionDays === 'number' ? Math.min(retentionDays, facts.requiredDays) : facts.requiredDays;
  // Keeping longer than was filed breaks no word of the filing.
  if (typeof form.storageDays === 'number' && kept < form.storageDays)
    differ('storageDays', form.storageDays, kept);
  if (typeof form.placeKind === 'string' && typeof place === 'string' && place !== '')
    differ('placeKind', form.placeKind, place);
  return found;
}

/**
 * @param facts of the last report that can be believed
 * @param filed the newest verified filing; undefined: none
 * @param today calendar day in China
 */
export function liveDuties(
  facts: ReportedFacts,
  filed: FiledFacts | undefined,
  today: string,
): { readonly answer: ObligationsAnswer; readonly differences: readonly Difference[] } {
  const differences = filed ? differencesOf(filed.form, facts) : [];
  const isSame = differences.length === 0;
  const unit: UnitFacts = {
    ...(filed?.form.placeKind && { place: filed.form.placeKind }),
    ...(facts.unit as UnitFacts),
    ...filed?.settled,
    filed: filed ? filed.filedOn : null,
    ...(filed?.form.putIntoUseOn && { putIntoUse: filed.form.putIntoUseOn }),
    ...(filed?.form.acceptancePassedOn && { acceptancePassed: filed.form.acceptancePassedOn }),
    ...(filed && { filingMatterChanged: !isSame }),
  };
  const evidence: Evidence = {
    ...(facts.evidence as Evidence),
    ...(filed && { filingUpToDate: isSame }),
    // Three equal fields do not make the whole form true; facts that the recorder signed into it do.
    ...(filed && (!isSame || filed.isSigned) && { filingTruthful: isSame }),
  };
  return { answer: obligations(unit, evidence, today), differences };
}
