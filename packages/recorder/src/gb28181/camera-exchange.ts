// SPDX-License-Identifier: Apache-2.0
/** The control thread's side of the exchange: ports, calls, and their ends, for the streams of capture threads. */
import { randomInt } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { type DeviceCall, type GbAgent, ssrcText } from '@mingjing/gb28181';
import { exchangeName, type ToAgent, type ToStream } from '../terms/device-exchange.ts';

export type CameraExchangeOptions = {
  readonly agent: GbAgent;
  readonly storeDirectory: string;
  /** Where devices send to. */
  readonly mediaAddress: string;
  readonly domain: string;
};

type Open = {
  readonly wish: Extract<ToAgent, { readonly kind: 'open' }>;
  port: number;
  call: DeviceCall | undefined;
  isClosed: boolean;
};

/** A device that is not there yet may register so long while a stream waits. */
const registerWithinMs = 8000;
const lookEveryMs = 250;

export class CameraExchange {
  readonly #options: CameraExchangeOptions;
  readonly #channel: BroadcastChannel;
  readonly #open = new Map<string, Open>();
  /** Calls that are under way then have nobody to tell. */
  #isClosed = false;
  /** Not guessed by who does not see the call. */
  #serial = randomInt(10_000);

  constructor(options: CameraExchangeOptions) {
    this.#options = options;
    this.#channel = new BroadcastChannel(exchangeName(options.storeDirectory));
    this.#channel.onmessage = ({ data }) => this.#hear(data as ToAgent);
  }

  close(): void {
    for (const id of [...this.#open.keys()]) this.#close(id);
    this.#isClosed = true;
    this.#channel.close();
  }

  #hear(message: ToAgent): void {
    switch (message.kind) {
      case 'open':
        if (this.#open.has(message.id)) return;
        return void this.#offerPort({ wish: message, port: 0, call: undefined, isClosed: false });
      case 'port-taken': {
        const open = this.#open.get(message.id);
        // That port stays taken: whoever has it is not of ours.
        if (open) this.#offerPort(open);
        return;
      }
      case 'ready': {
        const open = this.#open.get(message.id);
        if (open) void this.#call(open);
        return;
      }
      case 'close':
        return void this.#close(message.id);
      default:
        // Words of streams to each other do not exist; ours come back to nobody.
        return;
    }
  }

  #offerPort(open: Open): void {
    const port = this.#options.agent.ports.take();
    const { id } = open.wish;
    this.#open.set(id, open);
    if (port === undefined) {
      this.#say({
        kind: 'over',
        to: id,
        cause: 'internal',
        reason: 'no-picture',
        detail: 'no media port is free',
      });
      return;
    }
    open.port = port;
    this.#say({ kind: 'port', to: id, address: this.#options.mediaAddress, port });
  }

  async #call(open: Open): Promise<void> {
    const { agent, mediaAddress, domain } = this.#options;
    const { id, device, channel, transport } = open.wish;
    const { lower } = agent;
    const isThere = await this.#isRegistered(open);
    if (open.isClosed) return;
    if (!isThere || !lower) {
      const detail = 'device not registered';
      this.#say({ kind: 'over', to: id, cause: 'camera-offline', reason: 'unreachable', detail });
      return;
    }
    const ssrc = ssrcText(false, domain, this.#serial++);
    const expected = {
      addresses: [lower.find(device)?.peer.address ?? ''],
      ssrcs: [Number(ssrc)],
    };
    this.#say({ kind: 'calling', to: id, expected });
    const { call, answer } = await lower.call(
      {
        deviceId: device,
        channel,
        kind: 'Play',
        transport,
        mediaAddress,
        mediaPort: open.port,
        ssrcText: ssrc,
      },
      (reason) => {
        open.call = undefined;
        this.#say({
          kind: 'over',
          to: id,
          cause: 'camera-refused',
          reason: 'camera-refused',
          detail: reason,
        });
      },
    );
    if (answer.kind === 'answered') {
      open.call = call;
      if (open.isClosed) this.#hangUp(open);
      else
        this.#say({
          kind: 'answered',
          to: id,
          payloadType: answer.sdp?.payloadTypes[0] ?? 96,
          expected: {
            addresses: [...expected.addresses, answer.sdp?.address ?? ''],
            ssrcs: [...expected.ssrcs, ...(answer.sdp?.ssrc === undefined ? [] : [answer.sdp.ssrc])],
          },
        });
      return;
    }
    if (answer.kind === 'silent') {
      this.#say({
        kind: 'over',
        to: id,
        cause: 'camera-offline',
        reason: 'timeout',
        detail: 'INVITE not answered',
      });
      return;
    }
    const detail = `${answer.status} ${answer.reason}`.trim();
    const isUnknown = answer.status === 404;
    this.#say({
      kind: 'over',
      to: id,
      cause: isUnknown ? 'stream-not-found' : 'camera-refused',
      reason: isUnknown ? 'stream-not-found' : 'camera-refused',
      detail,
    });
  }

  async #isRegistered(open: Open): Promise<boolean> {
    const { lower } = this.#options.agent;
    for (let waitedMs = 0; waitedMs < registerWithinMs && !open.isClosed; waitedMs += lookEveryMs) {
      if (lower?.find(open.wish.device)) return true;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    return lower?.find(open.wish.device) !== undefined;
  }

  #close(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    open.isClosed = true;
    this.#open.delete(id);
    this.#hangUp(open);
    this.#options.agent.ports.release(open.port);
  }

  #hangUp(open: Open): void {
    if (open.call) this.#options.agent.lower?.hangUp(open.call);
    open.call = undefined;
  }

  #say(message: ToStream): void {
    if (!this.#isClosed) this.#channel.postMessage(message);
  }
}
