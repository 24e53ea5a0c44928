// SPDX-License-Identifier: Apache-2.0
/** The view each camera should show: taken from its first clear picture, confirmed or renewed by a person who says why. */
import type { DatabaseSync } from 'node:sqlite';
import type { ReferenceView } from '../../health/judge.ts';

export type PictureReference = {
  readonly view: ReferenceView;
  /** Of the picture it was measured from, epoch ms. */
  readonly atMs: number;
  /** Absent: nobody has looked at it yet. */
  readonly confirmed?: { readonly by: string; readonly atMs: number; readonly reason: string };
};

type Kept = Omit<PictureReference, 'view'> & {
  readonly view: Omit<ReferenceView, 'edges' | 'shape'> & Record<'edges' | 'shape', KeptGrid>;
};
type KeptGrid = { readonly columns: number; readonly rows: number; readonly values: readonly number[] };

export class PictureReferences {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find(camera: string): PictureReference | undefined {
    const row = this.#database
      .prepare('SELECT reference FROM picture_reference WHERE camera = ?')
      .get(camera);
    if (!row) return undefined;
    const { view, ...rest } = JSON.parse(String(row['reference'])) as Kept;
    const grid = ({ values, ...size }: KeptGrid) => ({ ...size, values: Float32Array.from(values) });
    return { ...rest, view: { ...view, edges: grid(view.edges), shape: grid(view.shape) } };
  }

  keep(camera: string, { view, ...rest }: PictureReference): void {
    const grid = ({ values, ...size }: ReferenceView['edges']): KeptGrid => ({
      ...size,
      values: Array.from(values, (value) => Math.round(value * 100) / 100),
    });
    const kept: Kept = { ...rest, view: { ...view, edges: grid(view.edges), shape: grid(view.shape) } };
    this.#database
      .prepare('INSERT OR REPLACE INTO picture_reference (camera, reference) VALUES (?, ?)')
      .run(camera, JSON.stringify(kept));
  }

  forget(camera: string): void {
    this.#database.prepare('DELETE FROM picture_reference WHERE camera = ?').run(camera);
  }

  cameras(): readonly string[] {
    const rows = this.#database.prepare('SELECT camera FROM picture_reference').all();
    return rows.map((row) => String(row['camera']));
  }
}
