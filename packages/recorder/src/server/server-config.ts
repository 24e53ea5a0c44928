// SPDX-License-Identifier: Apache-2.0
/**
 * `mingjing recorder --config FILE`: the core's configuration with a `server`, a `unit`, a `gb28181`, an `intrusion` and an `eventSources` section, and the few
 * environment variables of a container. Every error names the field.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SettingsChange } from '@mingjing/contracts/site';
import { isProxyName } from '@mingjing/web';
import { z } from 'zod';
import { RecorderError } from '../errors.ts';
import { parseGb28181Config } from '../gb28181/gb28181-config.ts';
import { parseEventSources } from '../intrusion/event-sources.ts';
import { parseIntrusionConfig } from '../intrusion/intrusion-config.ts';
import { parseRecorderConfig } from '../recording/core/recorder-config.ts';
import type { StartOptions } from './start-recorder.ts';

const ServerSection = z.strictObject({
  port: z.number().int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  /** PEM files, relative to the configuration file. */
  tls: z.strictObject({ keyFile: z.string().min(1), certFile: z.string().min(1) }).optional(),
  /** `true`: a proxy on this machine; else addresses and networks of the proxies in front. */
  behindProxy: z
    .union([z.boolean(), z.array(z.string().refine(isProxyName, 'not an address or network of a proxy'))])
    .optional(),
  consoleDirectory: z.string().min(1).optional(),
});

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param environment `MINGJING_DATA`, `MINGJING_PORT` and `MINGJING_HOST` win over the file
 * @throws RecorderError `recorder/config-unusable` with `path` and `reason`
 */
export function readServerConfig(file: string | undefined, environment: Environment): StartOptions {
  const folder = file === undefined ? process.cwd() : dirname(resolve(file));
  const {
    server = {},
    unit,
    gb28181,
    intrusion,
    eventSources,
    ...core
  } = file === undefined ? {} : readJson(file);
  const parsed = ServerSection.safeParse(server);
  if (!parsed.success) throw refusedAt('server', parsed.error);
  const firstSettings = unit === undefined ? undefined : SettingsChange.safeParse(unit);
  if (firstSettings && !firstSettings.success) throw refusedAt('unit', firstSettings.error);
  const { tls, port, host, ...rest } = parsed.data;
  const directory = environment['MINGJING_DATA'] ?? core['directory'];
  const options = parseRecorderConfig({
    ...core,
    ...(isSection(core['footage']) && { footage: fromFolder(core['footage'], folder) }),
    ...(typeof directory === 'string' && { directory: resolve(folder, directory) }),
  });
  const portGiven = portOf(environment['MINGJING_PORT']) ?? port;
  const hostGiven = environment['MINGJING_HOST'] ?? host;
  return {
    ...options,
    ...(rest.behindProxy !== undefined && { behindProxy: rest.behindProxy }),
    ...(rest.consoleDirectory !== undefined && { consoleDirectory: resolve(folder, rest.consoleDirectory) }),
    ...(portGiven !== undefined && { port: portGiven }),
    ...(hostGiven !== undefined && { host: hostGiven }),
    ...(firstSettings && { firstSettings: firstSettings.data }),
    ...(intrusion !== undefined && { intrusion: parseIntrusionConfig(intrusion) }),
    ...(eventSources !== undefined && { eventSources: parseEventSources(eventSources, folder) }),
    ...(gb28181 !== undefined && { gb28181: parseGb28181Config(gb28181, folder) }),
    ...(tls && {
      tls: {
        key: readPem(resolve(folder, tls.keyFile), 'server.tls.keyFile'),
        cert: readPem(resolve(folder, tls.certFile), 'server.tls.certFile'),
      },
    }),
  };
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Its file is relative to the configuration file, as all are. */
function fromFolder(footage: Readonly<Record<string, unknown>>, folder: string): object {
  const { startSecretFile: file } = footage;
  return {
    ...footage,
    ...(typeof file === 'string' && file !== '' && { startSecretFile: resolve(folder, file) }),
  };
}

function readJson(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new RecorderError('recorder/config-unusable', { path: file, reason: 'cannot be read' }, error);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new RecorderError('recorder/config-unusable', { path: file, reason }, error);
  }
  throw new RecorderError('recorder/config-unusable', { path: file, reason: 'not an object' });
}

function refusedAt(section: string, error: z.ZodError): RecorderError {
  const issue = error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return new RecorderError('recorder/config-unusable', {
    path: [section, ...(issue?.path ?? []).map(String), ...keys].join('.'),
    reason: issue?.message ?? 'unusable',
  });
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new RecorderError('recorder/config-unusable', { path: 'MINGJING_PORT', reason: text });
}

function readPem(path: string, field: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RecorderError('recorder/config-unusable', { path: field, reason: 'cannot be read' }, error);
  }
}
