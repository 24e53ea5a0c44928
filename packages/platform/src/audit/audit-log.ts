// SPDX-License-Identifier: Apache-2.0
/**
 * The platform's own evidence log. Acts are rows written with the act; the sequencer gives each its place, in the
 * order of time, and signs the state. Same entries, tree and notes as the recorder's, so the same verifier reads it.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  CompactRange,
  completeEntry,
  encodeBase64,
  encodeCanonicalJson,
  encodeEntry,
  hashOfEntry,
  type NoteSigner,
  signCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey, loadSigningKey, nodeAlgorithms } from '@mingjing/node-crypto';
import type pg from 'pg';
import type { Clock } from '../edge.ts';

const algorithms = nodeAlgorithms['sha256-ed25519'];
const origin = 'mingjing/platform';
const everyMs = 2000;
const batch = 2000;

interface Act {
  readonly id: string;
  readonly at: Date;
  readonly jurisdiction: string;
  readonly user_id: string;
  readonly role: string;
  readonly action: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly subject_ids: readonly string[];
  readonly purpose: string | null;
  readonly detail: unknown;
  readonly outcome: string;
  readonly salt: string;
}

export class AuditLog {
  readonly #owner: pg.Pool;
  readonly #signer: NoteSigner;
  readonly #clock: Clock;
  readonly #tree: CompactRange;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  private constructor(
    owner: pg.Pool,
    signer: NoteSigner,
    clock: Clock,
    tree: CompactRange,
    onFailure: (error: unknown) => void,
  ) {
    this.#owner = owner;
    this.#signer = signer;
    this.#clock = clock;
    this.#tree = tree;
    this.#timer = setInterval(() => void this.sequence().catch(onFailure), everyMs);
    this.#timer.unref();
  }

  /** Loads or makes the log's key and reads the tree as it stands. */
  static async open(
    owner: pg.Pool,
    keys: string,
    clock: Clock,
    onFailure: (error: unknown) => void,
  ): Promise<AuditLog> {
    const file = join(keys, 'audit-log.pem');
    const signer =
      (await loadSigningKey(file, 'ed25519', origin)) ?? (await createSigningKey(file, 'ed25519', origin));
    const tree = new CompactRange(algorithms);
    for (let from = 0; ; from += batch) {
      const { rows } = await owner.query<{ leaf: Buffer }>(
        'SELECT leaf FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index',
        [from, from + batch],
      );
      for (const { leaf } of rows) tree.append(new Uint8Array(leaf));
      if (rows.length < batch) break;
    }
    return new AuditLog(owner, signer, clock, tree, onFailure);
  }

  /** Gives every act that has none its place and signs the new state. One at a time. */
  sequence(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#sequenceAll());
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.sequence();
  }

  async #sequenceAll(): Promise<void> {
    const before = this.#tree.size;
    for (;;) {
      const { rows } = await this.#owner.query<Act>(
        `SELECT a.* FROM audit_record a LEFT JOIN log_entry l ON l.audit_id = a.id
          WHERE l.audit_id IS NULL ORDER BY a.at, a.id LIMIT $1`,
        [batch],
      );
      if (rows.length === 0) break;
      const first = this.#tree.size;
      const entries = rows.map((act) => encodeEntry(entryOf(act)));
      const leaves = entries.map((entry) => hashOfEntry(algorithms, entry));
      await this.#owner.query(
        `INSERT INTO log_entry (index, audit_id, entry, leaf)
         SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::bytea[])`,
        [
          rows.map((_, i) => first + i),
          rows.map(({ id }) => id),
          entries.map((entry) => new TextDecoder().decode(entry)),
          leaves.map((leaf) => Buffer.from(leaf)),
        ],
      );
      for (const leaf of leaves) this.#tree.append(leaf);
    }
    if (this.#tree.size > before) await this.#sign();
  }

  async #sign(): Promise<void> {
    const checkpoint = { origin, size: this.#tree.size, root: this.#tree.root() };
    await this.#owner.query('INSERT INTO log_checkpoint (size, at, root, note) VALUES ($1, $2, $3, $4)', [
      checkpoint.size,
      new Date(this.#clock()),
      Buffer.from(checkpoint.root),
      new TextDecoder().decode(signCheckpoint(checkpoint, this.#signer)),
    ]);
  }
}

/** Names and details stay in the row; the log holds their salted hash. */
function entryOf({ id, at, ...act }: Act) {
  const record = { ...act, id, at: at.toISOString(), detail: act.detail ?? null };
  const hash = encodeBase64(algorithms.hash(Buffer.from(act.salt, 'base64url'), encodeCanonicalJson(record)));
  const fields = { type: 'register', kind: 'platform-act', hash } as const;
  return completeEntry(fields, Buffer.from(act.salt, 'base64url'), at.getTime());
}

/** Sixteen random bytes, as an act keeps them. */
export const newSalt = (): string => randomBytes(16).toString('base64url');
