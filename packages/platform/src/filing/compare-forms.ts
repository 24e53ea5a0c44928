// SPDX-License-Identifier: Apache-2.0
/** What a form says differently from what was known when it was begun: fields, people and cameras, each by its name. */
import type { FilingForm, FilingView } from '@mingjing/contracts/desk';

export type FormChange = FilingView['changes'][number];
type FieldChange = FormChange['fields'][number];
type Part = Readonly<Record<string, unknown>>;

const lists = ['people', 'cameras'] as const;
const empty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false;

function fieldsOf(before: Part, after: Part, without: readonly string[]): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !without.includes(name))
    .filter((name) => before[name] !== after[name] && !(empty(before[name]) && empty(after[name])))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** Each part by its name; the second of one name is another part. */
function byName(parts: readonly Part[], key: string): ReadonlyMap<string, Part> {
  const named = new Map<string, Part>();
  for (const part of parts) {
    const name = String(part[key] ?? '');
    let free = name;
    for (let n = 2; named.has(free); n += 1) free = `${name}（${n}）`;
    named.set(free, part);
  }
  return named;
}

function partChanges(
  of: 'person' | 'camera',
  key: string,
  before: readonly Part[],
  after: readonly Part[],
): FormChange[] {
  const [was, is] = [byName(before, key), byName(after, key)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.flatMap((name): FormChange[] => {
    const [old, now] = [was.get(name), is.get(name)];
    const act = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    const fields = fieldsOf(old ?? {}, now ?? {}, [key]);
    return act === 'changed' && fields.length === 0 ? [] : [{ of, name, act, fields }];
  });
}

/** Pure. What was empty and is empty is no change. */
export function compareForms(before: FilingForm, after: FilingForm): readonly FormChange[] {
  const unit = fieldsOf(before, after, lists).map(
    (field): FormChange => ({ of: 'unit', name: null, act: 'changed', fields: [field] }),
  );
  return [
    ...unit,
    ...partChanges('person', 'name', before.people ?? [], after.people ?? []),
    ...partChanges('camera', 'code', before.cameras ?? [], after.cameras ?? []),
  ];
}
