// SPDX-License-Identifier: Apache-2.0
/**
 * Cameras moved by the unit's own people, over ONVIF or GB/T 28181. The entry is in the evidence log before anything
 * moves: where a camera looks is a question of law (bj-measures-2006/12, 不得擅自改变…摄像设备的位置).
 */
import type { Moved, Movement } from '@mingjing/contracts/site';
import { canonicalJson } from '@mingjing/evidence';
import type { PtzCommand } from '@mingjing/gb28181';
import type { Sentence } from '../../errors.ts';
import { openDevice } from '../../onvif/open-device.ts';
import * as ptz from '../../onvif/ptz.ts';
import type { SoapCaller } from '../../onvif/soap.ts';
import { OnvifFailure, onvifTroubles } from '../../onvif/trouble.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { CameraDevice } from '../../terms/cameras.ts';

export type MovementsParts = {
  readonly core: Pick<CoreWithoutMedia, 'cameras' | 'appendEntry'>;
  /** Devices below, when there are any. */
  readonly gb28181: () => DeviceMover | undefined;
};

type DeviceMover = {
  /** @returns false when the device is not registered */
  readonly control: (device: string, channel: string, command: PtzCommand) => boolean;
  /** @returns undefined when it is away or does not answer */
  readonly presets: (
    device: string,
    channel: string,
  ) => Promise<readonly { readonly token: string; readonly name: string }[] | undefined>;
};

type PresetChange =
  | { readonly act: 'set'; readonly name: string; readonly preset: string | undefined }
  | { readonly act: 'remove'; readonly preset: string };
type Act = Movement | PresetChange;
type Failed = Extract<Moved, { readonly kind: 'failed' }>;
type Presets =
  | { readonly kind: 'presets'; readonly presets: { readonly token: string; readonly name: string }[] }
  | Failed;

/** A browser that goes away in the middle of a movement does not leave the camera turning. */
const longestMs = 10_000;
const answerWithinMs = 10_000;

const sentences = {
  'not-movable': {
    zh: '这台摄像机没有云台控制的途径：它不是从搜索到的 ONVIF 设备添加的，也不是国标设备的通道。请重新搜索并添加。',
    en: 'There is no way to move this camera: it was not added from an ONVIF device that was found, nor is it behind a GB/T 28181 device. Search again and add it so.',
  },
  'no-service': {
    zh: '设备没有云台服务，不能转动。',
    en: 'The device has no PTZ service; it cannot be moved.',
  },
  away: {
    zh: '国标设备没有注册或没有应答。请检查设备和网络。',
    en: 'The GB/T 28181 device is not registered or does not answer. Check it and the network.',
  },
} as const satisfies Record<string, Sentence>;

export class Movements {
  readonly #parts: MovementsParts;
  readonly #stops = new Map<string, NodeJS.Timeout>();

  constructor(parts: MovementsParts) {
    this.#parts = parts;
  }

  async carryOut(camera: string, act: Act, by: string, reason?: string): Promise<Moved> {
    const device = this.#parts.core.cameras.deviceOf(camera);
    if (!device) return failed('not-movable');
    await this.#log(camera, by, { ...act, ...(reason !== undefined && { reason }) });
    const moved = await this.#ask(device, act);
    if (moved.kind === 'failed') await this.#log(camera, by, { act: act.act, failed: moved.detail });
    clearTimeout(this.#stops.get(camera));
    this.#stops.delete(camera);
    if (act.act === 'move' && moved.kind === 'done')
      this.#stops.set(
        camera,
        setTimeout(() => void this.carryOut(camera, { act: 'stop' }, by), longestMs).unref(),
      );
    return moved;
  }

  /**
   * What a platform above wishes that may, of a camera over ONVIF: movements, and presets gone to. Those that are set
   * stay the unit's own.
   */
  async obey(camera: string, command: PtzCommand, by: string): Promise<boolean> {
    const act = actOf(command);
    if (!act) return false;
    const { kind } = await this.carryOut(
      camera,
      act.act === 'go' ? await this.#byNumber(camera, act) : act,
      by,
    );
    return kind === 'done';
  }

