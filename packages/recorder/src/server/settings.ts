// SPDX-License-Identifier: Apache-2.0
/** What the unit says about itself. It decides which law applies, so every change goes into the evidence log. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

export const Settings = z.object({
  unit: z.object({
    name: z.string().trim().max(120),
    /** 统一社会信用代码 */
    creditCode: z.string().trim().max(18),
    address: z.string().trim().max(200),
    contact: z.string().trim().max(120),
  }),
  /** Kind of place in the words of the law, e.g. 宾馆; decides duties and retention. */
  place: z.string().trim().max(500),
  /** `beijing`, `qinhuangdao`, `hami`, `national` or a GB/T 2260 code. */
  jurisdiction: z.string().regex(/^(beijing|qinhuangdao|hami|national|\d{6})$/),
  isManagementUnit: z.boolean().optional(),
  keyUnit: z.boolean().optional(),
  /** 防范恐怖袭击的重点目标 */
  counterTerrorKeyTarget: z.boolean().optional(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsChange = z.object({
  unit: Settings.shape.unit.partial().optional(),
  place: Settings.shape.place.optional(),
  jurisdiction: Settings.shape.jurisdiction.optional(),
  isManagementUnit: z.boolean().optional(),
  keyUnit: z.boolean().optional(),
  counterTerrorKeyTarget: z.boolean().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

const initial: Settings = {
  unit: { name: '', creditCode: '', address: '', contact: '' },
  place: '',
  jurisdiction: 'national',
};

export class SettingsBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, first?: SettingsChange) {
    this.#database = database;
    if (first && !this.#stored()) this.#write(merged(initial, first));
  }

  read(): Settings {
    return this.#stored() ?? initial;
  }

  change(change: SettingsChange): { readonly before: Settings; readonly after: Settings } {
    const before = this.read();
    const after = merged(before, change);
    this.#write(after);
    return { before, after };
  }

  #stored(): Settings | undefined {
    const row = this.#database.prepare("SELECT value FROM setting WHERE name = 'unit'").get();
    return row ? Settings.parse(JSON.parse(String(row['value']))) : undefined;
  }

  #write(settings: Settings): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('unit', ?)")
      .run(JSON.stringify(settings));
  }
}

function merged(before: Settings, { unit, ...rest }: SettingsChange): Settings {
  const given = <T extends object>(value: T): T =>
    Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
  return Settings.parse({ ...before, ...given(rest), unit: { ...before.unit, ...given(unit ?? {}) } });
}
