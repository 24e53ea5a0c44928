// SPDX-License-Identifier: Apache-2.0
/** When an instrument's duty to file ends, as its folder writes it. */
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { ParameterName } from './parameter.ts';

export interface FilingClockRule<Number extends ParameterName = ParameterName> {
  readonly instrument: Extract<DecidableInstrumentId, 'd799' | 'bj-measures-2006'>;
  readonly event: 'acceptancePassed' | 'putIntoUse';
  readonly eventName: string;
  readonly duty: ProvisionId;
  /** For systems older than the instrument: counted from its first day */
  readonly transitional: ProvisionId;
  readonly days: Number;
  readonly transitionalDays: Number;
  /** Only places of D799 art. 7 and their management units; the provision that frees the others. null: every user */
  readonly art7Only: ProvisionId | null;
  /** Prints the duty to file changes of what was filed; null: none */
  readonly change: ProvisionId | null;
}
