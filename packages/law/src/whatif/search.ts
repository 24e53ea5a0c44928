// SPDX-License-Identifier: Apache-2.0
/** The words in which the parts of the search speak to each other. */
import type { Result } from '../types/answer.ts';
import type { FactId, FactValue } from '../types/facts.ts';

/** A set of facts laid over the request: the search's unit. */
export type Overlay = readonly (readonly [FactId, FactValue])[];
/** @returns undefined where the facts exclude each other */
export type Asked = (overlay: Overlay) => Result | undefined;

export interface Tried {
  readonly overlay: Overlay;
  readonly result: Result;
}
