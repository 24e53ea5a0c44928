// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms with a life: raised, seen by a person, assigned to one, cleared with why; kept over restarts. The core's own,
 * and one per camera that gives no picture: whoever is on duty hears of it within a minute, whatever the reason and
 * also when it never gave one.
 */
import type { DatabaseSync } from 'node:sqlite';
import { type PictureAlarm, pictureAlarms } from '../../health/picture-life.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { RecorderAlarm, UplinkAlarm } from '../../terms/alarms.ts';
import type { CameraStatus } from '../../terms/cameras.ts';

/** Raised by the server, not by the core. */
type ServerAlarm =
  | UplinkAlarm
  | PictureAlarm
  | 'register-differs'
  | 'notices-failed'
  | 'clock-off'
  | 'certificate-ends'
  /** What cameras themselves noticed. */
  | 'camera-motion'
  | 'camera-tamper'
  | 'camera-alarm';
export type AlarmKind = RecorderAlarm['kind'] | 'camera-offline' | ServerAlarm;
export type BoardAlarm = Omit<RecorderAlarm, 'kind'> & {
  readonly kind: AlarmKind;
  /** When it began, also of a cleared one, whose `atMs` is its end. */
  readonly raisedMs: number;
  /** Who took note of it first. */
  readonly seen?: { readonly by: string; readonly atMs: number };
  /** Who sees to it, and who said so. */
  readonly assigned?: { readonly to: string; readonly by: string; readonly atMs: number };
  /** By a person, who says why; absent where the cause went away by itself. */
  readonly clearedBy?: string;
  readonly why?: string;
};

const remembered = 200;
/** Cleared alarms beyond this many are forgotten, the oldest first. */
const mostCleared = 10_000;
/** A camera that reconnects at once is no alarm; one that is silent for this long is. */
export const offlineAfterMs = 20_000;

/** Whoever raises these also clears them: while the cause is there nobody silences them. */
const clearThemselves: ReadonlySet<AlarmKind> = new Set<AlarmKind>([
  'camera-offline',
  'disk-full',
  'disk-slow',
  'overload',
  'disk-failed',
  'store-lost',
  'forecast-below-floor',
  'log-failed',
  'witness-away',
  'notices-failed',
  'clock-off',
  'certificate-ends',
  ...pictureAlarms,
]);

type Watched = Pick<CameraStatus, 'id' | 'enabled' | 'lastFrameMs'>;
type Told = Omit<RecorderAlarm, 'kind'> & { readonly kind: AlarmKind };
type Raw = Readonly<Record<string, unknown>>;
export type ClearAnswer = 'cleared' | 'no-such-alarm' | 'stands';

export class AlarmBoard {
  readonly #database: DatabaseSync;
  readonly #raised = new Map<string, BoardAlarm>();
  /** Raised or raised again since this start; what is not may be a leftover of a cause that is gone. */
  readonly #toldNow = new Set<string>();
  /** Since when each camera should give pictures. */
  readonly #expectedSince = new Map<string, number>();
  readonly #listeners: ((alarm: BoardAlarm) => void)[] = [];

