// SPDX-License-Identifier: Apache-2.0
/** GB/T 28181 of one recorder: the agent over the core, alarms and states told upwards, its state in a file. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GbAgent,
  hostClock,
  type KeepaliveAnswer,
  type LowerChannel,
  listOf,
  type PtzCommand,
  type TrialReport,
  textOf,
  trialSend,
  type UpperControl,
  type UpperPlatform,
  type UpperStatus,
} from '@mingjing/gb28181';
import { RecorderError } from '../errors.ts';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { AccessGate } from '../site/access/gate.ts';
import type { SessionBook } from '../site/access/session-book.ts';
import type { BoardAlarm } from '../site/alarms/alarm-board.ts';
import type { CameraEvent } from '../site/camera-events/camera-event.ts';
import type { Movements } from '../site/cameras/movements.ts';
import type { RecorderAlarm } from '../terms/alarms.ts';
import type { CameraStatus } from '../terms/cameras.ts';
import { parseDeviceAddress } from '../terms/device-address.ts';
import { alarmWords, eventOf, toldUpwards } from './alarm-words.ts';
import { CameraExchange } from './camera-exchange.ts';
import type { Gb28181Config, UpperConfig } from './gb28181-config.ts';
import type { Look } from './registered-look.ts';
import { rememberedDevices, statusFileName } from './remembered-devices.ts';
import { liveSource, UplinkHost } from './uplink-host.ts';

export type Gb28181ServiceOptions = {
  readonly config: Gb28181Config;
  readonly core: CoreWithoutMedia;
  readonly gate: AccessGate;
  readonly book: SessionBook;
  readonly movements: Pick<Movements, 'obey' | 'presets'>;
  /** Of the recording core. */
  readonly storeDirectory: string;
  /** Where the state file goes. */
  readonly directory: string;
  readonly unitName: () => string;
  /** What devices below noticed. */
  readonly heard: (event: CameraEvent) => void;
  readonly log: (level: 'info' | 'warn', message: string, facts: object) => void;
};

/** A device that may come, there or not. */
type DeviceStatus = {
  readonly id: string;
  readonly name: string | undefined;
  readonly registered: boolean;
  readonly registeredSinceMs: number | undefined;
  readonly lastKeepaliveMs: number | undefined;
  /** Until when its registration holds, and the version it named. */
  readonly untilMs: number | undefined;
  readonly version: string | undefined;
  readonly address: string | undefined;
  readonly transport: 'udp' | 'tcp' | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly channels: readonly LowerChannel[];
  /** Calls of ours to it. */
  readonly sessions: number;
};

/** A platform as it is, with what it is given by configuration. */
export type UpperState = UpperStatus & {
  readonly name: string | undefined;
  readonly shared: readonly {
    readonly id: string;
    readonly name: string;
    readonly camera: string;
    readonly isOnline: boolean;
  }[];
  readonly agreement: string | undefined;
  readonly controls: UpperConfig['controls'];
};

export type DevicePreset = { readonly token: string; readonly name: string };

export type Gb28181Status = {
  readonly localId: string;
  readonly atMs: number;
  readonly pid: number;
  readonly upper: readonly UpperState[];
  readonly devices: readonly DeviceStatus[];
};

const statusEveryMs = 1000;
const keepaliveWithinMs = 6000;
/** Long enough for a key picture of most cameras. */
const trialMs = 5000;

export class Gb28181Service {
  readonly #options: Gb28181ServiceOptions;
  readonly #agent: GbAgent;
  readonly #host: UplinkHost;
  readonly #stops: (() => void)[] = [];
  readonly #lastState = new Map<string, boolean>();

  private constructor(options: Gb28181ServiceOptions, agent: GbAgent, host: UplinkHost) {
    this.#options = options;
    this.#agent = agent;
    this.#host = host;
  }

