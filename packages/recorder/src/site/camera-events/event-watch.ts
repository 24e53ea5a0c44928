// SPDX-License-Identifier: Apache-2.0
/** Pulls the events of every ONVIF device that cameras of ours come from, one subscription per device, as long as it is recorded. */
import {
  type OnvifEvent,
  openPullPoint,
  pullEvents,
  readSources,
  renew,
  unsubscribe,
} from '../../onvif/events.ts';
import { openDevice } from '../../onvif/open-device.ts';
import type { SoapCaller } from '../../onvif/soap.ts';
import { OnvifFailure } from '../../onvif/trouble.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { CameraDevice } from '../../terms/cameras.ts';
import type { CameraEvent } from './camera-event.ts';

type OnvifDevice = Extract<CameraDevice, { readonly kind: 'onvif' }>;
type Watched = { readonly device: OnvifDevice; readonly cameras: Map<string, string> };
type Running = { readonly stop: AbortController; readonly key: string; readonly done: Promise<void> };

export type EventWatchParts = {
  readonly core: Pick<CoreWithoutMedia, 'cameras'>;
  readonly heard: (event: CameraEvent) => void;
  readonly say: (error: unknown) => void;
};

const againMs = { first: 5000, most: 300_000 } as const;
/** A device that says it has no events is asked again after this; firmware changes. */
const noneMs = 3_600_000;
const renewEveryMs = 20_000;
const farewellMs = 2000;

export class EventWatch {
  readonly #parts: EventWatchParts;
  readonly #running = new Map<string, Running>();

  constructor(parts: EventWatchParts) {
    this.#parts = parts;
  }

  /** Every few seconds: begins what is new, ends what is gone or set otherwise. */
  look(): void {
    const wanted = this.#wanted();
    for (const [service, { stop, key }] of this.#running) {
      if (wanted.get(service) && keyOf(wanted.get(service)!) === key) continue;
      stop.abort();
      this.#running.delete(service);
    }
    for (const [service, watched] of wanted) {
      if (this.#running.has(service)) continue;
      const stop = new AbortController();
      const done = this.#watch(watched, stop.signal).catch(this.#parts.say);
      this.#running.set(service, { stop, key: keyOf(watched), done });
    }
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const { stop } of running) stop.abort();
    await Promise.all(running.map(({ done }) => done));
  }

  #wanted(): Map<string, Watched> {
    const { cameras } = this.#parts.core;
    const wanted = new Map<string, Watched>();
    for (const { id, enabled } of cameras.status()) {
      const device = enabled ? cameras.deviceOf(id) : undefined;
      if (device?.kind !== 'onvif') continue;
      const known = wanted.get(device.service.href) ?? { device, cameras: new Map() };
      known.cameras.set(device.profile, id);
      wanted.set(device.service.href, known);
    }
    return wanted;
  }

  async #watch(watched: Watched, signal: AbortSignal): Promise<void> {
    for (let waitMs: number = againMs.first; !signal.aborted; waitMs = Math.min(againMs.most, waitMs * 2)) {
      try {
        const beganMs = performance.now();
        const isThere = await this.#pull(watched, signal);
        if (!isThere) waitMs = noneMs;
        else if (performance.now() - beganMs > againMs.most) waitMs = againMs.first;
      } catch (error) {
        if (!(error instanceof OnvifFailure)) throw error;
      }
      await sleep(waitMs, signal);
    }
  }

  /** Until it fails or is stopped. @returns false when the device has no events */
  async #pull(watched: Watched, signal: AbortSignal): Promise<boolean> {
    const { service, credentials } = watched.device;
    const { caller, services } = await openDevice(service, credentials, signal);
    if (!services.events) return false;
    const isShared = watched.cameras.size > 1;
    const sources = isShared ? await readSources(caller, services) : new Map<string, readonly string[]>();
    const point = await openPullPoint(caller, services.events);
    try {
      for (let renewedMs = performance.now(); !signal.aborted; ) {
        for (const event of await pullEvents(caller, point)) this.#tell(watched, sources, event);
        if (performance.now() - renewedMs < renewEveryMs) continue;
        renewedMs = performance.now();
        // Who does not know it lives by the pulls alone.
        await renew(caller, point).catch(() => undefined);
      }
    } finally {
      await this.#leave(watched.device, caller, point);
    }
    return true;
  }

  async #leave({ service, credentials }: OnvifDevice, caller: SoapCaller, point: URL): Promise<void> {
    const farewell = await openDevice(service, credentials, AbortSignal.timeout(farewellMs)).catch(
      () => undefined,
    );
    await unsubscribe(farewell?.caller ?? caller, point).catch(() => undefined);
  }

  #tell(
    { device, cameras }: Watched,
    sources: ReadonlyMap<string, readonly string[]>,
    { kind, topic, isOn, sources: about }: OnvifEvent,
  ): void {
    const [only] = cameras.values();
    const named = [...cameras].find(([profile]) => sources.get(profile)?.some((one) => about.includes(one)));
    const camera = cameras.size === 1 ? only : named?.[1];
    this.#parts.heard({
      source: 'onvif',
      device: device.service.hostname,
      camera,
      kind,
      state: isOn === undefined ? 'moment' : isOn ? 'begins' : 'ends',
      words: topic,
      code: kind,
      record: { camera: camera ?? null, topic, isOn: isOn === undefined ? null : String(isOn) },
    });
  }
}

/** What a subscription was made with. */
const keyOf = ({ device, cameras }: Watched): string =>
  JSON.stringify([device.credentials?.user, device.credentials?.password, [...cameras]]);

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
