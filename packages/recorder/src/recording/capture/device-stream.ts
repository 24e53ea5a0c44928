// SPDX-License-Identifier: Apache-2.0
/** One attempt at a camera behind a GB/T 28181 device: a port of ours, a call by the agent, a program stream to frames. */
import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import {
  type ExpectedSender,
  isExpectedSender,
  type MediaInlet,
  openInlet,
  PsReceiver,
} from '@mingjing/gb28181';
import { parseDeviceAddress } from '../../terms/device-address.ts';
import {
  exchangeName,
  type MediaTransport,
  type ToAgent,
  type ToStream,
} from '../../terms/device-exchange.ts';
import type { CameraStream, StreamEnd, StreamHandlers, StreamOptions } from './camera-stream.ts';
import { DeviceFrames } from './device-frames.ts';
import { stopped } from './stream-end.ts';

/** Channels that said no to TCP: the next attempt is over UDP, and the other way round. */
const refusedTransport = new Map<string, MediaTransport>();
/** In the words of a refusal: the offer itself was not acceptable. */
const isOfferRefused = /^(?:400|415|488|501|606)\b/;

/** A device that answered and sends nothing by then is tried the other way. */
const sendsWithinMs = 8000;
/** Nobody in this process speaks GB/T 28181. */
const agentWithinMs = 10_000;
/** It may start later than the cameras do: it is asked again. */
const askAgainMs = 500;

export function openDeviceStream(options: StreamOptions, handlers: StreamHandlers): CameraStream {
  const attempt = new DeviceAttempt(options, handlers);
  return {
    receivedBytes: () => attempt.receivedBytes,
    isOpening: () => attempt.isOpening,
    close: () => attempt.end(stopped),
  };
}

