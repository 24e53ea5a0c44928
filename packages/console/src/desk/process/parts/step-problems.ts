// SPDX-License-Identifier: Apache-2.0
/** Which field of a step's form each reason of a refusal is about. */
import type { Problem } from '../../../frame/request.ts';

type Name = readonly (string | number)[];

interface FieldProblem {
  readonly name: Name;
  readonly errors: string[];
}

/** Where the body carries what the form keeps under another name. */
const within: Readonly<Record<string, string>> = { facts: 'fact', data: 'extra' };

/** `facts.service-address.value` → `['fact', 'service-address', 'value']` */
const nameOf = (path: string): Name =>
  path
    .split('.')
    .map((step, at) => (at === 0 ? (within[step] ?? step) : /^\d+$/.test(step) ? Number(step) : step));

const begins = (name: Name, field: Name): boolean =>
  field.every((step, at) => String(step) === String(name[at]));

/**
 * @param fields the names that the form shows; a reason about none of them stands in the alert only
 * @param words of a need, in the language of the page
 */
export function stepProblems(
  { fields = {}, path, detail, facts, unmet = [] }: Problem,
  shown: readonly Name[],
  words: (because: { readonly zh: string; readonly en: string }) => string,
): FieldProblem[] {
  const reason = facts?.['reason'];
  const reasons: readonly (readonly [Name, string])[] = [
    ...Object.entries(fields).map(([at, why]) => [nameOf(at), why] as const),
    ...(path !== undefined && Object.keys(fields).length === 0
      ? [[nameOf(path), typeof reason === 'string' ? reason : (detail ?? '')] as const]
      : []),
    ...unmet.map(({ kind, id, because }) => [[kind, id], words(because)] as const),
  ];
  const found = new Map<Name, string[]>();
  for (const [name, why] of reasons) {
    const field = shown.find((one) => begins(name, one));
    if (field && why !== '') found.set(field, [...(found.get(field) ?? []), why]);
  }
  return [...found].map(([name, errors]) => ({ name, errors }));
}
