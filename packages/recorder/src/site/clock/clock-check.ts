// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's clock held against time servers every quarter of an hour. The middle answer counts, so that one wrong
 * server says nothing. Unsigned answers prove no time: days of retention do not rest on them.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ClockReading } from '@mingjing/contracts/site';
import { z } from 'zod';
import type { Sentence } from '../../errors.ts';
import { askTime, type TimeAnswer } from '../../ntp/ask-time.ts';
import { resolveCalledHost } from '../../recording/core/called-address.ts';

const everyMs = 15 * 60_000;
/** What people read off the picture is then still right to the second or so. */
export const toleratedOffsetMs = 2000;

const troubles = {
  silent: {
    zh: '没有应答。请检查网络，以及防火墙是否放行 UDP 123。',
    en: 'No answer. Check the network, and that UDP 123 may pass.',
  },
  unfit: {
    zh: '应答不可用：它自己没有同步，或拒绝服务。请换一台。',
    en: 'Its answer is no use: it is not in sync itself, or refuses. Choose another.',
  },
  'name-unknown': { zh: '找不到主机名。请核对拼写。', en: 'The host name is unknown. Check the spelling.' },
  'address-refused': {
    zh: '这个地址不允许（本机或链路本地地址）。',
    en: 'This address is not allowed (loopback or link-local).',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

type Answer = TimeAnswer | { readonly kind: 'name-unknown' | 'address-refused' };

export type ClockCheckOptions = {
  readonly database: DatabaseSync;
  readonly nowMs: () => number;
  readonly allowed: readonly string[];
  readonly alarm: (raised: boolean, facts: Readonly<Record<string, string | number>>) => void;
  readonly say: (error: unknown) => void;
  /** For tests: another port than 123. */
  readonly port?: number;
};

export class ClockCheck {
  readonly #options: ClockCheckOptions;
  #readings: readonly ClockReading[];
  #nextMs = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: ClockCheckOptions) {
    this.#options = options;
    this.#readings = this.servers().map(unasked);
  }

  servers(): readonly string[] {
    const row = this.#options.database.prepare("SELECT value FROM setting WHERE name = 'time-servers'").get();
    return row ? z.array(z.string()).parse(JSON.parse(String(row['value']))) : [];
  }

  change(servers: readonly string[]): void {
    this.#options.database
      .prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('time-servers', ?)")
      .run(JSON.stringify(servers));
    this.#readings = servers.map(unasked);
  }

  readings(): readonly ClockReading[] {
    return this.#readings;
  }

  /** @returns the middle offset, server minus recorder; undefined while none answered */
  offsetMs(): number | undefined {
    const offsets = this.#readings.flatMap(({ offsetMs }) => (offsetMs === null ? [] : [offsetMs]));
    return offsets.toSorted((a, b) => a - b)[Math.floor((offsets.length - 1) / 2)];
  }

  /** Called every few seconds; asks when it is time. */
  tick(): Promise<void> {
    if (performance.now() < this.#nextMs) return this.#turn;
    return this.measure();
  }

  /** Asks all servers now. */
  measure(): Promise<void> {
    this.#nextMs = performance.now() + everyMs;
    this.#turn = this.#turn.then(() => this.#ask()).catch((error: unknown) => this.#options.say(error));
    return this.#turn;
  }

  close(): Promise<void> {
    return this.#turn;
  }

  async #ask(): Promise<void> {
    const { nowMs, alarm } = this.#options;
    const servers = this.servers();
    const readings = await Promise.all(
      servers.map(async (server) => readingOf(server, await this.#answerOf(server), nowMs())),
    );
    if (servers.join() !== this.servers().join()) return;
    this.#readings = readings;
    const offsetMs = this.offsetMs();
    if (offsetMs === undefined && servers.length > 0) return;
    const seconds = Math.round((offsetMs ?? 0) / 100) / 10;
    alarm(Math.abs(offsetMs ?? 0) > toleratedOffsetMs, { seconds });
  }

  async #answerOf(server: string): Promise<Answer> {
    const { nowMs, allowed, port } = this.#options;
    const found = await resolveCalledHost(server, allowed, false);
    if (found.kind !== 'address')
      return { kind: found.kind === 'name-unknown' ? 'name-unknown' : 'address-refused' };
    return askTime({ address: found.address, nowMs, ...(port !== undefined && { port }) });
  }
}

const unasked = (server: string): ClockReading => ({
  server,
  atMs: null,
  offsetMs: null,
  delayMs: null,
  stratum: null,
  trouble: null,
});

function readingOf(server: string, answer: Answer, nowMs: number): ClockReading {
  const atMs = Math.round(nowMs);
  if (answer.kind !== 'reading') return { ...unasked(server), atMs, trouble: troubles[answer.kind] };
  const { offsetMs, delayMs, stratum } = answer;
  return {
    server,
    atMs,
    offsetMs: Math.round(offsetMs),
    delayMs: Math.round(delayMs),
    stratum,
    trouble: null,
  };
}
