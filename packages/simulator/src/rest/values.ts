// SPDX-License-Identifier: Apache-2.0
/** Values for a JSON schema: mostly what it asks for, sometimes one wrong place, sometimes nothing of the kind. Repeatable. */

export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

/** A dice that throws the same again for the same seed (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Texts that break what reads carelessly: SQL, markup, nothing, half a character, control characters, right to left, long. */
const texts: readonly string[] = [
  '',
  ' ',
  '演示旅馆',
  "';--",
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '\u202e右',
  '😀'.repeat(40),
  '１１０１９９',
  'x'.repeat(3000),
  '%27%00',
  '../../etc/passwd',
  '{"a":1}',
  '-1',
  '2026-02-30',
  'null',
];
const numbers: readonly number[] = [0, -1, 1, 0.5, 2 ** 31, -(2 ** 53), 1e300, 7];

export class Values {
  readonly #dice: () => number;
  /** Ids that were seen in answers: so that what comes next asks for things that are there. */
  readonly ids: string[] = ['01900000-0000-7000-8000-0000000000ff'];

  constructor(seed: number) {
    this.#dice = diceOf(seed);
  }

  chance(share: number): boolean {
    return this.#dice() < share;
  }

  oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.#dice() * list.length)] as T;
  }

  /** Remembers what an answer calls `id`; the newest few hundred. */
  learn(answer: unknown, depth = 0): void {
    if (typeof answer !== 'object' || answer === null || depth > 6) return;
    for (const [name, value] of Object.entries(answer)) {
      if (name === 'id' && typeof value === 'string' && value.length < 60) this.ids.push(value);
      else this.learn(value, depth + 1);
    }
    if (this.ids.length > 300) this.ids.splice(0, this.ids.length - 300);
  }

  /** @param wrong share of places that are not what the schema asks for */
  of(schema: Schema, wrong: number, depth = 0): unknown {
    if (this.chance(wrong)) return this.#anything();
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.of(this.oneOf(choices), wrong, depth);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.oneOf(schema.enum);
    const type = Array.isArray(schema.type) ? this.oneOf(schema.type) : schema.type;
    switch (type) {
      case 'object':
        return this.#object(schema, wrong, depth);
      case 'array':
        return depth > 5
          ? []
          : Array.from({ length: Math.floor(this.#dice() * 3) }, () =>
              this.of(schema.items ?? {}, wrong, depth + 1),
            );
      case 'string':
        return this.#text(schema);
      case 'integer':
      case 'number':
        return this.#number(schema, type === 'integer');
      case 'boolean':
        return this.chance(0.5);
      case 'null':
        return null;
      default:
        return this.#anything();
    }
  }

  #object({ properties = {}, required = [] }: Schema, wrong: number, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(properties))
      if (depth < 6 && (required.includes(name) ? !this.chance(wrong) : this.chance(0.6)))
        made[name] = this.of(inner, wrong, depth + 1);
    if (this.chance(wrong)) made['nobodyAskedFor'] = this.#anything();
    return made;
  }

  #text({ format, minLength = 0, maxLength = 200, pattern }: Schema): string {
    if (format === 'uuid') return this.oneOf(this.ids);
    if (format === 'date') return this.oneOf(['2026-11-20', '2024-02-29', '0001-01-01', '9999-12-31']);
    if (format === 'date-time') return '2026-11-20T02:00:00.000Z';
    if (format === 'email') return 'someone@example.invalid';
    if (pattern !== undefined)
      return this.oneOf(['110199', '13800001200', '000000', 'abc', ...this.ids.slice(-3)]);
    return this.chance(0.5)
      ? '演示'.repeat(Math.max(1, Math.ceil(minLength / 2))).slice(0, maxLength)
      : this.oneOf(texts);
  }

  #number({ minimum, maximum }: Schema, whole: boolean): number {
    const low = minimum ?? 0;
    const high = Math.min(maximum ?? 1000, low + 1000);
    if (this.chance(0.2)) return this.oneOf(numbers);
    const value = low + this.#dice() * (high - low);
    return whole ? Math.round(value) : value;
  }

  #anything(): unknown {
    return this.oneOf<unknown>([null, true, [], {}, [[[]]], { a: { b: 1 } }, ...texts, ...numbers]);
  }
}
