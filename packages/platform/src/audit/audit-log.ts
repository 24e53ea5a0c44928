// SPDX-License-Identifier: Apache-2.0
/**
 * The platform's own evidence log. Acts are rows written with the act; the sequencer gives each its place, in the
 * order of time, and signs the state. Same entries, tree and notes as the recorder's, so the same verifier reads it.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  encodeBase64,
  encodeVkey,
  GrownTree,
  hashOfEntry,
  type NoteSigner,
  signCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey, loadSigningKey } from '@mingjing/node-crypto';
import type pg from 'pg';
import type { Clock } from '../edge.ts';
import { logAlgorithms as algorithms, encodeActEntry } from './act-entry.ts';

const origin = 'mingjing/platform';
const everyMs = 2000;
const batch = 2000;
/** Of all processes over one database, one sequences at a time. */
const sequencerLock = 7_990_002;

type Queries = Pick<pg.ClientBase, 'query'>;

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
  /** As the database has it; another process may have gone on since. */
  #tree = new GrownTree(algorithms);
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  private constructor(owner: pg.Pool, signer: NoteSigner, clock: Clock, onFailure: (error: unknown) => void) {
    this.#owner = owner;
    this.#signer = signer;
    this.#clock = clock;
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
    const log = new AuditLog(owner, signer, clock, onFailure);
    await log.#catchUp(owner);
    return log;
  }

  /** Gives every act that has none its place and signs the new state. One at a time, whichever process does it. */
  sequence(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#sequenceAll());
    return this.#running;
  }

  /** Key of this log, as others pin it. */
  get vkey(): string {
    return encodeVkey(this.#signer.key);
  }

  /**
   * The last signed state, with the proof that it holds all of an earlier one: for whoever witnesses this log.
   *
   * @param size what he verified last; more than there is gets no path
   */
  proofFrom(size: number): Promise<{ checkpoint: string; path: string[] } | null> {
    const proof = this.#running.catch(() => undefined).then(() => this.#proofFrom(size));
    this.#running = proof.then(
      () => undefined,
      () => undefined,
    );
    return proof;
  }

  async #proofFrom(size: number): Promise<{ checkpoint: string; path: string[] } | null> {
    const { rows } = await this.#owner.query<{ size: string; note: string }>(
      'SELECT size, note FROM log_checkpoint ORDER BY size DESC LIMIT 1',
    );
    const [last] = rows;
    if (!last) return null;
    const signedSize = Number(last.size);
    if (signedSize > this.#tree.size) await this.#catchUp(this.#owner);
    const path = size > signedSize ? [] : this.#tree.consistencyPath(size, signedSize);
    return { checkpoint: last.note, path: path.map(encodeBase64) };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.sequence();
  }

  async #sequenceAll(): Promise<void> {
    while (await this.#sequenceBatch());
  }

  /** One batch in one transaction, under a lock that all processes of the database share. @returns whether more may wait */
  async #sequenceBatch(): Promise<boolean> {
    const client = await this.#owner.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [sequencerLock]);
      await this.#catchUp(client);
      const placed = await this.#place(client);
      if (placed > 0) await this.#sign(client);
      await client.query('COMMIT');
      return placed === batch;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      // What was not committed never happened: the tree is read anew.
      this.#tree = new GrownTree(algorithms);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Reads what stands in the log beyond our tree. */
  async #catchUp(database: Queries): Promise<void> {
    for (;;) {
      const from = this.#tree.size;
      const { rows } = await database.query<{ leaf: Buffer }>(
        'SELECT leaf FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index',
        [from, from + batch],
      );
      for (const { leaf } of rows) this.#tree.append(new Uint8Array(leaf));
      if (rows.length < batch) return;
    }
  }

  /** @returns how many acts got their place */
  async #place(database: Queries): Promise<number> {
    const { rows } = await database.query<Act>(
      `SELECT a.* FROM audit_record a LEFT JOIN log_entry l ON l.audit_id = a.id
        WHERE l.audit_id IS NULL ORDER BY a.at, a.id LIMIT $1`,
      [batch],
    );
    if (rows.length === 0) return 0;
    const first = this.#tree.size;
    const entries = rows.map((act) =>
      encodeActEntry({ ...act, at: act.at.toISOString(), detail: act.detail ?? null }),
    );
    const leaves = entries.map((entry) => hashOfEntry(algorithms, entry));
    await database.query(
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
    return rows.length;
  }

  async #sign(database: Queries): Promise<void> {
    const checkpoint = { origin, size: this.#tree.size, root: this.#tree.root() };
    await database.query('INSERT INTO log_checkpoint (size, at, root, note) VALUES ($1, $2, $3, $4)', [
      checkpoint.size,
      new Date(this.#clock()),
      Buffer.from(checkpoint.root),
      new TextDecoder().decode(signCheckpoint(checkpoint, this.#signer)),
    ]);
  }
}

/** Sixteen random bytes, as an act keeps them. */
export const newSalt = (): string => randomBytes(16).toString('base64url');
