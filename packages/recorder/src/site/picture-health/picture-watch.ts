// SPDX-License-Identifier: Apache-2.0
/**
 * Image health while recording: each camera once per interval, one after another and evenly spread. Findings that stand
 * are alarms and end by themselves; what cannot be told is unknown and neither raises nor ends one.
 *
 * @legal bj-measures-2006/operation-security-measures
 */
import { formatTime } from '@mingjing/evidence';
import { PictureLife, pictureAlarms, type ToldVerdict } from '../../health/picture-life.ts';
import type { PictureLook, PictureLooker } from '../../health/picture-look.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { CameraStatus } from '../../terms/cameras.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { AlarmBoard } from '../alarms/alarm-board.ts';
import type { PictureReference, PictureReferences } from './picture-references.ts';

/** A picture older than the longest segment and a bit says nothing about now. */
const staleAfterMs = 11 * 60_000;

export type UnknownWhy = Extract<PictureLook, { kind: 'unknown' }>['why'] | 'not-yet' | 'no-new-picture';
export type PictureState = {
  readonly camera: string;
  /** The newest look that told something. */
  readonly told?: Extract<PictureLook, { kind: 'told' }>;
  /** Present: what it is now is unknown. */
  readonly why?: UnknownWhy;
  /** What stood after enough measurements in a row. */
  readonly stands?: ToldVerdict;
  readonly reference?: Omit<PictureReference, 'view'>;
};

type Watched = { life: PictureLife; told?: Extract<PictureLook, { kind: 'told' }>; why?: UnknownWhy };

export type PictureWatchParts = {
  readonly core: Pick<CoreWithoutMedia, 'cameras' | 'nowMs' | 'appendEntry'>;
  readonly looker: PictureLooker;
  readonly references: PictureReferences;
  readonly alarms: Pick<AlarmBoard, 'tell'>;
  /** Between two looks at one camera, ms; 0 switches looking off. */
  readonly everyMs: number;
  readonly say: (error: unknown) => void;
};

export class PictureWatch {
  readonly #parts: PictureWatchParts;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #next = 0;
  #isClosed = false;

  constructor(parts: PictureWatchParts) {
    this.#parts = parts;
  }

  begin(): void {
    const { everyMs } = this.#parts;
    if (everyMs === 0 || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#turn = this.#lookAtNext()
        .catch(this.#parts.say)
        .then(() => this.begin());
    }, everyMs / Math.max(1, this.#expected().length));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#parts.looker.close();
    await this.#turn;
  }

  states(): readonly PictureState[] {
    return this.#parts.core.cameras.status().map((camera) => this.#stateOf(camera));
  }

  #stateOf({ id, enabled }: CameraStatus): PictureState {
    const { told, why, life } = this.#watched.get(id) ?? {};
    const kept = this.#parts.references.find(id);
    const reason = this.#whyUnknown(enabled, told?.atMs, why);
    return {
      camera: id,
      ...(told && { told }),
      ...(reason && { why: reason }),
      ...(life?.stands && { stands: life.stands }),
      ...(kept && { reference: { atMs: kept.atMs, ...(kept.confirmed && { confirmed: kept.confirmed }) } }),
    };
  }

  #whyUnknown(
    enabled: boolean,
    toldMs: number | undefined,
    why: UnknownWhy | undefined,
  ): UnknownWhy | undefined {
    if (why) return why;
    if (toldMs === undefined) return 'not-yet';
    return enabled && this.#parts.core.nowMs() - toldMs <= staleAfterMs ? undefined : 'no-new-picture';
  }

  /**
   * A person says that the camera shows what it should: the reference as it stands, or the newest picture in its place.
   * Durable in the log when it resolves.
   *
   * @throws ServerRefusal `recorder/view-not-told` where there is no such reference or no picture fit to be one
   */
  async settle(
    camera: string,
    as: 'confirm' | 'renew',
    reason: string,
    person: { readonly name: string; readonly user: string },
  ): Promise<void> {
    const { core, references, alarms } = this.#parts;
    const before = references.find(camera);
    const state = this.#watched.get(camera);
    const told = state?.why === undefined ? state?.told : undefined;
    const chosen = as === 'confirm' ? before : told?.view && { view: told.view, atMs: told.atMs };
    if (!chosen) throw new ServerRefusal('recorder/view-not-told', { camera });
    await core.appendEntry({
      type: 'config',
      what: `picture-reference/${camera}`,
      by: person.user,
      ...(before && { before: formatTime(Math.round(before.atMs)) }),
      after: `${formatTime(Math.round(chosen.atMs))}：${reason}`,
    });
    const confirmed = { by: person.name, atMs: Math.round(core.nowMs()), reason };
    references.keep(camera, { view: chosen.view, atMs: chosen.atMs, confirmed });
    if (as === 'confirm') return;
    // What was found against the old view is over; whether it stands still has nothing to do with the view.
    this.#watched.set(camera, { life: new PictureLife(), why: 'not-yet' });
    for (const kind of pictureAlarms)
      if (kind !== 'picture-frozen') alarms.tell(kind, camera, false, core.nowMs(), {});
  }

  #expected(): readonly CameraStatus[] {
    return this.#parts.core.cameras.status().filter(({ enabled }) => enabled);
  }

  async #lookAtNext(): Promise<void> {
    this.#forgetGone();
    const cameras = this.#expected();
    const camera = cameras[this.#next++ % Math.max(1, cameras.length)];
    if (!camera) return;
    const reference = this.#parts.references.find(camera.id);
    const look = await this.#parts.looker.look(camera.id, reference?.view);
    if (this.#isClosed) return;
    // The reference was renewed, or the camera taken away, while it was looked at: the next look counts.
    const isSame = this.#parts.references.find(camera.id)?.confirmed?.atMs === reference?.confirmed?.atMs;
    if (isSame && this.#parts.core.cameras.find(camera.id)?.enabled) this.#take(camera, look, reference);
  }

  #take(camera: CameraStatus, look: PictureLook, reference: PictureReference | undefined): void {
    const watched = this.#watched.get(camera.id) ?? { life: new PictureLife() };
    this.#watched.set(camera.id, watched);
    delete watched.why;
    if (look.kind === 'unknown') {
      watched.why = look.why;
      return;
    }
    if (look.atMs <= (watched.told?.atMs ?? 0)) {
      if (camera.state !== 'recording') watched.why = 'no-new-picture';
      return;
    }
    watched.told = look;
    if (!reference && look.view) this.#parts.references.keep(camera.id, { view: look.view, atMs: look.atMs });
    const stands = watched.life.take(look.verdict);
    if (stands) this.#tell(camera.id, stands, look.atMs);
  }

  #tell(camera: string, stands: ToldVerdict, atMs: number): void {
    for (const kind of pictureAlarms)
      this.#parts.alarms.tell(kind, camera, kind === `picture-${stands}`, this.#parts.core.nowMs(), {
        pictureMs: Math.round(atMs),
      });
  }

  /** Cameras that are off or taken away: no picture of theirs is expected. */
  #forgetGone(): void {
    const { core, references, alarms } = this.#parts;
    const known = new Set(core.cameras.status().map(({ id }) => id));
    const expected = new Set(this.#expected().map(({ id }) => id));
    for (const camera of new Set([...this.#watched.keys(), ...references.cameras()])) {
      if (expected.has(camera)) continue;
      this.#watched.delete(camera);
      if (!known.has(camera)) references.forget(camera);
      for (const kind of pictureAlarms) alarms.tell(kind, camera, false, core.nowMs(), {});
    }
  }
}
