// SPDX-License-Identifier: Apache-2.0
/** The cameras of a recorder: kept in the state file, run in the capture threads, changes written to the log. */
import { canonicalJson, type NewEntry } from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import type {
  CameraDevice,
  CameraRoster,
  CameraSettings,
  CameraStatus,
  Certificate,
  RemovedCamera,
} from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import { parseDeviceAddress } from '../../terms/device-address.ts';
import { parseCameraAddress } from '../capture/camera-address.ts';
import { maskedAddress, withoutSecretsOf } from '../capture/masked-address.ts';
import type { CameraJob, CameraReport } from '../capture/messages.ts';
import type { StateStore } from '../state/state-store.ts';
import { checkCameraId } from '../store/paths.ts';
import type { CapturePool } from './capture-pool.ts';

export type CameraListOptions = {
  readonly state: StateStore;
  readonly pool: CapturePool;
  readonly endOf: (camera: string) => number | undefined;
  /** Cameras the footage index knows of, on the list or not. */
  readonly recorded: () => readonly string[];
  readonly append: (entry: NewEntry) => Promise<unknown>;
  readonly nowMs: () => number;
  readonly onState: (status: CameraStatus) => void;
  readonly onRemoved: (camera: string) => void;
  readonly onStarted: (camera: string) => void;
  /** The smaller stream of a camera is another one now, or none. */
  readonly onWallChanged: (camera: string) => void;
};

export class CameraList implements CameraRoster {
  readonly #options: CameraListOptions;
  readonly #cameras = new Map<string, CameraSettings>();
  readonly #reports = new Map<string, CameraReport>();
  readonly #running = new Set<string>();
  /** Changes of one camera wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: CameraListOptions) {
    this.#options = options;
    for (const camera of options.state.cameras()) this.#cameras.set(camera.id, camera);
  }

  /** Starts what is enabled, at the start of the program. */
  startAll(): void {
    for (const camera of this.#cameras.values()) {
      if (isEnabled(camera) && !this.#running.has(camera.id)) this.#start(camera, 'restart');
    }
  }

  /** These instead of the store's own, without touching the store's list. */
  runOnly(cameras: readonly CameraSettings[]): void {
    this.#cameras.clear();
    for (const camera of cameras) {
      checkCameraId(camera.id);
      if (this.#cameras.has(camera.id))
        throw new RecorderError('recorder/camera-exists', { camera: camera.id });
      checkAddress(camera);
      this.#cameras.set(camera.id, camera);
    }
    this.startAll();
  }

  /** Cameras of the configuration: added, or brought in line with it. */
  async configure(cameras: readonly CameraSettings[]): Promise<void> {
    for (const camera of cameras) {
      if (this.#cameras.has(camera.id)) await this.update(camera.id, camera, 'configuration');
      else await this.add(camera, 'configuration');
    }
  }

  add(added: CameraSettings, by: string): Promise<void> {
    const camera = withWall(added, true);
    return this.#inTurn(async () => {
      checkCameraId(camera.id);
      if (this.#cameras.has(camera.id))
        throw new RecorderError('recorder/camera-exists', { camera: camera.id });
      checkAddress(camera);
      await this.#log(camera.id, by, undefined, camera);
      this.#keep(camera);
      if (isEnabled(camera))
        this.#start(
          camera,
          by === 'configuration' || this.#options.endOf(camera.id) === undefined ? 'restart' : 'operator',
        );
    });
  }

  update(id: string, change: Partial<Omit<CameraSettings, 'id'>>, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#get(id);
      const after = withChange(before, change);
      if (canonicalJson(before) === canonicalJson(after)) return;
      checkAddress(after);
      await this.#log(id, by, before, after);
      this.#keep(after);
      if (before.wallUrl !== after.wallUrl || before.url !== after.url) this.#options.onWallChanged(id);
      const same =
        isEnabled(before) &&
        isEnabled(after) &&
        canonicalJson(jobPart(before)) === canonicalJson(jobPart(after));
      if (same) return;
      if (this.#running.delete(id)) await this.#options.pool.stop(id, 'operator');
      if (isEnabled(after)) this.#start(after, 'operator');
    });
  }