class DeviceAttempt {
  readonly #handlers: StreamHandlers;
  readonly #id = randomUUID();
  readonly #channel: BroadcastChannel;
  readonly #url: string;
  readonly #transport: MediaTransport;
  readonly #frames: DeviceFrames;
  #inlet: MediaInlet | undefined;
  #receiver: PsReceiver | undefined;
  #waiting: Uint8Array[] = [];
  #timer: NodeJS.Timeout | undefined;
  #asking: NodeJS.Timeout | undefined;
  #isEnded = false;
  #expected: ExpectedSender | undefined;
  /** An address that sent here without being called. */
  #foreign: string | undefined;
  isOpening = true;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#handlers = handlers;
    const wanted: MediaTransport = options.transport === 'udp' ? 'udp' : 'tcp-passive';
    this.#url = options.url;
    this.#transport = refusedTransport.get(options.url) === wanted ? otherOf(wanted) : wanted;
    this.#frames = new DeviceFrames(options, handlers);
    this.#channel = new BroadcastChannel(exchangeName(options.store ?? ''));
    this.#channel.onmessage = ({ data }) => this.#hear(data as ToStream);
    const address = parseDeviceAddress(options.url);
    // The caller has this stream in hand before it ends.
    if (!address) {
      setImmediate(() =>
        this.end({ cause: 'address-refused', reason: 'address-malformed', detail: 'not gb28181://' }),
      );
      return;
    }
    this.#timer = setTimeout(
      () =>
        this.end({
          cause: 'camera-refused',
          reason: 'camera-refused',
          detail: 'GB/T 28181 is not configured',
        }),
      agentWithinMs,
    );
    const ask = () => this.#say({ kind: 'open', id: this.#id, ...address, transport: this.#transport });
    this.#asking = setInterval(ask, askAgainMs);
    ask();
  }

  get receivedBytes(): number {
    return this.#inlet?.receivedBytes() ?? 0;
  }

  end(end: StreamEnd): void {
    if (this.#isEnded) return;
    this.#receiver?.flush();
    this.#frames.flush();
    this.#isEnded = true;
    this.isOpening = false;
    clearTimeout(this.#timer);
    clearInterval(this.#asking);
    this.#inlet?.close();
    this.#say({ kind: 'close', id: this.#id });
    this.#channel.close();
    this.#handlers.onEnd(end);
  }

  #say(message: ToAgent): void {
    this.#channel.postMessage(message);
  }

  #hear(message: ToStream): void {
    if (message.to !== this.#id || this.#isEnded) return;
    clearTimeout(this.#timer);
    clearInterval(this.#asking);
    switch (message.kind) {
      case 'port':
        void this.#listen(message.address, message.port);
        return;
      case 'calling':
        this.#expected = message.expected;
        return;
      case 'answered':
        this.#expected = message.expected;
        this.isOpening = false;
        this.#begin(message.payloadType);
        return;
      case 'over': {
        const { cause, reason, detail } = message;
        if (isOfferRefused.test(detail)) refusedTransport.set(this.#url, this.#transport);
        // A device that goes in the middle of the picture broke the connection; before it, it refused.
        const isBroken = cause === 'camera-refused' && this.#frames.hasPictures;
        this.end(isBroken ? { cause: 'network', reason: 'unreachable', detail } : { cause, reason, detail });
      }
    }
  }

  async #listen(address: string, port: number): Promise<void> {
    try {
      this.#inlet = await openInlet(this.#transport, {
        address,
        port,
        isExpected: (from, packet) => this.#isExpected(from, packet),
        onPacket: (packet) => this.#packet(packet),
        onLost: (detail) => this.end({ cause: 'network', reason: 'unreachable', detail }),
        onSkipped: () => this.#handlers.onDeviation('Q15', 1),
      });
    } catch {
      if (!this.#isEnded) this.#say({ kind: 'port-taken', id: this.#id });
      return;
    }
    if (this.#isEnded) this.#inlet.close();
    else this.#say({ kind: 'ready', id: this.#id });
  }

  /** Before the call nothing can come that is the device's; a connection made then gives way to its own. */
  #isExpected(from: string, packet: Uint8Array): boolean {
    const isOurs = this.#expected
      ? isExpectedSender(this.#expected, from, packet)
      : this.#transport !== 'udp';
    if (!isOurs) this.#foreign = from;
    return isOurs;
  }

  #silent(): void {
    if (this.receivedBytes > 0) return;
    refusedTransport.set(this.#url, this.#transport);
    this.#handlers.onDeviation(this.#transport === 'udp' ? 'udp-silent' : 'tcp-silent', 1);
    const detail = this.#foreign
      ? `answered, and nothing came from it; ${this.#foreign} sent without being called`
      : 'answered, and nothing came';
    this.end({ cause: 'no-media', reason: 'no-picture', detail });
  }

  /** A device may send before its answer has arrived. */
  #packet(packet: Uint8Array): void {
    if (this.#isEnded) return;
    if (this.#receiver) this.#receiver.receive(packet);
    else if (this.#waiting.length < 2000) this.#waiting.push(packet.slice());
  }

  #begin(payloadType: number): void {
    const frames = this.#frames;
    this.#receiver = new PsReceiver(this.#transport === 'udp' ? 'udp' : 'tcp', payloadType, {
      onMap: (_, audio) => frames.declared(audio),
      onNal: (codec, nal, ticks) => {
        if (!frames.nal(codec, nal, ticks))
          this.end({ cause: 'no-media', reason: 'no-picture', detail: 'another codec' });
      },
      onAudio: (audio) => frames.audio(audio),
      onDeviation: (id) => this.#handlers.onDeviation(id, 1),
      onLost: (packets) => this.#handlers.onPacketsLost(packets),
    });
    this.#timer = setTimeout(() => this.#silent(), sendsWithinMs);
    for (const packet of this.#waiting) if (!this.#isEnded) this.#receiver.receive(packet);
    this.#waiting = [];
  }
}

const otherOf = (transport: MediaTransport): MediaTransport => (transport === 'udp' ? 'tcp-passive' : 'udp');
