// SPDX-License-Identifier: Apache-2.0
/** What takes two people: who asked for it and why, until a second person agrees or somebody takes it back. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { ServerRefusal } from '../../terms/refusal.ts';

const Asked = z.object({
  by: z.string(),
  personId: z.string(),
  reason: z.string(),
  atMs: z.number(),
  /** What it should become, as JSON; absent where the act says it all. */
  wish: z.string().optional(),
});
export type Asked = z.infer<typeof Asked>;
const Book = z.record(z.string(), Asked);

/** Acts of one kind, by what they are about: a camera's id. */
export type AskedAct = 'switch-off' | 'remove-camera' | 'retention';

export class AskedBook {
  readonly #database: DatabaseSync;
  readonly #act: AskedAct;

  constructor(database: DatabaseSync, act: AskedAct) {
    this.#database = database;
    this.#act = act;
  }

  find(about: string): Asked | undefined {
    return this.#read()[about];
  }

  ask(about: string, asked: Asked): void {
    this.#write({ ...this.#read(), [about]: asked });
  }

  /**
   * The second person speaks.
   *
   * @returns who asked; undefined when nobody did, or for something else
   * @throws ServerRefusal `recorder/second-person` when it is the same person
   */
  agreed(about: string, personId: string, wish?: string): Asked | undefined {
    const asked = this.find(about);
    if (!asked || asked.wish !== wish) return undefined;
    if (asked.personId === personId) throw new ServerRefusal('recorder/second-person');
    return asked;
  }

  forget(about: string): void {
    const { [about]: _, ...rest } = this.#read();
    this.#write(rest);
  }

  #read(): z.infer<typeof Book> {
    const row = this.#database.prepare('SELECT value FROM setting WHERE name = ?').get(this.#act);
    return row ? Book.parse(JSON.parse(String(row['value']))) : {};
  }

  #write(book: z.infer<typeof Book>): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
      .run(this.#act, JSON.stringify(book));
  }
}