  /** @throws RecorderError `recorder/config-unusable` when an address or a port cannot be had */
  static async start(options: Gb28181ServiceOptions): Promise<Gb28181Service> {
    const { config, core, gate, book, unitName, log, movements } = options;
    const host = new UplinkHost({
      config,
      core,
      gate,
      book,
      unitName,
      log,
      perform: (camera, control, by) => service.#perform(camera, control, by),
      presets: async (camera) => {
        const known = await movements.presets(camera);
        return known.kind === 'presets' ? known.presets : [];
      },
    });
    const agent = await listening({
      localId: config.localId,
      localDomain: config.domain,
      listen: config.listen,
      media: config.media,
      upper: config.upper.map((upper) => platformOf(upper, config.localId)),
      host,
      random: Math.random,
      ...(config.devices.allow.length > 0 && {
        lower: {
          remembered: rememberedDevices(options.directory),
          allow: config.devices.allow.map(({ id, password }) => ({ id, password: password ?? '' })),
          onOnline: (device, isNew) =>
            isNew && log('info', 'device registered', { device: device.id, from: device.peer.address }),
          onOffline: (device, reason) => log('info', 'device offline', { device: device.id, reason }),
          onAlarm: (alarm) => {
            log('info', 'device alarm', alarm);
            options.heard(eventOf(core, alarm));
          },
        },
      }),
      ...(config.maxSessions !== undefined && { maxCalls: config.maxSessions }),
    });
    const service: Gb28181Service = new Gb28181Service(options, agent, host);
    const exchange = new CameraExchange({
      agent,
      storeDirectory: options.storeDirectory,
      mediaAddress: config.media.address,
      domain: config.domain,
    });
    service.#stops.push(() => exchange.close());
    service.#watch();
    return service;
  }

  status(): Gb28181Status {
    return {
      localId: this.#options.config.localId,
      atMs: Math.round(this.#options.core.nowMs()),
      pid: process.pid,
      upper: this.#agent.upperStatus().map((status) => this.#upperState(status)),
      devices: this.#options.config.devices.allow.map((allowed) => this.#deviceStatus(allowed)),
    };
  }

  /** As configured. */
  upper(platformId: string): UpperConfig | undefined {
    return this.#options.config.upper.find(({ id }) => id === platformId);
  }

  #upperState(status: UpperStatus): UpperState {
    const upper = this.upper(status.id)!;
    const { name, agreement, controls, channels } = upper;
    const shown = this.#host.channels(platformOf(upper, this.#options.config.localId));
    const shared = shown.map(({ id, name: called, isOnline }) => ({
      id,
      name: called,
      isOnline,
      camera: channels.find((channel) => channel.id === id)?.camera ?? '',
    }));
    return { ...status, name, agreement, controls, shared };
  }

  /** One keepalive to a platform now. */
  async tryKeepalive(platformId: string): Promise<KeepaliveAnswer> {
    return (await this.#agent.tryKeepalive(platformId, keepaliveWithinMs)) ?? { kind: 'not-registered' };
  }

  /** The picture of a grant as a platform would get it, sent to ourselves. */
  trySending(look: Look, transport: 'udp' | 'tcp'): Promise<TrialReport> {
    const { ports } = this.#agent;
    return trialSend({ source: liveSource(look), transport, ports, clock: hostClock, forMs: trialMs });
  }

  /** Moves a camera behind a device. @returns false when the device is not registered */
  control(device: string, channel: string, command: PtzCommand): boolean {
    return this.#agent.lower?.control(device, channel, command) ?? false;
  }

  /** @returns undefined when the device is away or does not answer */
  async presets(device: string, channel: string): Promise<readonly DevicePreset[] | undefined> {
    const answer = await this.#agent.lower?.ask(device, 'PresetQuery', channel);
    return (
      answer &&
      listOf(answer.element, 'PresetList').items.flatMap((item) => {
        const token = textOf(item, 'PresetID');
        return token === undefined ? [] : [{ token, name: textOf(item, 'PresetName') || token }];
      })
    );
  }

  #deviceStatus({ id, name }: Gb28181Config['devices']['allow'][number]): DeviceStatus {
    const lower = this.#agent.lower;
    const device = lower?.find(id);
    return {
      id,
      name: device?.name ?? name,
      registered: device !== undefined,
      registeredSinceMs: device?.registeredAtMs,
      lastKeepaliveMs: device?.lastKeepaliveMs,
      untilMs: device?.untilMs,
      version: device?.version,
      address: device && `${device.peer.address}:${device.peer.port}`,
      transport: device?.peer.transport,
      manufacturer: device?.manufacturer,
      model: device?.model,
      channels: device ? [...device.channels.values()] : [],
      sessions: lower?.callsOf(id).length ?? 0,
    };
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.#agent.close();
    this.#writeStatus();
  }