  /** Presets upwards have numbers: their places in the list. */
  async #byNumber(camera: string, act: Extract<Movement, { readonly act: 'go' }>): Promise<Movement> {
    const known = await this.presets(camera);
    const place = known.kind === 'presets' ? known.presets[Number(act.preset) - 1] : undefined;
    return place ? { act: 'go', preset: place.token } : act;
  }

  async presets(camera: string): Promise<Presets> {
    const device = this.#parts.core.cameras.deviceOf(camera);
    if (!device) return failed('not-movable');
    if (device.kind === 'gb28181') {
      const presets = await this.#parts.gb28181()?.presets(device.device, device.channel);
      return presets ? { kind: 'presets', presets: [...presets] } : failed('away');
    }
    return this.#withService(device, async (caller, service) => ({
      kind: 'presets' as const,
      presets: [...(await ptz.readPresets(caller, service, device.profile))],
    }));
  }

  async close(): Promise<void> {
    for (const timer of this.#stops.values()) clearTimeout(timer);
    this.#stops.clear();
  }

  #ask(device: CameraDevice, act: Act): Promise<Moved> {
    if (device.kind === 'onvif') return this.#askOnvif(device, act);
    const isTold = this.#parts.gb28181()?.control(device.device, device.channel, commandOf(act)) ?? false;
    return Promise.resolve(isTold ? { kind: 'done' } : failed('away'));
  }

  #askOnvif(device: Extract<CameraDevice, { readonly kind: 'onvif' }>, act: Act): Promise<Moved> {
    const { profile } = device;
    return this.#withService(device, async (caller, service) => {
      switch (act.act) {
        case 'move': {
          const speed = { pan: act.pan / 100, tilt: act.tilt / 100, zoom: act.zoom / 100 };
          await ptz.move(caller, service, profile, speed, longestMs);
          break;
        }
        case 'stop':
          await ptz.stop(caller, service, profile);
          break;
        case 'go':
          await ptz.goToPreset(caller, service, profile, act.preset);
          break;
        case 'set':
          await ptz.setPreset(caller, service, profile, act.name, act.preset);
          break;
        case 'remove':
          await ptz.removePreset(caller, service, profile, act.preset);
          break;
      }
      return { kind: 'done' as const };
    });
  }

  async #withService<T>(
    { service, credentials }: Extract<CameraDevice, { readonly kind: 'onvif' }>,
    work: (caller: SoapCaller, ptzService: URL) => Promise<T>,
  ): Promise<T | Failed> {
    try {
      const { caller, services } = await openDevice(
        service,
        credentials,
        AbortSignal.timeout(answerWithinMs),
      );
      return services.ptz ? await work(caller, services.ptz) : failed('no-service');
    } catch (error) {
      if (!(error instanceof OnvifFailure)) throw error;
      return { kind: 'failed', sentence: onvifTroubles[error.trouble], detail: error.message };
    }
  }

  #log(camera: string, by: string, after: object): Promise<unknown> {
    return this.#parts.core.appendEntry({
      type: 'config',
      what: `camera-move/${camera}`,
      by,
      after: canonicalJson(after),
    });
  }
}

const failed = (why: keyof typeof sentences): Failed => ({
  kind: 'failed',
  sentence: sentences[why],
  detail: why,
});

/** In the numbers of GB/T 28181: speeds to 255 (zoom to 15), presets 1 to 255. */
function commandOf(act: Act): PtzCommand {
  const number = (preset: string | undefined) => Math.max(1, Math.min(255, Number(preset) || 1));
  switch (act.act) {
    case 'move': {
      const { pan, tilt, zoom } = act;
      return {
        kind: 'move',
        pan: Math.round(pan * 2.55),
        tilt: Math.round(tilt * 2.55),
        zoom: Math.round(zoom * 0.15),
      };
    }
    case 'stop':
      return { kind: 'stop' };
    case 'go':
      return { kind: 'preset', action: 'call', number: number(act.preset) };
    case 'set':
      return { kind: 'preset', action: 'set', number: number(act.preset) };
    case 'remove':
      return { kind: 'preset', action: 'delete', number: number(act.preset) };
  }
}

/** The other way round; undefined: none that is carried out over ONVIF. */
function actOf(command: PtzCommand): Movement | undefined {
  switch (command.kind) {
    case 'move': {
      const { pan, tilt, zoom } = command;
      const percent = (value: number, most: number) => Math.round((value / most) * 100);
      return { act: 'move', pan: percent(pan, 255), tilt: percent(tilt, 255), zoom: percent(zoom, 15) };
    }
    case 'stop':
      return { act: 'stop' };
    case 'preset':
      return command.action === 'call' ? { act: 'go', preset: String(command.number) } : undefined;
    default:
      return undefined;
  }
}