  constructor(core: Pick<CoreWithoutMedia, 'on'>, database: DatabaseSync) {
    this.#database = database;
    for (const raw of database
      .prepare('SELECT * FROM alarm WHERE cleared_ms IS NULL ORDER BY number')
      .all()) {
      const alarm = asAlarm(raw);
      this.#raised.set(keyOf(alarm.kind, alarm.subject), alarm);
    }
    core.on('alarm', (alarm) => this.#set(alarm));
  }

  /** Told once when an alarm begins and once when it ends, also over a restart in between. */
  onLife(listener: (alarm: BoardAlarm) => void): void {
    this.#listeners.push(listener);
  }

  raised(): readonly BoardAlarm[] {
    return [...this.#raised.values()];
  }

  /** Those that stand, then the last that were cleared, newest first. */
  all(): readonly BoardAlarm[] {
    const cleared = this.#database
      .prepare(
        'SELECT * FROM alarm WHERE cleared_ms IS NOT NULL ORDER BY cleared_ms DESC, number DESC LIMIT ?',
      )
      .all(remembered);
    return [...this.raised(), ...cleared.map(asAlarm)];
  }

  /** Those that stood at any time within `[fromMs, toMs)` and are remembered, in the order they were raised. */
  within(fromMs: number, toMs: number): readonly BoardAlarm[] {
    return this.#database
      .prepare(
        'SELECT * FROM alarm WHERE raised_ms < ? AND (cleared_ms IS NULL OR cleared_ms >= ?) ORDER BY raised_ms, number',
      )
      .all(Math.round(toMs), Math.round(fromMs))
      .map(asAlarm);
  }

  /** @returns false when no such alarm stands */
  see(kind: string, subject: string, by: string, atMs: number): boolean {
    const alarm = this.#raised.get(keyOf(kind, subject));
    if (!alarm) return false;
    if (!alarm.seen) this.#change({ ...alarm, seen: { by, atMs } });
    return true;
  }

  /** @returns false when no such alarm stands */
  assign(kind: string, subject: string, to: string, by: string, atMs: number): boolean {
    const alarm = this.#raised.get(keyOf(kind, subject));
    if (!alarm) return false;
    this.#change({ ...alarm, seen: alarm.seen ?? { by, atMs }, assigned: { to, by, atMs } });
    return true;
  }

  /** A person ends it and says why. @returns `stands` while the cause is known to be there */
  clear(kind: string, subject: string, why: string, by: string, atMs: number): ClearAnswer {
    const key = keyOf(kind, subject);
    const alarm = this.#raised.get(key);
    if (!alarm) return 'no-such-alarm';
    if (clearThemselves.has(alarm.kind) && this.#toldNow.has(key)) return 'stands';
    this.#end(key, { ...alarm, state: 'cleared', atMs, clearedBy: by, why });
    return 'cleared';
  }

  /** Every few seconds: which cameras should give pictures and have given none for a while. */
  look(cameras: readonly Watched[], nowMs: number): void {
    const enabled = cameras.filter((camera) => camera.enabled);
    const isExpected = (id: string) => enabled.some((camera) => camera.id === id);
    for (const id of this.#expectedSince.keys()) if (!isExpected(id)) this.#expectedSince.delete(id);
    for (const { kind, subject } of this.raised())
      if (kind === 'camera-offline' && !isExpected(subject)) this.#online(subject, nowMs);
    for (const { id, lastFrameMs } of enabled) {
      const expectedSince = this.#expectedSince.get(id) ?? nowMs;
      this.#expectedSince.set(id, expectedSince);
      const sinceMs = Math.max(lastFrameMs ?? 0, expectedSince);
      if (nowMs - sinceMs >= offlineAfterMs) this.#offline(id, sinceMs, nowMs);
      // An alarm of an earlier run goes when a picture has come, not when nobody has waited long enough yet.
      else if (lastFrameMs !== undefined && lastFrameMs >= expectedSince) this.#online(id, nowMs);
    }
  }

  /** Raised once and cleared once, however often it is told. */
  tell(kind: ServerAlarm, subject: string, is: boolean, nowMs: number, facts: BoardAlarm['facts']): void {
    const key = keyOf(kind, subject);
    if (is ? this.#raised.has(key) && this.#toldNow.has(key) : !this.#raised.has(key)) return;
    this.#set({ kind, subject, state: is ? 'raised' : 'cleared', atMs: Math.round(nowMs), facts });
  }

  #offline(subject: string, sinceMs: number, nowMs: number): void {
    const key = keyOf('camera-offline', subject);
    if (this.#raised.has(key) && this.#toldNow.has(key)) return;
    const facts = { sinceMs: Math.round(sinceMs) };
    this.#set({ kind: 'camera-offline', subject, state: 'raised', atMs: Math.round(nowMs), facts });
  }

  #online(subject: string, nowMs: number): void {
    if (!this.#raised.has(keyOf('camera-offline', subject))) return;
    this.#set({ kind: 'camera-offline', subject, state: 'cleared', atMs: Math.round(nowMs), facts: {} });
  }

  #set(told: Told): void {
    const key = keyOf(told.kind, told.subject);
    const standing = this.#raised.get(key);
    if (told.state === 'raised') {
      this.#toldNow.add(key);
      if (standing) this.#change({ ...standing, facts: { ...standing.facts, ...told.facts } });
      else this.#begin(key, { ...told, raisedMs: told.atMs });
      return;
    }
    if (standing)
      this.#end(key, {
        ...standing,
        state: 'cleared',
        atMs: told.atMs,
        facts: { ...standing.facts, ...told.facts },
      });
  }

  #begin(key: string, alarm: BoardAlarm): void {
    this.#raised.set(key, alarm);
    const { kind, subject, raisedMs, facts } = alarm;
    this.#database
      .prepare('INSERT INTO alarm (kind, subject, raised_ms, facts, life) VALUES (?, ?, ?, ?, ?)')
      .run(kind, subject, Math.round(raisedMs), JSON.stringify(facts), '{}');
    for (const listener of this.#listeners) listener(alarm);
  }

  #change(alarm: BoardAlarm): void {
    this.#raised.set(keyOf(alarm.kind, alarm.subject), alarm);
    this.#write(alarm, null);
  }

  #end(key: string, alarm: BoardAlarm): void {
    this.#raised.delete(key);
    this.#toldNow.delete(key);
    this.#write(alarm, Math.round(alarm.atMs));
    this.#database
      .prepare(
        `DELETE FROM alarm WHERE cleared_ms IS NOT NULL AND number <=
         (SELECT number FROM alarm WHERE cleared_ms IS NOT NULL ORDER BY number DESC LIMIT 1 OFFSET ?)`,
      )
      .run(mostCleared);
    for (const listener of this.#listeners) listener(alarm);
  }

  #write(
    { kind, subject, facts, seen, assigned, clearedBy, why }: BoardAlarm,
    clearedMs: number | null,
  ): void {
    this.#database
      .prepare(
        'UPDATE alarm SET facts = ?, life = ?, cleared_ms = ? WHERE kind = ? AND subject = ? AND cleared_ms IS NULL',
      )
      .run(
        JSON.stringify(facts),
        JSON.stringify({ seen, assigned, clearedBy, why }),
        clearedMs,
        kind,
        subject,
      );
  }
}

const keyOf = (kind: string, subject: string): string => `${kind}\n${subject}`;

function asAlarm(raw: Raw): BoardAlarm {
  const raisedMs = Number(raw['raised_ms']);
  const clearedMs = raw['cleared_ms'];
  return {
    kind: String(raw['kind']) as AlarmKind,
    subject: String(raw['subject']),
    facts: JSON.parse(String(raw['facts'])) as BoardAlarm['facts'],
    ...(JSON.parse(String(raw['life'])) as Pick<BoardAlarm, 'seen' | 'assigned' | 'clearedBy' | 'why'>),
    state: clearedMs === null ? 'raised' : 'cleared',
    atMs: clearedMs === null ? raisedMs : Number(clearedMs),
    raisedMs,
  };
}
