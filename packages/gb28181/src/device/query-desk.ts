// SPDX-License-Identifier: Apache-2.0
/**
 * Answers to a platform's queries. The MESSAGE itself is answered at once; what was asked for follows as messages of
 * ours, one after the other: the next part leaves when the one before was taken (annex M).
 */

import { isRegionCode } from '../manscdp/ids.ts';
import { encodeManscdp, type Manscdp } from '../manscdp/message.ts';
import { encodeLocalTime, parseLocalTime } from '../manscdp/time.ts';
import { encodeText } from '../text/gb18030.ts';
import { encodeXmlFields, textOf, type XmlField } from '../text/xml.ts';
import { catalogItem, partsOf, recordItems } from './catalog.ts';
import type { DeviceHost, SharedChannel, UpperPlatform } from './host.ts';
import { labelOf } from './registration.ts';
import { listenerParts } from './wire-size.ts';

export type QueryDeskOptions = {
  readonly platform: UpperPlatform;
  readonly localId: string;
  readonly host: DeviceHost;
  readonly nowMs: () => number;
  /** Sends one body and resolves when it was taken (or refused: `false`), rejects never. */
  readonly send: (to: string, body: Uint8Array) => Promise<'taken' | 'refused' | 'lost'>;
};

/** Queries that wait; a platform that asks faster than it takes answers asks again. */
const mostWaiting = 64;
/** Numbers of presets go no further. */
const mostPresets = 255;
/** Longest catalog or record list: what annex M allows. */
const mostItems = 10_000;

export class QueryDesk {
  readonly #options: QueryDeskOptions;
  /** Series wait for each other: a platform mixes up parts of two. */
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(options: QueryDeskOptions) {
    this.#options = options;
  }

  /** @returns whether there is such an object here: 404 otherwise */
  knows(deviceId: string): boolean {
    const { localId, host, platform } = this.#options;
    if (deviceId === '' || deviceId === localId || isRegionCode(deviceId)) return true;
    return host.channels(platform).some(({ id }) => id === deviceId);
  }

  /** @param askedBy id that the query came from: answers go there */
  answer(query: Manscdp, askedBy: string): void {
    if (this.#waiting >= mostWaiting) {
      this.#options.host.log('warn', 'query left out: too many wait', { cmdType: query.cmdType });
      return;
    }
    this.#waiting++;
    this.#turn = this.#turn
      .then(() => this.#answer(query, askedBy))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.host.log('warn', 'query not answered', { cmdType: query.cmdType, reason });
      })
      .finally(() => this.#waiting--);
  }

  async #answer(query: Manscdp, askedBy: string): Promise<void> {
    const reply = (fields: readonly XmlField[]) => this.#reply(query, askedBy, fields);
    switch (query.cmdType.toLowerCase()) {
      case 'catalog':
        return this.#catalog(query, askedBy);
      case 'recordinfo':
        return this.#records(query, askedBy);
      case 'deviceinfo':
        return reply(this.#deviceInfo(query));
      case 'devicestatus':
        return reply(this.#deviceStatus(query));
      case 'configdownload':
        return this.#config(query, askedBy);
      case 'presetquery':
        return this.#presets(query, askedBy);
      case 'alarm':
        return reply([['Result', 'OK']]);
      default:
        return reply([['Result', 'ERROR']]);
    }
  }

  #channel(id: string): SharedChannel | undefined {
    const { host, platform } = this.#options;
    return host.channels(platform).find((channel) => channel.id === id);
  }

