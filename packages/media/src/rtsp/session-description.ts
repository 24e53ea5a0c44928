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

export type VideoTrack = MediaTrack & { readonly kind: 'video' };
export type AudioTrack = MediaTrack & { readonly kind: 'audio' };

export type SessionDescription = {
  readonly control: string | undefined;
  readonly video: VideoTrack | undefined;
  readonly audio: AudioTrack | undefined;
  /** Other formats of the same media line that could be recorded: the camera may send any of them. */
  readonly otherVideo: readonly VideoTrack[];
  readonly otherAudio: readonly AudioTrack[];
  /** Encoding names of video and sound that are there but cannot be recorded. */
  readonly unsupportedVideo: readonly string[];
  readonly unsupportedAudio: readonly string[];
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
  const video = recordable(media, 'video', videoTrack);
  const sounds = media.toSorted(
    (a, b) => Number(a.attributes.has('sendonly')) - Number(b.attributes.has('sendonly')),
  );
  const audio = recordable(sounds, 'audio', audioTrack);
  return {
    control: session?.attributes.get('control')?.[0],
    video: video.found[0],
    audio: audio.found[0],
    otherVideo: video.found.slice(1),
    otherAudio: audio.found.slice(1),
    unsupportedVideo: video.unsupported,
    unsupportedAudio: audio.unsupported,
  };
}

/** Formats of the first section of a kind that has one that can be recorded; the names of all that cannot. */
function recordable<Track>(
  sections: readonly Section[],
  media: string,
  trackOf: (section: Section, encoding: Encoding) => Track | undefined,
): { readonly found: readonly Track[]; readonly unsupported: readonly string[] } {
  const unsupported: string[] = [];
  let found: readonly Track[] = [];
  for (const section of sections.filter((one) => one.media === media)) {
    const encodings = encodingsOf(section);
    const tracks = encodings.flatMap((encoding) => {
      const track = trackOf(section, encoding);
      if (track === undefined) unsupported.push(encoding.name);
      return track === undefined ? [] : [track];
    });
    if (encodings.length === 0) unsupported.push('?');
    if (found.length === 0) found = tracks;
  }
  return { found, unsupported };
}

type Encoding = {
  readonly payloadType: number;
  readonly name: string;
  readonly rate: number;
  readonly channels: number;
};

/** All formats of a section, in its order: by `rtpmap`, or by their static payload type (RFC 3551). */
function encodingsOf({ attributes, formats, media }: Section): readonly Encoding[] {
  const mapped = (attributes.get('rtpmap') ?? []).flatMap((map): readonly Encoding[] => {
    const match = /^(\d+)\s+([^/\s]+)(?:\/(\d+))?(?:\/(\d+))?/.exec(map);
    if (!match) return [];
    const rate = Number(match[3] ?? 0) || (media === 'video' ? 90_000 : 8000);
    const channels = Number(match[4] ?? 1) || 1;
    return [{ payloadType: Number(match[1]), name: match[2]!.toUpperCase(), rate, channels }];
  });
  if (formats.length === 0) return mapped;
  return formats.flatMap((payloadType) => {
    const found =
      mapped.find((one) => one.payloadType === payloadType) ??
      (media === 'audio' ? staticAudio.find((one) => one.payloadType === payloadType) : undefined);
    return found ? [found] : [];
  });
}

const staticAudio: readonly Encoding[] = [
  { payloadType: 0, name: 'PCMU', rate: 8000, channels: 1 },
  { payloadType: 8, name: 'PCMA', rate: 8000, channels: 1 },
  // Not recordable, but known by name (RFC 3551 §6).
  { payloadType: 4, name: 'G723', rate: 8000, channels: 1 },
  { payloadType: 9, name: 'G722', rate: 8000, channels: 1 },
  { payloadType: 14, name: 'MPA', rate: 90_000, channels: 1 },
  { payloadType: 18, name: 'G729', rate: 8000, channels: 1 },
];

/** Those of this payload type; when none names it, all there are (D6). */
function formatParameters({ attributes }: Section, payloadType: number): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const lines = attributes.get('fmtp') ?? [];
  const own = lines.filter((line) => Number(/^\d+/.exec(line)?.[0]) === payloadType);
  for (const line of own.length > 0 ? own : lines) {
    for (const field of line.replace(/^\d+\s*/, '').split(';')) {
      const equals = field.indexOf('=');
      if (equals > 0)
        parameters.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim());
    }
  }
  return parameters;
}

function videoTrack(section: Section, encoding: Encoding): VideoTrack | undefined {
  const codec = videoCodecs.get(encoding.name);
  if (!codec) return undefined;
  const parameters = formatParameters(section, encoding.payloadType);
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

function audioTrack(section: Section, encoding: Encoding): AudioTrack | undefined {
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
  const parameters = formatParameters(section, encoding.payloadType);
  // Without a usable one (AU2): low complexity at what the map says.
  const said = decodeHex(parameters.get('config') ?? '');
  const config = parseAudioSpecificConfig(said) ? said : lowComplexityConfig(encoding);
  const specific = parseAudioSpecificConfig(config);
  if (!specific) return undefined;
  const number = (name: string) => Number(parameters.get(name) ?? 0) || 0;
  // None of the three: the high bit rate mode's own (RFC 3640 §3.3.6). A single absent one is 0 (§4.1).
  const names = ['sizelength', 'indexlength', 'indexdeltalength'] as const;
  const isSilent = names.every((name) => !parameters.has(name));
  const aac = isSilent
    ? { sizeBits: 13, indexBits: 3, deltaBits: 3 }
    : {
        sizeBits: number('sizelength') || 13,
        indexBits: number('indexlength'),
        deltaBits: number('indexdeltalength'),
      };
  return { ...common, config: { codec: 'aac', ...specific, config }, aac };
}

/** AudioSpecificConfig of AAC-LC; empty when the rate is none of AAC's. */
function lowComplexityConfig({ rate, channels }: Encoding): Uint8Array {
  const index = aacRates.indexOf(rate);
  if (index < 0 || channels > 7) return new Uint8Array();
  return Uint8Array.of(0x10 | (index >> 1), ((index & 1) << 7) | (channels << 3));
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
