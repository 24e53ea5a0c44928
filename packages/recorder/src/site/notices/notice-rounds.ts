// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms go out: noted when they begin and end, sent by a round of every few seconds, tried again after longer and longer
 * waits. Nothing waits for a mail server: a notice is one row, and each channel has a turn of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type NoticeChannel, noticeChannels } from '@mingjing/contracts/site';
import type { Sentence } from '../../errors.ts';
import type { BoardAlarm } from '../alarms/alarm-board.ts';
import { isCritical } from '../alarms/alarm-kinds.ts';
import type { Notice, NoticeBook } from './notice-book.ts';
import { dueMs, givenUpAfterMs, waitAfter } from './notice-rules.ts';
import { letterOf, type NoticeSender, webhookBody } from './notice-text.ts';
import { type NoticeTrouble, troubleSentence } from './notice-trouble.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

/** So many failures in a row are an alarm of their own. */
const alarmAfter = 3;
const closePatienceMs = 3000;

export type NoticeRoundsOptions = {
  readonly book: NoticeBook;
  readonly sender: () => NoticeSender;
  readonly nowMs: () => number;
  readonly words: (alarm: BoardAlarm) => Sentence;
  readonly allowed: readonly string[];
  readonly ownPorts: () => readonly number[];
  readonly alarm: (channel: NoticeChannel, raised: boolean, facts: BoardAlarm['facts']) => void;
  readonly say: (error: unknown) => void;
};

type Turn = { failures: number; nextMs: number; running: Promise<void> };

export class NoticeRounds {
  readonly #options: NoticeRoundsOptions;
  readonly #turns: Readonly<Record<NoticeChannel, Turn>> = { mail: newTurn(), webhook: newTurn() };

  constructor(options: NoticeRoundsOptions) {
    this.#options = options;
  }

  /** An alarm began or ended. */
  heard(alarm: BoardAlarm): void {
    const { book, words } = this.#options;
    const settings = book.settings();
    const { kind, subject, state, atMs, raisedMs } = alarm;
    const notice: Notice = { kind, subject, state, atMs, raisedMs, words: words(alarm) };
    const due = dueMs({ kind, atMs, critical: isCritical(kind) }, settings);
    // That a channel fails is told by the other one.
    for (const channel of noticeChannels)
      if (settings[channel] && !(kind === 'notices-failed' && subject === channel))
        book.add(channel, notice, due);
  }

  /** Sends what is due; a channel that is still busy has its turn when it is done. */
  async tick(): Promise<void> {
    await Promise.all(
      noticeChannels.map((channel) => {
        const turn = this.#turns[channel];
        turn.running = turn.running
          .then(() => this.#send(channel, turn))
          .catch((error: unknown) => this.#options.say(error));
        return turn.running;
      }),
    );
  }

  /** One notice now, whatever the hour; it stands in the list of deliveries like the others. */
  async try(channel: NoticeChannel): Promise<NoticeTrouble | undefined> {
    const { book, nowMs } = this.#options;
    const atMs = Math.round(nowMs());
    const words = { zh: '试发：收到就说明通道可用。', en: 'A trial: when this arrives, the channel works.' };
    const notice: Notice = { kind: 'test', subject: channel, state: 'raised', atMs, raisedMs: atMs, words };
    const number = book.add(channel, notice, atMs);
    const trouble = await this.#deliver(channel, [notice], String(number));
    if (trouble) book.failed([number], trouble, Number.MAX_SAFE_INTEGER);
    else book.sent([number], nowMs());
    if (!trouble) this.#works(channel);
    return trouble;
  }

  /** The settings changed: what failed may work now, what is off sends no more. */
  changed(): void {
    const { book } = this.#options;
    const settings = book.settings();
    for (const channel of noticeChannels) {
      this.#turns[channel].nextMs = 0;
      if (settings[channel]) continue;
      book.giveUp(channel);
      this.#works(channel);
    }
  }

  /** Resolves when what is under way is over, or in three seconds: a notice that hangs is tried again at the next start. */
  async close(): Promise<void> {
    const over = Promise.all(noticeChannels.map((channel) => this.#turns[channel].running));
    const patience = new AbortController();
    await Promise.race([
      over,
      sleep(closePatienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }

  async #send(channel: NoticeChannel, turn: Turn): Promise<void> {
    const { book, nowMs, alarm } = this.#options;
    if (!book.settings()[channel] || nowMs() < turn.nextMs) return;
    for (let due = book.due(channel, nowMs()); due.length > 0; due = book.due(channel, nowMs())) {
      const numbers = due.map(({ number }) => number);
      const trouble = await this.#deliver(channel, due, `${numbers[0]}-${numbers.at(-1)}`);
      if (!trouble) {
        book.sent(numbers, nowMs());
        this.#works(channel);
        continue;
      }
      book.failed(numbers, trouble, nowMs() - givenUpAfterMs);
      turn.failures += 1;
      turn.nextMs = nowMs() + waitAfter(turn.failures);
      const { zh, en } = troubleSentence(trouble);
      if (turn.failures >= alarmAfter) alarm(channel, true, { zh, en });
      return;
    }
  }

  #works(channel: NoticeChannel): void {
    const turn = this.#turns[channel];
    turn.failures = 0;
    turn.nextMs = 0;
    this.#options.alarm(channel, false, {});
  }

  async #deliver(
    channel: NoticeChannel,
    notices: readonly Notice[],
    id: string,
  ): Promise<NoticeTrouble | undefined> {
    const { book, sender, nowMs, allowed, ownPorts } = this.#options;
    const { mail, webhook } = book.settings();
    const from = sender();
    if (channel === 'mail')
      return mail
        ? await sendMail({ ...mail, password: book.secret('mail') }, letterOf(notices, from), allowed)
        : { kind: 'off' };
    if (!webhook) return { kind: 'off' };
    const post = {
      url: webhook.url,
      secret: book.secret('webhook'),
      id: `${from.recorderId}-${id}`,
      body: webhookBody(notices, from),
    };
    return await sendWebhook(post, { nowMs, allowed, ownPorts });
  }
}

const newTurn = (): Turn => ({ failures: 0, nextMs: 0, running: Promise.resolve() });
