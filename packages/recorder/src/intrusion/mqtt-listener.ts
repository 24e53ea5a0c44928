// SPDX-License-Identifier: Apache-2.0
/**
 * Listens at an MQTT broker (quality of service 1): a message is acknowledged when its event is kept, and the broker keeps
 * those that come while we are away, for the same client id. Retained messages are states of before, not events, and are left.
 */
import { readFileSync } from 'node:fs';
import { connect, type IPublishPacket, type MqttClient } from 'mqtt';
import { RecorderError } from '../errors.ts';
import type { EventSources } from './event-sources.ts';
import type { Taken } from './told-events.ts';

type Config = NonNullable<EventSources['mqtt']>;
type Source = Config['topics'][string];

interface Surroundings {
  /** Of this recorder, the same after a restart. */
  readonly clientId: string;
  readonly take: (topic: string, source: Source, told: unknown) => Promise<Taken>;
  /** What cannot be read or kept, without what was sent. */
  readonly say: (message: string, facts: Readonly<Record<string, string | number>>) => void;
}

const mostMessageBytes = 1 << 16;
const reconnectMs = 5000;

/**
 * @returns at once: a broker that is away is tried again every five seconds, for as long as it takes
 * @throws RecorderError `recorder/config-unusable` for a file that cannot be read
 */
export function listenAtBroker(
  config: Config,
  around: Surroundings,
): { readonly close: () => Promise<void> } {
  const { url, username, passwordFile, caFile, topics } = config;
  const client: MqttClient = connect(url, {
    clientId: around.clientId,
    clean: false,
    reconnectPeriod: reconnectMs,
    ...(username !== undefined && { username }),
    ...(passwordFile !== undefined && {
      password: readNamed(passwordFile, 'passwordFile').toString('utf8').split(/\r?\n/, 1)[0] ?? '',
    }),
    ...(caFile !== undefined && { ca: [readNamed(caFile, 'caFile')] }),
  });
  const filters = Object.keys(topics);
  client.on('connect', () => {
    client.subscribe(filters, { qos: 1 }, (error) => {
      if (error) around.say('the broker refuses a topic', { error: error.message });
    });
  });
  client.on('error', (error) => around.say('MQTT', { error: error.message }));
  client.handleMessage = (packet, acknowledge) => {
    void took(packet, config, around).then(() => acknowledge(), acknowledge);
  };
  return { close: () => client.endAsync() };
}

function readNamed(file: string, name: 'passwordFile' | 'caFile'): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new RecorderError('recorder/config-unusable', { path: `eventSources.mqtt.${name}`, reason }, error);
  }
}

async function took(
  { topic, payload, retain }: IPublishPacket,
  { topics }: Config,
  around: Surroundings,
): Promise<void> {
  const [filter, source] = Object.entries(topics).find(([one]) => isUnder(topic, one)) ?? [];
  if (retain || filter === undefined || source === undefined) return;
  const bytes = Buffer.from(payload);
  const told = bytes.length > mostMessageBytes ? undefined : parsed(bytes);
  if (told === undefined) {
    around.say('a message of the broker is unreadable', { bytes: bytes.length });
    return;
  }
  try {
    const { notTaken } = await around.take(filter, source, told);
    for (const why of notTaken) around.say('an event of the broker is not taken', { why });
  } catch (error) {
    around.say('an event of the broker was not kept', { error: String(error) });
    throw error;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** MQTT 3.1.1 §4.7: `+` is one level, `#` at the end is all below. */
function isUnder(topic: string, filter: string): boolean {
  const [levels, asked] = [topic.split('/'), filter.split('/')];
  for (const [at, level] of asked.entries()) {
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return levels.length === asked.length;
}
