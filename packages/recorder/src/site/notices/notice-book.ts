// SPDX-License-Identifier: Apache-2.0
/** Notices that wait and what became of them, and the settings, their secrets sealed. In the server's database. */
import type { DatabaseSync } from 'node:sqlite';
import {
  type NoticeChannel,
  type NoticeDelivery,
  NoticeSettings,
  noticeChannels,
} from '@mingjing/contracts/site';
import { z } from 'zod';
import type { Sentence } from '../../errors.ts';
import type { TextSeal } from '../../terms/text-seal.ts';
import { encodeTrouble, type NoticeTrouble, parseTrouble, troubleSentence } from './notice-trouble.ts';

/** What is told: an alarm that began or ended, or a trial. */
export type Notice = {
  readonly kind: string;
  readonly subject: string;
  readonly state: 'raised' | 'cleared';
  readonly atMs: number;
  readonly raisedMs: number;
  readonly words: Sentence;
};
export type WaitingNotice = Notice & { readonly number: number };

const none: NoticeSettings = { mail: null, webhook: null, quiet: null, waits: [] };
const onePage = 100;
const keptRows = 20_000;
/** As many go in one letter or one POST. */
const mostAtOnce = 50;
const secretName = { mail: 'mail password', webhook: 'webhook secret' } as const;
const Secrets = z.object({ mail: z.string().optional(), webhook: z.string().optional() });

export class NoticeBook {
  readonly #database: DatabaseSync;
  readonly #seal: TextSeal;

  constructor(database: DatabaseSync, seal: TextSeal) {
    this.#database = database;
    this.#seal = seal;
  }

  settings(): NoticeSettings {
    const text = this.#value('alarm-notices');
    return text === undefined ? none : NoticeSettings.parse(JSON.parse(text));
  }

  change(settings: NoticeSettings): void {
    this.#keep('alarm-notices', JSON.stringify(NoticeSettings.parse(settings)));
  }

  /** @returns undefined when there is none, or it was sealed with another key */
  secret(channel: NoticeChannel): string | undefined {
    const sealed = this.#secrets()[channel];
    if (sealed === undefined) return undefined;
    return this.#seal.open(secretName[channel], Buffer.from(sealed, 'base64'));
  }

  keepSecret(channel: NoticeChannel, secret: string | undefined): void {
    const { [channel]: _, ...others } = this.#secrets();
    const sealed =
      secret === undefined
        ? {}
        : { [channel]: Buffer.from(this.#seal.seal(secretName[channel], secret)).toString('base64') };
    this.#keep('alarm-notice-secrets', JSON.stringify({ ...others, ...sealed }));
  }

  add(channel: NoticeChannel, notice: Notice, dueMs: number): number {
    const { kind, subject, state, atMs, raisedMs, words } = notice;
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO alarm_notice (channel, kind, subject, state, at_ms, raised_ms, words, due_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(channel, kind, subject, state, atMs, raisedMs, JSON.stringify(words), Math.round(dueMs));
    this.#database
      .prepare('DELETE FROM alarm_notice WHERE number <= ?')
      .run(Number(lastInsertRowid) - keptRows);
    return Number(lastInsertRowid);
  }

  /** What is due, oldest first, as much as goes at once. */
  due(channel: NoticeChannel, nowMs: number): readonly WaitingNotice[] {
    return this.#database
      .prepare(
        `SELECT * FROM alarm_notice WHERE channel = ? AND sent_ms IS NULL AND given_up = 0 AND due_ms <= ?
          ORDER BY number LIMIT ?`,
      )
      .all(channel, nowMs, mostAtOnce)
      .map((raw) => ({
        number: Number(raw['number']),
        kind: String(raw['kind']),
        subject: String(raw['subject']),
        state: raw['state'] === 'cleared' ? 'cleared' : 'raised',
        atMs: Number(raw['at_ms']),
        raisedMs: Number(raw['raised_ms']),
        words: JSON.parse(String(raw['words'])) as Sentence,
      }));
  }

  sent(numbers: readonly number[], nowMs: number): void {
    const statement = this.#database.prepare(
      'UPDATE alarm_notice SET sent_ms = ?, attempts = attempts + 1, trouble = NULL WHERE number = ?',
    );
    for (const number of numbers) statement.run(Math.round(nowMs), number);
  }

  /** @param giveUpBeforeMs notices that were due before are not tried again */
  failed(numbers: readonly number[], trouble: NoticeTrouble, giveUpBeforeMs: number): void {
    const statement = this.#database.prepare(
      'UPDATE alarm_notice SET attempts = attempts + 1, trouble = ?, given_up = due_ms < ? WHERE number = ?',
    );
    for (const number of numbers) statement.run(encodeTrouble(trouble), Math.round(giveUpBeforeMs), number);
  }

  /** The channel is turned off: what waits for it stays where it is, said to be given up. */
  giveUp(channel: NoticeChannel): void {
    this.#database
      .prepare(
        'UPDATE alarm_notice SET given_up = 1, trouble = ? WHERE channel = ? AND sent_ms IS NULL AND given_up = 0',
      )
      .run(encodeTrouble({ kind: 'off' }), channel);
  }

  /** Newest first. */
  deliveries(asked: {
    readonly before?: number | undefined;
    readonly state?: NoticeDelivery['state'] | undefined;
    readonly channel?: NoticeChannel | undefined;
  }): readonly NoticeDelivery[] {
    return this.#database
      .prepare(
        `SELECT *, CASE WHEN sent_ms IS NOT NULL THEN 'sent' WHEN given_up THEN 'given-up' ELSE 'waiting' END AS standing
           FROM alarm_notice
          WHERE (?1 IS NULL OR number < ?1) AND (?2 IS NULL OR standing = ?2) AND (?3 IS NULL OR channel = ?3)
          ORDER BY number DESC LIMIT ?4`,
      )
      .all(asked.before ?? null, asked.state ?? null, asked.channel ?? null, onePage)
      .map((raw) => ({
        number: Number(raw['number']),
        channel: noticeChannels.find((channel) => channel === raw['channel']) ?? 'mail',
        kind: String(raw['kind']),
        words: JSON.parse(String(raw['words'])) as NoticeDelivery['words'],
        state: raw['standing'] as NoticeDelivery['state'],
        atMs: Number(raw['at_ms']),
        dueMs: Number(raw['due_ms']),
        sentMs: raw['sent_ms'] === null ? null : Number(raw['sent_ms']),
        attempts: Number(raw['attempts']),
        trouble: raw['trouble'] === null ? null : troubleSentence(parseTrouble(String(raw['trouble']))),
      }));
  }

  #secrets(): z.infer<typeof Secrets> {
    const text = this.#value('alarm-notice-secrets');
    return text === undefined ? {} : Secrets.parse(JSON.parse(text));
  }

  #value(name: string): string | undefined {
    const row = this.#database.prepare('SELECT value FROM setting WHERE name = ?').get(name);
    return row ? String(row['value']) : undefined;
  }

  #keep(name: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)').run(name, value);
  }
}
