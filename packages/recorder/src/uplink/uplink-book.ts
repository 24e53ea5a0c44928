// SPDX-License-Identifier: Apache-2.0
/**
 * What the recorder must not forget of its platform: keys pinned at enrolment, how far either log was witnessed, and the
 * reports that wait. SQLite of the server, durable when a call returns.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Report, ReportedFacts, UplinkChallenge } from '@mingjing/contracts/desk';
import type { ChallengeRecord } from '@mingjing/contracts/site';
import { parseVkey, type SeenLog, type VerifierKey } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';

/** Challenges that are shown. */
const challengesKept = 100;
/** Half a year of reports; when more wait, the newest takes the place of the one before it. */
const mostWaiting = 1200;

export type Enrolled = {
  readonly platform: string;
  readonly unitName: string;
  readonly fingerprint: string;
  readonly witness: VerifierKey;
  readonly platformLog: VerifierKey;
  readonly sinceMs: number;
  readonly knownSize: number;
  readonly seen: SeenLog;
  readonly lastTakenMs: number | undefined;
};

export type WaitingReport = Pick<Report, 'sequence' | 'at' | 'checkpoint' | 'facts'>;

export class UplinkBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  enrolled(): Enrolled | undefined {
    const row = this.#database.prepare('SELECT * FROM uplink').get();
    if (!row) return undefined;
    const key = (column: string): VerifierKey => {
      const parsed = parseVkey(nodeAlgorithms, String(row[column]));
      if (!parsed) throw new Error(`uplink.${column} is no key`);
      return parsed;
    };
    const root = row['seen_root'];
    return {
      platform: String(row['platform']),
      unitName: String(row['unit_name']),
      fingerprint: String(row['fingerprint']),
      witness: key('witness'),
      platformLog: key('platform_log'),
      sinceMs: Number(row['since_ms']),
      knownSize: Number(row['known_size']),
      seen: { size: Number(row['seen_size']), root: root instanceof Uint8Array ? root : undefined },
      lastTakenMs: row['last_taken_ms'] === null ? undefined : Number(row['last_taken_ms']),
    };
  }

  /** A new enrolment forgets the one before, with what waited for it. */
  enrol(of: {
    readonly platform: string;
    readonly unitName: string;
    readonly fingerprint: string;
    readonly witness: string;
    readonly platformLog: string;
    readonly sinceMs: number;
  }): void {
    this.#whole(() => {
      this.#database.exec('DELETE FROM uplink_report; DELETE FROM uplink;');
      this.#database
        .prepare(
          `INSERT INTO uplink (id, platform, unit_name, fingerprint, witness, platform_log, since_ms)
           VALUES (1, ?, ?, ?, ?, ?, ?)`,
        )
        .run(of.platform, of.unitName, of.fingerprint, of.witness, of.platformLog, of.sinceMs);
    });
  }

  /** The platform follows our log to another key. */
  handedOver(fingerprint: string): void {
    this.#database.prepare('UPDATE uplink SET fingerprint = ?').run(fingerprint);
  }

  /** The platform is to be found elsewhere now; keys and numbers stay. */
  moveTo(platform: string): void {
    this.#database.prepare('UPDATE uplink SET platform = ?').run(platform);
  }

  add(report: Omit<WaitingReport, 'sequence'>): void {
    this.#whole(() => {
      if (this.waiting() >= mostWaiting)
        this.#database.exec(
          'DELETE FROM uplink_report WHERE sequence = (SELECT max(sequence) FROM uplink_report)',
        );
      const row = this.#database
        .prepare(
          'SELECT max((SELECT taken FROM uplink), coalesce((SELECT max(sequence) FROM uplink_report), 0)) + 1 AS next',
        )
        .get();
      this.#database
        .prepare('INSERT INTO uplink_report (sequence, at, checkpoint, facts) VALUES (?, ?, ?, ?)')
        .run(Number(row?.['next']), report.at, report.checkpoint, JSON.stringify(report.facts));
    });
  }

  first(): WaitingReport | undefined {
    const row = this.#database.prepare('SELECT * FROM uplink_report ORDER BY sequence LIMIT 1').get();
    return (
      row && {
        sequence: Number(row['sequence']),
        at: String(row['at']),
        checkpoint: String(row['checkpoint']),
        facts: JSON.parse(String(row['facts'])) as ReportedFacts,
      }
    );
  }

  waiting(): number {
    return Number(this.#database.prepare('SELECT count(*) AS n FROM uplink_report').get()?.['n']);
  }

  /** The platform has it: it waits no more. */
  taken(sequence: number, size: number, atMs: number): void {
    this.#whole(() => {
      this.#database.prepare('DELETE FROM uplink_report WHERE sequence <= ?').run(sequence);
      this.#database
        .prepare('UPDATE uplink SET taken = ?, known_size = ?, last_taken_ms = ?')
        .run(sequence, size, Math.round(atMs));
    });
  }

  known(size: number): void {
    this.#database.prepare('UPDATE uplink SET known_size = ?').run(size);
  }

  saw({ size, root }: SeenLog): void {
    this.#database.prepare('UPDATE uplink SET seen_size = ?, seen_root = ?').run(size, root ?? null);
  }

  /** Once per nonce: what a report asked twice is answered once. */
  owe(challenge: UplinkChallenge, nowMs: number): void {
    this.#whole(() => {
      this.#database
        .prepare(
          "INSERT OR IGNORE INTO uplink_challenge (nonce, challenge, due_ms, state, at_ms) VALUES (?, ?, ?, 'owed', ?)",
        )
        .run(challenge.nonce, JSON.stringify(challenge), Date.parse(challenge.due), Math.round(nowMs));
      this.#database
        .prepare(
          'DELETE FROM uplink_challenge WHERE nonce NOT IN (SELECT nonce FROM uplink_challenge ORDER BY at_ms DESC LIMIT ?)',
        )
        .run(challengesKept);
    });
  }

  owed(): readonly UplinkChallenge[] {
    return this.#database
      .prepare("SELECT challenge FROM uplink_challenge WHERE state = 'owed' ORDER BY at_ms")
      .all()
      .map((row) => JSON.parse(String(row['challenge'])) as UplinkChallenge);
  }

  settle(
    { nonce }: UplinkChallenge,
    of: Pick<ChallengeRecord, 'state' | 'atMs' | 'session' | 'verdict'>,
  ): void {
    this.#database
      .prepare('UPDATE uplink_challenge SET state = ?, at_ms = ?, session = ?, verdict = ? WHERE nonce = ?')
      .run(of.state, of.atMs, of.session, of.verdict && JSON.stringify(of.verdict), nonce);
  }

  /** Newest first. */
  challenges(): readonly ChallengeRecord[] {
    return this.#database
      .prepare('SELECT * FROM uplink_challenge ORDER BY at_ms DESC LIMIT 20')
      .all()
      .map((row) => {
        const { id, from, to, cameras, samples } = JSON.parse(String(row['challenge'])) as UplinkChallenge;
        return {
          id,
          fromMs: Date.parse(from),
          toMs: Date.parse(to),
          cameras: cameras.length,
          samples,
          state: String(row['state']) as ChallengeRecord['state'],
          atMs: Number(row['at_ms']),
          session: row['session'] === null ? null : Number(row['session']),
          verdict: row['verdict'] === null ? null : JSON.parse(String(row['verdict'])),
        };
      });
  }

  #whole(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
