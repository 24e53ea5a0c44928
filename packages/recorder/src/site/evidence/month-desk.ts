// SPDX-License-Identifier: Apache-2.0
/** Proofs of months: one is made at a time, in the background; its hash goes into the log before it counts as done. */
import type { DatabaseSync } from 'node:sqlite';
import type { MonthProof } from '@mingjing/contracts/site';
import { encodeBase64, encodeCanonicalJson } from '@mingjing/evidence';
import { ServerRefusal } from '../../terms/refusal.ts';
import { type MonthSources, proveMonthRecord } from './month-prover.ts';
import { type MonthRecord, monthOf, rangeOfMonth, sumsOf } from './month-record.ts';

type Raw = Readonly<Record<string, unknown>>;
const shown = 60;

export class MonthDesk {
  readonly #database: DatabaseSync;
  readonly #sources: MonthSources;
  readonly #say: (error: unknown) => void;
  #running: { readonly number: number; done: number; total: number } | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(database: DatabaseSync, sources: MonthSources, say: (error: unknown) => void) {
    this.#database = database;
    this.#sources = sources;
    this.#say = say;
    // What a stop cut off is asked for again by whoever wants it.
    database.exec("UPDATE month_proof SET state = 'failed' WHERE state = 'running'");
  }

  /** Newest first. */
  list(): readonly MonthProof[] {
    return this.#database
      .prepare('SELECT * FROM month_proof ORDER BY number DESC LIMIT ?')
      .all(shown)
      .map((raw) => this.#view(raw));
  }

  /** @throws ServerRefusal `recorder/month-not-begun`, `recorder/month-under-way` */
  begin(asked: string | undefined, by: MonthRecord['by']): MonthProof {
    const nowMs = this.#sources.core.nowMs();
    const month = asked ?? monthOf(nowMs);
    const { fromMs, toMs } = rangeOfMonth(month, nowMs);
    if (toMs <= fromMs) throw new ServerRefusal('recorder/month-not-begun', { month });
    if (this.#running) throw new ServerRefusal('recorder/month-under-way');
    const { lastInsertRowid } = this.#database
      .prepare("INSERT INTO month_proof (month, at_ms, by_name, state) VALUES (?, ?, ?, 'running')")
      .run(month, Math.round(nowMs), by.name);
    const running = { number: Number(lastInsertRowid), done: 0, total: 0 };
    this.#running = running;
    this.#work = this.#make(running, month, by)
      .catch((error: unknown) => {
        this.#say(error);
        this.#database
          .prepare("UPDATE month_proof SET state = 'failed' WHERE number = ?")
          .run(running.number);
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#find(running.number);
  }

  /** @throws ServerRefusal `recorder/not-found` unless it is done */
  record(number: number): { readonly record: MonthRecord; readonly hash: string; readonly entry: number } {
    const raw = this.#database
      .prepare("SELECT * FROM month_proof WHERE number = ? AND state = 'done'")
      .get(number);
    if (!raw) throw new ServerRefusal('recorder/not-found', { what: String(number) });
    const record = JSON.parse(String(raw['record'])) as MonthRecord;
    return { record, hash: this.#hashOf(record), entry: Number(raw['entry']) };
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async #make(
    running: { readonly number: number; done: number; total: number },
    month: string,
    by: MonthRecord['by'],
  ): Promise<void> {
    const { core } = this.#sources;
    const record = await proveMonthRecord(this.#sources, { month, by }, (done, total) => {
      running.done = done;
      running.total = total;
    });
    const { index } = await core.appendEntry({
      type: 'report',
      kind: `month-proof/${month}`,
      hash: this.#hashOf(record),
    });
    const sums = { ...sumsOf(record.cameras), verdict: record.challenge };
    this.#database
      .prepare("UPDATE month_proof SET state = 'done', record = ?, sums = ?, entry = ? WHERE number = ?")
      .run(JSON.stringify(record), JSON.stringify(sums), index, running.number);
  }

  #hashOf(record: MonthRecord): string {
    return encodeBase64(this.#sources.core.algorithms.hash(encodeCanonicalJson(record)));
  }

  #find(number: number): MonthProof {
    return this.#view(this.#database.prepare('SELECT * FROM month_proof WHERE number = ?').get(number)!);
  }

  #view(raw: Raw): MonthProof {
    const number = Number(raw['number']);
    const state = String(raw['state']) as MonthProof['state'];
    const sums = raw['sums'] === null ? undefined : JSON.parse(String(raw['sums']));
    const days = sums ? sums.complete + sums.notComplete : 0;
    const running = this.#running?.number === number ? this.#running : undefined;
    return {
      number,
      month: String(raw['month']),
      atMs: Number(raw['at_ms']),
      by: String(raw['by_name']),
      state,
      done: running?.done ?? days,
      total: running?.total ?? days,
      entry: raw['entry'] === null ? null : Number(raw['entry']),
      days: { complete: sums?.complete ?? 0, notComplete: sums?.notComplete ?? 0 },
      heldHours: sums?.heldHours ?? 0,
      gapHours: sums?.gapHours ?? 0,
      verdict: sums?.verdict ?? null,
    };
  }
}
