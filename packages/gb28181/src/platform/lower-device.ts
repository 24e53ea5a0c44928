// SPDX-License-Identifier: Apache-2.0
/** One device below, from its registration to its end: where it is, what it has, when it was last heard. */
import type { Manscdp } from '../manscdp/message.ts';
import { listOf } from '../manscdp/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import { textOf, type XmlElement } from '../text/xml.ts';

export type LowerChannel = {
  readonly id: string;
  readonly name: string;
  readonly isOnline: boolean;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly parentId: string | undefined;
};

/** Longest catalog that is kept. */
const mostChannels = 10_000;

export class LowerDevice {
  readonly id: string;
  readonly channels = new Map<string, LowerChannel>();
  peer: PeerAddress;
  registeredAtMs: number;
  untilMs: number;
  lastHeardMs: number;
  lastKeepaliveMs: number | undefined;
  version: string | undefined;
  name: string | undefined;
  manufacturer: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
  /** What it says there is, so that a list can be seen to be incomplete. */
  announced: number | undefined;

  constructor(id: string, peer: PeerAddress, nowMs: number, untilMs: number) {
    this.id = id;
    this.peer = peer;
    this.registeredAtMs = nowMs;
    this.untilMs = untilMs;
    this.lastHeardMs = nowMs;
  }

  /** Parts come in any order, doubled, unasked: each adds what it has, none takes away (Q3). */
  takeCatalog(message: Manscdp): void {
    const announced = Number(textOf(message.element, 'SumNum') ?? Number.NaN);
    if (Number.isInteger(announced)) this.announced = announced;
    for (const item of listOf(message.element, 'DeviceList').items) {
      const id = textOf(item, 'DeviceID');
      if (id === undefined || id.length > 32) continue;
      const event = textOf(item, 'Event')?.toUpperCase();
      if (event === 'DEL') this.channels.delete(id);
      else if (this.channels.has(id) || this.channels.size < mostChannels)
        this.channels.set(id, channelOf(id, item, event, this.channels.get(id)));
    }
  }

  takeInfo(message: Manscdp): void {
    this.name = textOf(message.element, 'DeviceName') ?? this.name;
    this.manufacturer = textOf(message.element, 'Manufacturer') ?? this.manufacturer;
    this.model = textOf(message.element, 'Model') ?? this.model;
    this.firmware = textOf(message.element, 'Firmware') ?? this.firmware;
  }
}

function channelOf(
  id: string,
  item: XmlElement,
  event: string | undefined,
  before: LowerChannel | undefined,
): LowerChannel {
  const status = textOf(item, 'Status')?.toUpperCase();
  const isOff =
    event === 'OFF' || event === 'VLOST' || event === 'DEFECT' || status === 'OFF' || status === 'OFFLINE';
  return {
    id,
    name: textOf(item, 'Name') ?? before?.name ?? id,
    isOnline: event === 'ON' || !isOff,
    manufacturer: textOf(item, 'Manufacturer') ?? before?.manufacturer,
    model: textOf(item, 'Model') ?? before?.model,
    parentId: textOf(item, 'ParentID') ?? before?.parentId,
  };
}
