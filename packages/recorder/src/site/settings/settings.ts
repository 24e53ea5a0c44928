// SPDX-License-Identifier: Apache-2.0
/** What the unit says about itself. It decides which law applies, so every change goes into the evidence log. */
import type { DatabaseSync } from 'node:sqlite';
import { Settings, type SettingsChange } from '@mingjing/contracts/site';

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