  #catalog(query: Manscdp, askedBy: string): Promise<void> {
    const { host, platform, localId } = this.#options;
    const { deviceId } = query;
    const isWanted = ({ id }: SharedChannel) =>
      deviceId === '' ||
      deviceId === localId ||
      id === deviceId ||
      (isRegionCode(deviceId) && id.startsWith(deviceId));
    const items = host
      .channels(platform)
      .filter(isWanted)
      .map((channel) => catalogItem(channel, localId, platform, host.facts));
    return this.#series(query, askedBy, items, 'DeviceList', []);
  }

  async #presets(query: Manscdp, askedBy: string): Promise<void> {
    const { host, platform } = this.#options;
    const channel = this.#channel(query.deviceId);
    const known = ((channel && (await host.presets?.(platform, channel.id))) ?? []).slice(0, mostPresets);
    const items = known.map(
      ({ name }, at): XmlField => [
        'Item',
        [
          ['PresetID', at + 1],
          ['PresetName', name],
        ],
      ],
    );
    await this.#reply(query, askedBy, [
      ['SumNum', items.length],
      ['PresetList', items, { Num: items.length }],
    ]);
  }

  /** Kinds of record that are none of ours have no rows: there is only continuous recording here. */
  #records(query: Manscdp, askedBy: string): Promise<void> {
    const { host, platform, localId } = this.#options;
    const channel = this.#channel(query.deviceId);
    const fromMs = parseLocalTime(textOf(query.element, 'StartTime'));
    const toMs = parseLocalTime(textOf(query.element, 'EndTime'));
    const type = (textOf(query.element, 'Type') ?? 'all').toLowerCase();
    const isAnswerable = channel && fromMs !== undefined && toMs !== undefined && fromMs < toMs;
    const rows =
      isAnswerable && ['all', 'time'].includes(type) ? host.records(platform, channel.id, fromMs, toMs) : [];
    const items = channel ? recordItems(rows, channel, localId) : [];
    return this.#series(query, askedBy, items, 'RecordList', [['Name', channel?.name ?? '']]);
  }

  async #series(
    query: Manscdp,
    askedBy: string,
    all: readonly (readonly XmlField[])[],
    list: string,
    before: readonly XmlField[],
  ): Promise<void> {
    const { platform, host } = this.#options;
    const items = all.slice(0, mostItems);
    if (items.length === 0) {
      await this.#reply(query, askedBy, [
        ...before,
        ['SumNum', 0],
        ...(list === 'DeviceList' ? ([[list, [], { Num: 0 }]] as XmlField[]) : []),
      ]);
      return;
    }
    const sizeOf = (item: readonly XmlField[]) =>
      encodeText(encodeXmlFields([['Item', item]]), platform.charset).length;
    const { budgetBytes, most } = listenerParts(platform.transport, items.length);
    for (const part of partsOf(items, sizeOf, budgetBytes, most)) {
      const fields: XmlField[] = [
        ...before,
        ['SumNum', items.length],
        [list, part.map((item) => ['Item', item] as const), { Num: part.length }],
      ];
      const taken = await this.#send(query, askedBy, fields);
      // One refused part is tried again once; the others still go.
      if (taken === 'refused') await this.#send(query, askedBy, fields);
      if (taken !== 'lost') continue;
      host.log('warn', 'answer broken off: the platform takes no more', { cmdType: query.cmdType });
      return;
    }
  }

  #deviceInfo({ deviceId }: Manscdp): readonly XmlField[] {
    const { host, platform } = this.#options;
    const { name, manufacturer, model, firmware } = host.facts;
    const channel = this.#channel(deviceId);
    return [
      ['DeviceName', channel?.name ?? name],
      ['Result', 'OK'],
      ['Manufacturer', manufacturer],
      ['Model', model],
      ['Firmware', firmware],
      ['Channel', channel ? 1 : host.channels(platform).length],
    ];
  }

  #deviceStatus({ deviceId }: Manscdp): readonly XmlField[] {
    const { host, platform, nowMs } = this.#options;
    const channel = this.#channel(deviceId);
    const channels = channel ? [channel] : host.channels(platform);
    const isOnline = channel?.isOnline ?? true;
    return [
      ['Result', 'OK'],
      ['Online', isOnline ? 'ONLINE' : 'OFFLINE'],
      ['Status', channels.every((one) => one.isOnline) ? 'OK' : 'ERROR'],
      ['Reason', channels.every((one) => one.isOnline) ? undefined : 'camera offline'],
      ['Encode', isOnline ? 'ON' : 'OFF'],
      ['Record', channels.some((one) => one.isRecording) ? 'ON' : 'OFF'],
      ['DeviceTime', encodeLocalTime(nowMs())],
      ['Alarmstatus', [], { Num: 0 }],
    ];
  }

  /** One answer for each kind asked for, all with the query's number. */
  async #config(query: Manscdp, askedBy: string): Promise<void> {
    const { platform, host } = this.#options;
    const types = (textOf(query.element, 'ConfigType') ?? 'BasicParam')
      .split('/')
      .filter((one) => one !== '');
    for (const type of types.slice(0, 20)) {
      if (type.trim().toLowerCase() !== 'basicparam') {
        await this.#reply(query, askedBy, [['Result', 'ERROR']]);
        continue;
      }
      await this.#reply(query, askedBy, [
        ['Result', 'OK'],
        [
          'BasicParam',
          [
            ['Name', host.facts.name],
            ['Expiration', platform.expiresSeconds],
            ['HeartBeatInterval', platform.keepaliveSeconds],
            ['HeartBeatCount', platform.keepaliveMisses],
            ['PositionCapability', 0],
          ],
        ],
      ]);
    }
  }

  async #reply(query: Manscdp, askedBy: string, fields: readonly XmlField[]): Promise<void> {
    await this.#send(query, askedBy, fields);
  }

  #send({ cmdType, sn, deviceId }: Manscdp, askedBy: string, fields: readonly XmlField[]) {
    const { platform, localId, send } = this.#options;
    const encoding = { charset: platform.charset, label: labelOf(platform) };
    return send(
      askedBy,
      encodeManscdp('Response', cmdType, sn, deviceId === '' ? localId : deviceId, fields, encoding),
    );
  }
}
