// SPDX-License-Identifier: Apache-2.0
/**
 * Takes the calls of alarm panels over TCP and UDP (ANSI/SIA DC-09). A message is acknowledged when what it says is kept, so
 * that a panel that hears nothing sends it again; one that comes again is acknowledged and kept once.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  type Answer,
  answerTo,
  contentOf,
  mostMessageBytes,
  type PanelMessage,
  parsePanelMessage,
} from './dc09-message.ts';
import type { IntrusionConfig } from './intrusion-config.ts';
import { eventsOf, type PanelEvent } from './panel-events.ts';

/** One event with what the configuration knows of its zone. */
export interface HeardEvent extends PanelEvent {
  readonly account: string;
  /** Name of the panel. */
  readonly panel: string;
  readonly place: string | undefined;
  readonly camera: string | undefined;
  /** When the panel says it was; ours when it says nothing. */
  readonly atMs: number;
}

interface Surroundings {
  readonly nowMs: () => number;
  /** Kept when it resolves. */
  readonly keep: (event: HeardEvent) => Promise<void>;
  /** What cannot be kept or read, without what was sent. */
  readonly say: (message: string, facts: Readonly<Record<string, string | number>>) => void;
}

/** Panels repeat for minutes; a sequence number comes again after 9999 messages. */
const remembersMs = 10 * 60_000;
const mostRemembered = 20_000;
const mostConnections = 200;
/** Messages of all panels that wait to be kept; more are not read, or for UDP not taken: the panel sends them again. */
const mostWaiting = 256;
const quietMs = 5 * 60_000;

export class PanelReceiver {
  readonly #config: IntrusionConfig;
  readonly #around: Surroundings;
  readonly #tcp: Server;
  readonly #udp: UdpSocket;
  readonly #open = new Set<Socket>();
  /** Account, sequence and content of what was kept → when. */
  readonly #kept = new Map<string, number>();
  /** One after the other: a repetition waits for the first to be kept. */
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  port = 0;

  private constructor(config: IntrusionConfig, around: Surroundings) {
    this.#config = config;
    this.#around = around;
    this.#tcp = createServer((socket) => this.#connected(socket));
    this.#udp = createSocket(config.host.includes(':') ? 'udp6' : 'udp4');
    this.#udp.on('message', (bytes, from) => {
      if (this.#waiting >= mostWaiting) return;
      void this.#answer(frameIn(bytes)).then((answer) => {
        if (answer) this.#udp.send(answer, from.port, from.address);
      });
    });
    this.#udp.on('error', (error) => around.say('panel receiver, UDP', { error: error.message }));
  }

  /** @throws the error of a socket, `EADDRINUSE` when the port is taken; nothing stays open then */
  static async start(config: IntrusionConfig, around: Surroundings): Promise<PanelReceiver> {
    const receiver = new PanelReceiver(config, around);
    try {
      receiver.#tcp.listen(config.port, config.host);
      await once(receiver.#tcp, 'listening');
      receiver.port = (receiver.#tcp.address() as AddressInfo).port;
      receiver.#udp.bind(receiver.port, config.host);
      await once(receiver.#udp, 'listening');
    } catch (error) {
      await receiver.close();
      throw error;
    }
    return receiver;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#udp.close();
    this.#tcp.close();
    await this.#turn;
  }

  #connected(socket: Socket): void {
    if (this.#open.size >= mostConnections) {
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    let held: Buffer = Buffer.alloc(0);
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#open.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      for (let end = held.indexOf(0x0d); end >= 0; end = held.indexOf(0x0d)) {
        const frame = frameIn(held.subarray(0, end));
        held = held.subarray(end + 1);
        void this.#answer(frame).then((answer) => {
          if (answer && socket.writable) socket.write(answer);
          if (this.#waiting < mostWaiting && socket.isPaused()) socket.resume();
        });
      }
      if (this.#waiting >= mostWaiting) socket.pause();
      // No message is that long: whoever sends this is no panel.
      if (held.length > mostMessageBytes) socket.destroy();
    });
  }

  #answer(frame: Buffer): Promise<Buffer | undefined> {
    this.#waiting++;
    const answered = this.#turn.then(() => this.#take(frame)).finally(() => this.#waiting--);
    this.#turn = answered.catch(() => undefined);
    return answered.catch((error: unknown) => {
      // Not acknowledged: the panel sends it again.
      this.#around.say('an event of a panel was not kept', { error: String(error) });
      return undefined;
    });
  }

  async #take(frame: Buffer): Promise<Buffer | undefined> {
    const message = parsePanelMessage(frame);
    if ('unreadable' in message) {
      // A damaged one is not answered: the panel sends it again (DC-09).
      this.#around.say('a message of a panel is unreadable', {
        why: message.unreadable,
        bytes: frame.length,
      });
      return undefined;
    }
    const nowMs = Math.round(this.#around.nowMs());
    const account = this.#config.accounts[message.account];
    const key = account?.keyHex === undefined ? undefined : Buffer.from(account.keyHex, 'hex');
    const answer = (kind: Answer) => answerTo(message, kind, nowMs, key);
    if (!account) {
      this.#around.say('a panel that is not known here', { account: message.account });
      return answer('DUH');
    }
    // An account with a key speaks encrypted: anybody could send it in the clear.
    if (message.encrypted !== (key !== undefined)) return answer('DUH');
    const content = contentOf(message, key);
    if (!content) return answer('DUH');
    if (content.atMs !== undefined && !this.#isTimely(content.atMs, nowMs)) return answer('NAK');
    if (message.id === 'NULL') return answer('ACK');
    const events = eventsOf(message.id, content.data);
    if (events.length === 0) return answer('DUH');
    const name = nameOf(message, content.data);
    if (!this.#isNew(name, nowMs)) return answer('ACK');
    for (const event of events) {
      const zone = account.zones[event.zone];
      await this.#around.keep({
        ...event,
        account: message.account,
        panel: account.name,
        place: zone?.place,
        camera: zone?.camera,
        atMs: content.atMs ?? nowMs,
      });
    }
    this.#kept.set(name, nowMs);
    return answer('ACK');
  }

  #isTimely(atMs: number, nowMs: number): boolean {
    return atMs >= nowMs - this.#config.lateS * 1000 && atMs <= nowMs + this.#config.earlyS * 1000;
  }

  #isNew(name: string, nowMs: number): boolean {
    for (const [one, keptMs] of this.#kept) {
      if (nowMs - keptMs < remembersMs && this.#kept.size < mostRemembered) break;
      this.#kept.delete(one);
    }
    return !this.#kept.has(name);
  }
}

/** Repeated with a new time it is another message with the same sequence and content. */
const nameOf = ({ account, receiver, line, sequence, id }: PanelMessage, data: string): string =>
  [account, receiver, line, sequence, id, data].join(' ');

/** Without the LF before and the CR behind. */
function frameIn(bytes: Buffer): Buffer {
  const start = bytes.lastIndexOf(0x0a) + 1;
  const end = bytes.indexOf(0x0d, start);
  return bytes.subarray(start, end < 0 ? bytes.length : end);
}