  /** Behind a GB/T 28181 device a command goes on as it came; over ONVIF what it can be said in. */
  async #perform(camera: string, control: UpperControl, by: string): Promise<boolean> {
    if (control.kind !== 'ptz') return false;
    const url = this.#options.core.cameras.find(camera)?.address;
    const address = url === undefined ? undefined : parseDeviceAddress(url);
    if (!address) return this.#options.movements.obey(camera, control.command, by);
    return this.control(address.device, address.channel, control.command);
  }

  #watch(): void {
    const { core } = this.#options;
    this.#stops.push(core.on('camera-state', (status) => this.#cameraState(status)));
    this.#stops.push(core.on('alarm', (alarm) => this.#alarm(alarm)));
    this.#writeStatus();
    const timer = setInterval(() => this.#writeStatus(), statusEveryMs);
    this.#stops.push(() => clearInterval(timer));
  }

  /** Online and offline to who subscribed; a lost picture is an alarm as well. */
  #cameraState(status: CameraStatus): void {
    const isOnline = status.state === 'recording';
    const was = this.#lastState.get(status.id);
    this.#lastState.set(status.id, isOnline);
    if (was === undefined || was === isOnline) return;
    this.#eachChannel(status.id, (upper, channelId) => {
      const channel = this.#host
        .channels(platformOf(upper, this.#options.config.localId))
        .find(({ id }) => id === channelId);
      if (channel) this.#agent.channelChanged(upper.id, channel);
      if (isOnline) return;
      const description = `视频丢失：${channel?.name ?? channelId}`;
      this.#agent.alarm(upper.id, {
        deviceId: channelId,
        atMs: Math.round(this.#options.core.nowMs()),
        priority: 2,
        method: 2,
        type: 1,
        description,
      });
    });
  }

  #alarm(alarm: RecorderAlarm): void {
    const words = alarmWords[alarm.kind];
    if (alarm.state !== 'raised' || !words) return;
    for (const upper of this.#options.config.upper)
      this.#agent.alarm(upper.id, {
        deviceId: this.#options.config.localId,
        atMs: alarm.atMs,
        priority: 1,
        method: 6,
        type: 1,
        description: words,
      });
  }

  /** What stands on the board of a camera is told to the platforms that see it. */
  boardAlarm({ kind, subject, state, raisedMs }: BoardAlarm): void {
    const told = toldUpwards[kind];
    if (state !== 'raised' || !told) return;
    this.#eachChannel(subject, (upper, channelId) =>
      this.#agent.alarm(upper.id, {
        deviceId: channelId,
        atMs: Math.round(raisedMs),
        priority: told.priority,
        method: told.method,
        type: told.type,
        description: told.words,
      }),
    );
  }

  #eachChannel(camera: string, tell: (upper: UpperConfig, channelId: string) => void): void {
    for (const upper of this.#options.config.upper)
      for (const channel of upper.channels) if (channel.camera === camera) tell(upper, channel.id);
  }

  /** Whole or not at all: readers never see half of it. */
  #writeStatus(): void {
    const path = join(this.#options.directory, statusFileName);
    try {
      writeFileSync(`${path}.new`, JSON.stringify(this.status()));
      renameSync(`${path}.new`, path);
    } catch (error) {
      this.#options.log('warn', 'GB/T 28181 state file', { err: error });
    }
  }
}

function platformOf(upper: UpperConfig, localId: string): UpperPlatform {
  const {
    id,
    domain,
    host,
    port,
    transport,
    user,
    password,
    expiresSeconds,
    keepaliveSeconds,
    keepaliveMisses,
  } = upper;
  const { version, charset } = upper;
  return {
    id,
    domain,
    host,
    port,
    transport,
    user: user ?? localId,
    password: password ?? '',
    expiresSeconds,
    keepaliveSeconds,
    keepaliveMisses,
    version,
    charset,
  };
}

/** Opens the agent; what stands in the way of its sockets is a matter of the configuration. */
async function listening(options: Parameters<typeof GbAgent.open>[0]): Promise<GbAgent> {
  try {
    return await GbAgent.open(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('EA'))) throw error;
    throw new RecorderError(
      'recorder/config-unusable',
      { path: 'gb28181.listen', reason: error.message },
      error,
    );
  }
}
