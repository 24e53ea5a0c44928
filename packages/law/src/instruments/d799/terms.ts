// SPDX-License-Identifier: Apache-2.0
/** Words the clauses of Decree 799 share: persons, conditions. */
import type { ProvisionId } from '../../types/corpus.ts';
import type { Actor } from '../../types/facts.ts';
import type { Cond } from '../../types/rules.ts';

export const id = (name: string): ProvisionId => `d799/${name}`;
export const units: readonly Actor[] = ['unit', 'propertyManager', 'government'];
export const anyone: readonly Actor[] = ['unit', 'individual', 'propertyManager', 'government'];
export const byUnit: Cond = { fact: 'actor', in: units };
export const byIndividual: Cond = { fact: 'actor', in: ['individual'] };
/** 拒不改正 */
export const refused: Cond = { fact: 'refusedCorrection', in: [true] };
export const refusedOrSerious: Cond = { any: [refused, { fact: 'consequence', in: ['serious'] }] };
export const both = (...all: Cond[]): Cond => ({ all });
