// SPDX-License-Identifier: Apache-2.0
/** The sum over many judged entries: how many, how many move, and each sentence with its count and a few names. */
import type { Impact, JudgedEntry, Move } from './impact.ts';
import type { Versions } from './version.ts';

interface Counts {
  readonly total: number;
  readonly moved: number;
  /** Could not be compared */
  readonly notCompared: number;
}

export interface ImpactChange {
  readonly entry: 'case' | 'unit';
  readonly kind: Move['kind'];
  readonly about: string;
  readonly count: number;
  /** The first that move so */
  readonly examples: readonly string[];
}

export interface ImpactReport {
  readonly units: Counts;
  readonly cases: Counts;
  /** Most frequent first */
  readonly changes: readonly ImpactChange[];
}

const mostExamples = 20;
const nothing: Counts = { total: 0, moved: 0, notCompared: 0 };
export const emptyImpact: ImpactReport = { units: nothing, cases: nothing, changes: [] };

/** Counts entries as they come; `report` may be read in between. */
export class ImpactTally {
  readonly #counts = { case: { ...nothing }, unit: { ...nothing } };
  readonly #changes = new Map<string, { -readonly [Key in keyof ImpactChange]: ImpactChange[Key] }>();

  add({ kind, id, moves }: JudgedEntry): void {
    const counts = this.#counts[kind];
    this.#counts[kind] = {
      total: counts.total + 1,
      moved: counts.moved + (moves !== null && moves.length > 0 ? 1 : 0),
      notCompared: counts.notCompared + (moves === null ? 1 : 0),
    };
    for (const move of moves ?? []) this.#addMove(kind, id, move);
  }

  #addMove(entry: JudgedEntry['kind'], id: string | null, { kind, about, detail }: Move): void {
    const key = `${entry} ${about}`;
    const known = this.#changes.get(key) ?? { entry, kind, about, count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < mostExamples) {
      const name = id ?? '（没有写 id）';
      known.examples = [...known.examples, detail === undefined ? name : `${name}：${detail}`];
    }
    this.#changes.set(key, known);
  }

  report(): ImpactReport {
    return {
      units: this.#counts.unit,
      cases: this.#counts.case,
      changes: [...this.#changes.values()].sort(byCount).map((one) => ({ ...one })),
    };
  }
}

const byCount = (a: ImpactChange, b: ImpactChange): number =>
  b.count - a.count || a.about.localeCompare(b.about, 'zh-CN');

/** Two reports over different entries as one. */
export function mergeImpact(one: ImpactReport, two: ImpactReport): ImpactReport {
  const changes = new Map(one.changes.map((change) => [`${change.entry} ${change.about}`, change]));
  for (const change of two.changes) {
    const key = `${change.entry} ${change.about}`;
    const known = changes.get(key);
    changes.set(
      key,
      known === undefined
        ? change
        : {
            ...known,
            count: known.count + change.count,
            examples: [...known.examples, ...change.examples].slice(0, mostExamples),
          },
    );
  }
  return {
    units: sum(one.units, two.units),
    cases: sum(one.cases, two.cases),
    changes: [...changes.values()].sort(byCount),
  };
}

const sum = (a: Counts, b: Counts): Counts => ({
  total: a.total + b.total,
  moved: a.moved + b.moved,
  notCompared: a.notCompared + b.notCompared,
});

/** Chinese text, ending with a newline. */
export function impactText(
  { versions }: Pick<Impact, 'versions'>,
  { units, cases, changes }: ImpactReport,
): string {
  const counted = (word: string, { total, moved, notCompared }: Counts): readonly string[] =>
    total === 0
      ? []
      : [
          `${word} ${total} 个，有变动 ${moved} 个${notCompared === 0 ? '' : `，不能比较 ${notCompared} 个（事实未查明，或者文件不直接据以裁量）`}`,
        ];
  const lines = [
    versionsText(versions),
    ...counted('单位', units),
    ...counted('案件', cases),
    ...changes.flatMap(({ entry, about, count, examples }) => [
      `■ ${entry === 'unit' ? '单位' : '案件'}　${about}　${count} 个`,
      `    ${examples.slice(0, 5).join('、')}${count > 5 ? ' 等' : ''}`,
    ]),
  ];
  if (changes.length === 0) lines.push('没有变动');
  return `${lines.join('\n')}\n`;
}

const versionsText = (versions: Versions): string =>
  versions.kind === 'days'
    ? `由 ${versions.a} 的法到 ${versions.b} 的法`
    : `由《${versions.a.title}》到《${versions.b.title}》，各按有效的文件推演`;
