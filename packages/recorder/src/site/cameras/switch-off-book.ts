// SPDX-License-Identifier: Apache-2.0
/** Who asked to switch a camera's recording off, until a second person agrees or somebody takes it back. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const Asked = z.object({ by: z.string(), personId: z.string(), reason: z.string(), atMs: z.number() });
export type AskedOff = z.infer<typeof Asked>;
const Book = z.record(z.string(), Asked);

export class SwitchOffBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find(camera: string): AskedOff | undefined {
    return this.#read()[camera];
  }

  ask(camera: string, asked: AskedOff): void {
    this.#write({ ...this.#read(), [camera]: asked });
  }

  forget(camera: string): void {
    const { [camera]: _, ...rest } = this.#read();
    this.#write(rest);
  }

  #read(): z.infer<typeof Book> {
    const row = this.#database.prepare("SELECT value FROM setting WHERE name = 'switch-off'").get();
    return row ? Book.parse(JSON.parse(String(row['value']))) : {};
  }

  #write(book: z.infer<typeof Book>): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('switch-off', ?)")
      .run(JSON.stringify(book));
  }
}
