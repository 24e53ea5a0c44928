// SPDX-License-Identifier: Apache-2.0
/** `rtsp[s]://HOST:PORT/N?clip=…&audio=…&bitrate=…&codec=…&fault=…`, with or without a track behind it. */
import { SimulatorError } from './errors.ts';
import { audioCodecs, type CameraTraits, clipNames, videoCodecs } from './options.ts';

export type CameraUrl = {
  readonly camera: number;
  /** From 1; undefined for the camera as a whole. */
  readonly track: number | undefined;
  readonly query: string;
};

/**
 * Takes a request URL apart. Clients put the track before the query (RFC 3986) or behind it (most of them,
 * quirk U3); both are understood.
 *
 * @returns undefined when the path is no camera's
 */
export function parseCameraUrl(url: string): CameraUrl | undefined {
  const match = /^rtsps?:\/\/[^/]+\/(\d+)(?:\/trackID=(\d+))?\/?(?:\?(.*?)(?:\/(?:trackID=(\d+))?)?)?$/i.exec(
    url,
  );
  if (!match) return undefined;
  const track = match[2] ?? match[4];
  return {
    camera: Number(match[1]),
    track: track === undefined ? undefined : Number(track),
    query: match[3] ?? '',
  };
}

/**
 * Traits written in a query; a later one wins over the camera's own.
 *
 * @throws SimulatorError `simulator/options-unusable`
 */
export function traitsOfQuery(query: string): CameraTraits {
  let traits: CameraTraits = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const value = decode(rest.join('='));
    if (name === 'fault') traits = { ...traits, fault: value };
    else if (name === 'clip') traits = { ...traits, clip: oneOf(name, value, clipNames) };
    else if (name === 'codec') traits = { ...traits, codec: oneOf(name, value, videoCodecs) };
    else if (name === 'audio') traits = { ...traits, audio: oneOf(name, value, audioCodecs) };
    else if (name === 'bitrate') traits = { ...traits, bitrate: bits(value) };
    else throw unusable(name, value, 'fault, clip, codec, audio, bitrate');
  }
  return traits;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable('query', text, 'percent-encoded UTF-8');
  }
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw unusable(option, value, known.join(', '));
  return found;
}

function bits(value: string): number {
  const parsed = Number(value);
  if (!(Number.isSafeInteger(parsed) && parsed > 0)) throw unusable('bitrate', value, 'bits per second');
  return parsed;
}

function unusable(option: string, value: string, expected: string): SimulatorError {
  return new SimulatorError('simulator/options-unusable', { option, value, expected });
}
