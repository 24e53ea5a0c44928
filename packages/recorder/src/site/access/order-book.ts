// SPDX-License-Identifier: Apache-2.0
/** Requests of the platform on disk: what was collected, which look it became, what the platform has been told of it. */
import type { DatabaseSync } from 'node:sqlite';
import type { FootageSaid, RecorderOrder } from '@mingjing/contracts/desk';

export type OrderStep = FootageSaid['step'];

export type SealedBundle = {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Hex SHA-256 of the manifest inside, as the register entry in the log has it. */
  readonly manifest: string;
  /** Bytes the platform has said it has. */
  readonly sentBytes: number;
};

export type KeptOrder = {
  readonly id: string;
  /** Undefined until it was collected. */
  readonly request: RecorderOrder | undefined;
  /** Id of the look it became. */
  readonly session: string | undefined;
  /** Id of the hold that a citizen's request became. */
  readonly hold: string | undefined;
  /** Steps that the platform knows. */
  readonly told: readonly OrderStep[];
  readonly sealed: SealedBundle | undefined;
  /** Why nothing can come of it, as the platform is told. */
  readonly trouble: string | undefined;
  /** It is to be collected (again). */
  readonly wanted: boolean;
  /** Nothing is left to do or to tell. */
  readonly settled: boolean;
};

export class OrderBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The platform names it: new here, or changed since. */
  want(id: string): void {
    this.#database
      .prepare(
        'INSERT INTO footage_order (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET wanted = 1, settled = 0',
      )
      .run(id);
  }

  save({ id, request, session, hold, told, sealed, trouble, wanted, settled }: KeptOrder): void {
    const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    this.#database
      .prepare(
        `UPDATE footage_order SET request = ?, session = ?, hold = ?, told = ?, sealed = ?, trouble = ?, wanted = ?, settled = ?
          WHERE id = ?`,
      )
      .run(
        text(request),
        session ?? null,
        hold ?? null,
        JSON.stringify(told),
        text(sealed),
        trouble ?? null,
        Number(wanted),
        Number(settled),
        id,
      );
  }

  /** Those that something is to be done about, oldest first. */
  underWay(): readonly KeptOrder[] {
    return this.#database
      .prepare('SELECT * FROM footage_order WHERE wanted = 1 OR settled = 0 ORDER BY rowid')
      .all()
      .map(kept);
  }
}

function kept(row: Record<string, unknown>): KeptOrder {
  const json = <T>(value: unknown): T | undefined =>
    value === null ? undefined : (JSON.parse(String(value)) as T);
  const text = (value: unknown) => (value === null ? undefined : String(value));
  return {
    id: String(row['id']),
    request: json<RecorderOrder>(row['request']),
    session: text(row['session']),
    hold: text(row['hold']),
    told: json<readonly OrderStep[]>(row['told']) ?? [],
    sealed: json<SealedBundle>(row['sealed']),
    trouble: text(row['trouble']),
    wanted: row['wanted'] === 1,
    settled: row['settled'] === 1,
  };
}
