// SPDX-License-Identifier: Apache-2.0
/** The smallest set of facts that makes a failed check compliant, however many requirements were missed. */
import type { Disposition, Result } from '../types/answer.ts';
import type { FactId, FactValue, Request } from '../types/facts.ts';
import { otherValues } from './fact-values.ts';
import type { Asked, Overlay, Tried } from './search.ts';

export const compliant: ReadonlySet<Disposition> = new Set<Disposition>([
  'compliant',
  'access-compliant',
  'access-permitted-emergency',
  'request-permitted',
]);

/** Requirements stand side by side: each is met by one value of its fact, then what was not needed is taken back. */
export function complianceOf(base: Result, request: Request, ask: Asked): readonly Tried[] {
  if (compliant.has(base.disposition) || base.failed.length === 0) return [];
  let overlay: Overlay = [];
  let result = base;
  for (let missing = nextOf(result, overlay); missing !== undefined; missing = nextOf(result, overlay)) {
    const met = meet(missing, overlay, request, base, ask);
    if (met === undefined) return [];
    [overlay, result] = met;
  }
  if (!compliant.has(result.disposition)) return [];
  for (const each of overlay) {
    const less = overlay.filter((other) => other !== each);
    const without = ask(less);
    if (without !== undefined && compliant.has(without.disposition)) [overlay, result] = [less, without];
  }
  return [{ overlay, result }];
}

const nextOf = ({ failed, questions, disposition }: Result, overlay: Overlay): FactId | undefined =>
  compliant.has(disposition)
    ? undefined
    : [...failed, ...questions].find((fact) => overlay.every(([known]) => known !== fact));

function meet(
  fact: FactId,
  overlay: Overlay,
  request: Request,
  base: Result,
  ask: Asked,
): readonly [Overlay, Result] | undefined {
  for (const value of otherValues(fact, request, base)) {
    const more: Overlay = [...overlay, [fact, value as FactValue]];
    const result = ask(more);
    if (result !== undefined && !result.failed.includes(fact) && !result.questions.includes(fact))
      return [more, result];
  }
  return undefined;
}