  remove(id: string, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const camera = this.#get(id);
      await this.#log(id, by, camera, undefined);
      if (this.#running.delete(id)) await this.#options.pool.stop(id, 'operator');
      this.#cameras.delete(id);
      this.#reports.delete(id);
      this.#options.state.removeCamera(camera, this.#options.nowMs());
      this.#options.onRemoved(id);
    });
  }

  list(): readonly CameraSettings[] {
    return [...this.#cameras.values()].map(withoutSecret);
  }

  status(): readonly CameraStatus[] {
    return [...this.#cameras.keys()].map((id) => this.#statusOf(id));
  }

  find(id: string): CameraStatus | undefined {
    return this.#cameras.has(id) ? this.#statusOf(id) : undefined;
  }

  removed(): readonly RemovedCamera[] {
    const kept = new Map(this.#options.state.removedCameras().map((camera) => [camera.id, camera]));
    return this.#options
      .recorded()
      .filter((id) => !this.#cameras.has(id))
      .map((id) => kept.get(id) ?? { id, name: undefined, removedMs: undefined });
  }

  deviceOf(id: string): CameraDevice | undefined {
    const camera = this.#cameras.get(id);
    if (!camera) return undefined;
    const below = parseDeviceAddress(camera.url);
    if (below) return { kind: 'gb28181', ...below };
    const { user, password = '' } = parseCameraAddress(camera.url) ?? {};
    return (
      camera.onvif && {
        kind: 'onvif',
        service: new URL(camera.onvif.service),
        profile: camera.onvif.profile,
        credentials: user === undefined ? undefined : { user, password },
      }
    );
  }

  /** With credentials, for the core only. */
  settingsOf(id: string): CameraSettings | undefined {
    return this.#cameras.get(id);
  }

  /** Cameras that should be recording. */
  enabled(): readonly string[] {
    return [...this.#cameras.values()].filter(isEnabled).map(({ id }) => id);
  }

  report(report: CameraReport): void {
    const before = this.#reports.get(report.id);
    this.#reports.set(report.id, report);
    const url = this.#cameras.get(report.id)?.url;
    if (report.detail !== undefined && url !== undefined)
      this.#reports.set(report.id, { ...report, detail: withoutSecretsOf(url, report.detail) });
    if (report.certificate) this.#pin(report.id, report.certificate);
    const changed = before?.state !== report.state || before.cause !== report.cause;
    if (changed && this.#cameras.has(report.id)) this.#options.onState(this.#statusOf(report.id));
  }

  /** The first certificate that nobody known has signed is the camera's from then on; in the log like any change of it. */
  #pin(id: string, { sha256, isTrusted }: Certificate): void {
    const camera = this.#cameras.get(id);
    if (!camera || isTrusted || camera.certificateSha256 !== undefined) return;
    const pinned = { ...camera, certificateSha256: sha256 };
    this.#keep(pinned);
    void this.#log(id, 'first-connection', camera, pinned);
  }

  /** What a capture thread needs to go on with a camera. */
  job(id: string, lastCause: GapCause): CameraJob {
    const { url, transport, recordAudio, typed, certificateSha256 } = this.#get(id);
    return {
      id,
      url,
      mayLoop: typed !== true,
      transport: transport ?? 'tcp',
      recordAudio: recordAudio ?? true,
      certificateSha256,
      lastEndMs: this.#options.endOf(id),
      lastCause,
    };
  }

  #start(camera: CameraSettings, lastCause: GapCause): void {
    this.#running.add(camera.id);
    this.#options.pool.start(this.job(camera.id, lastCause));
    this.#options.onStarted(camera.id);
  }

  #get(id: string): CameraSettings {
    const camera = this.#cameras.get(id);
    if (!camera) throw new RecorderError('recorder/camera-unknown', { camera: id.slice(0, 80) });
    return camera;
  }

  #keep(camera: CameraSettings): void {
    this.#cameras.set(camera.id, camera);
    this.#options.state.putCamera(camera);
  }

  #log(
    id: string,
    by: string,
    before: CameraSettings | undefined,
    after: CameraSettings | undefined,
  ): Promise<unknown> {
    return this.#options.append({
      type: 'config',
      what: `camera/${id}`,
      by,
      ...(before && { before: this.#logged(before) }),
      ...(after && { after: this.#logged(after) }),
    });
  }

  /** What may be shown, and a mark by which two addresses are told apart without telling either. */
  #logged(camera: CameraSettings): string {
    const { state } = this.#options;
    return canonicalJson({
      ...withoutSecret(camera),
      addressMark: state.markOf(camera.url),
      ...(camera.wallUrl !== undefined && { wallMark: state.markOf(camera.wallUrl) }),
    });
  }

  #statusOf(id: string): CameraStatus {
    const camera = this.#get(id);
    const report = this.#reports.get(id);
    const enabled = isEnabled(camera);
    return {
      ...(report ?? unknownReport(id, this.#options.nowMs())),
      state: enabled ? (report?.state ?? 'connecting') : 'disabled',
      name: camera.name,
      address: withoutSecret(camera).url,
      enabled,
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Another address has a certificate of its own. */
function withChange(before: CameraSettings, change: Partial<Omit<CameraSettings, 'id'>>): CameraSettings {
  const after = withWall({ ...before, ...change, id: before.id }, change.wallUrl !== undefined);
  const isMoved = parseCameraAddress(before.url)?.url !== parseCameraAddress(after.url)?.url;
  if (!isMoved || change.certificateSha256 !== undefined) return after;
  const { certificateSha256: _, onvif, ...rest } = after;
  return change.onvif && onvif ? { ...rest, onvif } : rest;
}

/** An empty one is none; one that was not said again does not outlive the camera's host. */
function withWall(camera: CameraSettings, isSaid: boolean): CameraSettings {
  const { wallUrl, ...rest } = camera;
  if (wallUrl === undefined || wallUrl === '') return rest;
  return isSaid || isOfHost(wallUrl, camera.url) ? camera : rest;
}

function isOfHost(url: string, other: string): boolean {
  const address = parseCameraAddress(url);
  const its = parseCameraAddress(other);
  return address !== undefined && address.host === its?.host && address.isSecure === its.isSecure;
}

function isEnabled(camera: CameraSettings): boolean {
  return camera.enabled !== false;
}

/** What makes a capture thread connect anew when it changes. */
function jobPart({ url, transport, recordAudio, typed, certificateSha256 }: CameraSettings): object {
  return {
    url,
    transport: transport ?? 'tcp',
    recordAudio: recordAudio ?? true,
    typed: typed === true,
    ...(certificateSha256 !== undefined && { certificateSha256 }),
  };
}

function checkAddress(camera: CameraSettings): void {
  // Its password is given to nobody but the host that sends its stream.
  const isElsewhere =
    camera.onvif && new URL(camera.onvif.service).hostname !== parseCameraAddress(camera.url)?.host;
  if (isElsewhere)
    throw new RecorderError('recorder/camera-url-refused', {
      camera: camera.id,
      reason: 'onvif.service · 不是同一主机 another host',
    });
  if (camera.wallUrl !== undefined && !isOfHost(camera.wallUrl, camera.url))
    throw new RecorderError('recorder/camera-url-refused', {
      camera: camera.id,
      reason: 'wallUrl · 不是同一摄像机的 rtsp 地址 no rtsp address of the same host',
    });
  if (maskedAddress(camera.url) !== undefined) return;
  throw new RecorderError('recorder/camera-url-refused', {
    camera: camera.id,
    reason: 'rtsp[s]://[USER:PASSWORD@]HOST[:PORT]/PATH, %23 %2F %3F %40 = # / ? @',
  });
}

/** The address alone; an address that cannot be read shows nothing of itself. */
function withoutSecret(camera: CameraSettings): CameraSettings {
  const { wallUrl, ...rest } = camera;
  const url = maskedAddress(camera.url) ?? '';
  return { ...rest, url, ...(wallUrl !== undefined && { wallUrl: maskedAddress(wallUrl) ?? '' }) };
}

function unknownReport(id: string, nowMs: number): CameraReport {
  return {
    id,
    state: 'connecting',
    sinceMs: nowMs,
    cause: undefined,
    detail: undefined,
    codec: undefined,
    width: undefined,
    height: undefined,
    audioCodec: undefined,
    framesPerSecond: 0,
    bitsPerSecond: 0,
    frames: 0,
    bytes: 0,
    reconnects: 0,
    packetsLost: 0,
    clockOffsetMs: undefined,
    deviations: {},
    thinned: false,
    lastFrameMs: undefined,
    certificate: undefined,
  };
}
