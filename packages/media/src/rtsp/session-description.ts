// SPDX-License-Identifier: Apache-2.0
/** What the recorder needs of an SDP (RFC 8866), read leniently: one bad line or media spoils nothing else (D1, D4). */

import type { AudioConfig, VideoCodec } from '../mp4/sample-entry.ts';
import { decodeBase64, decodeHex } from '../octets.ts';

export type MediaTrack = {
  readonly payloadType: number;
  readonly clockRate: number;
  readonly control: string;
} & (
  | { readonly kind: 'video'; readonly codec: VideoCodec; readonly parameterSets: readonly Uint8Array[] }
  | { readonly kind: 'audio'; readonly config: AudioConfig; readonly aac: AacFraming | undefined }
);

export type AacFraming = {
  readonly sizeBits: number;
  readonly indexBits: number;
  readonly deltaBits: number;
};

export type SessionDescription = {
  readonly control: string | undefined;
  readonly video: (MediaTrack & { readonly kind: 'video' }) | undefined;
  readonly audio: (MediaTrack & { readonly kind: 'audio' }) | undefined;
  /** Encoding names of video that is there but cannot be recorded. */
  readonly unsupportedVideo: readonly string[];
};

type Section = {
  readonly media: string;
  readonly formats: readonly number[];
  readonly attributes: Map<string, string[]>;
};

export function parseSessionDescription(text: string): SessionDescription {
  const sections: Section[] = [{ media: '', formats: [], attributes: new Map() }];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const value = line.slice(2).trim();
    if (line.startsWith('m=')) {
      const [media = '', , , ...formats] = value.split(/\s+/);
      sections.push({ media: media.toLowerCase(), formats: formats.map(Number), attributes: new Map() });
    } else if (line.startsWith('a=')) {
      const [name = '', ...rest] = value.split(':');
      const { attributes } = sections.at(-1)!;
      const key = name.trim().toLowerCase();
      attributes.set(key, [...(attributes.get(key) ?? []), rest.join(':').trim()]);
    }
  }
  const [session, ...media] = sections;
  // A back channel towards the camera is announced as `recvonly` or `sendonly` by different makers; ours is
  // the first video and the first audio (S13, D8).
  const videos = media.filter((section) => section.media === 'video');
  const found = videos.map(videoTrack);
  return {
    control: session?.attributes.get('control')?.[0],
    video: found.find((track) => track !== undefined),
    audio: media
      .filter((section) => section.media === 'audio')
      .sort((a, b) => Number(a.attributes.has('sendonly')) - Number(b.attributes.has('sendonly')))
      .map(audioTrack)
      .find((track) => track !== undefined),
    unsupportedVideo: videos.filter((_, at) => !found[at]).map((section) => encodingOf(section)?.name ?? '?'),
  };
}

type Encoding = {
  readonly payloadType: number;
  readonly name: string;
  readonly rate: number;
  readonly channels: number;
};

/** `rtpmap` of the first format, or the static payload type (RFC 3551). */
function encodingOf({ attributes, formats, media }: Section): Encoding | undefined {
  for (const map of attributes.get('rtpmap') ?? []) {
    const match = /^(\d+)\s+([^/\s]+)(?:\/(\d+))?(?:\/(\d+))?/.exec(map);
    if (!match || (formats.length > 0 && Number(match[1]) !== formats[0])) continue;
    const rate = Number(match[3] ?? 0) || (media === 'video' ? 90_000 : 8000);
    return {
      payloadType: Number(match[1]),
      name: match[2]!.toUpperCase(),
      rate,
      channels: Number(match[4] ?? 1) || 1,
    };
  }
  const payloadType = formats[0];
  if (payloadType === 0) return { payloadType, name: 'PCMU', rate: 8000, channels: 1 };
  if (payloadType === 8) return { payloadType, name: 'PCMA', rate: 8000, channels: 1 };
  return undefined;
}

function formatParameters({ attributes }: Section): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const line of attributes.get('fmtp') ?? []) {
    for (const field of line.replace(/^\d+\s*/, '').split(';')) {
      const equals = field.indexOf('=');
      if (equals > 0)
        parameters.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim());
    }
  }
  return parameters;
}

function videoTrack(section: Section): (MediaTrack & { readonly kind: 'video' }) | undefined {
  const encoding = encodingOf(section);
  const codec = encoding && videoCodecs.get(encoding.name);
  if (!encoding || !codec) return undefined;
  const parameters = formatParameters(section);
  const names = codec === 'h264' ? ['sprop-parameter-sets'] : ['sprop-vps', 'sprop-sps', 'sprop-pps'];
  const parameterSets = names
    .flatMap((name) => (parameters.get(name) ?? '').split(','))
    .map((text) => withoutStartCode(decodeBase64(text.trim())))
    .filter((nal) => nal.length > 3);
  const control = section.attributes.get('control')?.[0] ?? '';
  return {
    kind: 'video',
    codec,
    payloadType: encoding.payloadType,
    clockRate: encoding.rate,
    control,
    parameterSets,
  };
}

const videoCodecs: ReadonlyMap<string, VideoCodec> = new Map([
  ['H264', 'h264'],
  ['H265', 'h265'],
  ['HEVC', 'h265'],
]);

/** Annex B start codes in sprop (D7). */
function withoutStartCode(nal: Uint8Array): Uint8Array {
  const at = nal.findIndex((byte) => byte !== 0);
  return at >= 2 && nal[at] === 1 ? nal.subarray(at + 1) : nal;
}

function audioTrack(section: Section): (MediaTrack & { readonly kind: 'audio' }) | undefined {
  const encoding = encodingOf(section);
  if (!encoding) return undefined;
  const common = {
    kind: 'audio' as const,
    payloadType: encoding.payloadType,
    clockRate: encoding.rate,
    control: section.attributes.get('control')?.[0] ?? '',
  };
  if (encoding.name === 'PCMA' || encoding.name === 'PCMU') {
    const codec = encoding.name === 'PCMA' ? 'alaw' : 'ulaw';
    return { ...common, config: { codec, rate: encoding.rate, channels: encoding.channels }, aac: undefined };
  }
  if (encoding.name !== 'MPEG4-GENERIC') return undefined;
  const parameters = formatParameters(section);
  const config = decodeHex(parameters.get('config') ?? '');
  const specific = parseAudioSpecificConfig(config);
  if (!specific) return undefined;
  const number = (name: string, standard: number) => Number(parameters.get(name) ?? standard);
  const aac = {
    sizeBits: number('sizelength', 13),
    indexBits: number('indexlength', 3),
    deltaBits: number('indexdeltalength', 3),
  };
  return { ...common, config: { codec: 'aac', ...specific, config }, aac };
}

const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

/** ISO 14496-3 §1.6.2.1, as far as rate and channels. */
function parseAudioSpecificConfig(
  config: Uint8Array,
): { readonly rate: number; readonly channels: number } | undefined {
  if (config.length < 2 || config.length > 64) return undefined;
  const index = ((config[0]! & 7) << 1) | (config[1]! >> 7);
  const rate = aacRates[index];
  return rate === undefined ? undefined : { rate, channels: (config[1]! >> 3) & 15 || 2 };
}
