// SPDX-License-Identifier: Apache-2.0
/** Reads the bundled clips. Frame borders come from ffprobe (`NAME.json`), so no picture is parsed here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatorError } from './errors.ts';
import type { AudioCodec, ClipName, VideoCodec } from './options.ts';

const clipsFolder = join(import.meta.dirname, '..', 'clips');

type ClipFrame = {
  /** NAL units without start codes, parameter sets included where the encoder put them. */
  readonly nals: readonly Uint8Array[];
  readonly key: boolean;
  /** Place in presentation order, from 0, within the clip. */
  readonly presentation: number;
};

export type Clip = {
  readonly name: ClipName;
  readonly codec: VideoCodec;
  readonly framesPerSecond: number;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly ClipFrame[];
  /** SPS, PPS; for H.265 VPS, SPS, PPS. */
  readonly parameterSets: readonly Uint8Array[];
  /** Small NAL units travel together (STAP-A, AP) instead of one packet each. */
  readonly aggregated: boolean;
};

export type Sound = {
  readonly codec: Exclude<AudioCodec, 'none'>;
  readonly clockRate: number;
  /** One per packet; AAC: raw access units without ADTS header. */
  readonly units: readonly Uint8Array[];
  readonly ticksPerUnit: number;
  /** AudioSpecificConfig (ISO 14496-3 §1.6.2.1), AAC only. */
  readonly config: Uint8Array | undefined;
};

type ClipFile = {
  file: string;
  framesPerSecond: number;
  width: number;
  height: number;
  frames: [size: number, key: number, presentation: number][];
};

/** @throws SimulatorError `simulator/clip-unusable` when a file is missing or the two files do not fit. */
export function loadClip(name: ClipName): Clip {
  try {
    const facts = JSON.parse(readFileSync(join(clipsFolder, `${name}.json`), 'utf8')) as ClipFile;
    const bytes = readFileSync(join(clipsFolder, facts.file));
    const codec = facts.file.endsWith('.h265') ? 'h265' : 'h264';
    const frames: ClipFrame[] = [];
    let offset = 0;
    for (const [size, key, presentation] of facts.frames) {
      frames.push({ nals: splitAnnexB(bytes.subarray(offset, offset + size)), key: key === 1, presentation });
      offset += size;
    }
    if (offset !== bytes.length || !frames[0]?.key) throw new Error('frame sizes do not add up to the file');
    return {
      name,
      codec,
      framesPerSecond: facts.framesPerSecond,
      width: facts.width,
      height: facts.height,
      frames,
      parameterSets: frames[0].nals.filter((nal) => isParameterSet(nal, codec)),
      aggregated: name.startsWith('b-frames'),
    };
  } catch (error) {
    throw new SimulatorError('simulator/clip-unusable', { clip: name, reason: String(error) }, error);
  }
}

const G711_PACKET_MS = 40;

export function loadSound(codec: Exclude<AudioCodec, 'none'>): Sound {
  const bytes = readFileSync(join(clipsFolder, `tone.${codec}`));
  if (codec === 'aac') return splitAdts(bytes);
  const clockRate = 8000;
  const ticksPerUnit = (clockRate * G711_PACKET_MS) / 1000;
  const units: Uint8Array[] = [];
  for (let at = 0; at + ticksPerUnit <= bytes.length; at += ticksPerUnit)
    units.push(bytes.subarray(at, at + ticksPerUnit));
  return { codec, clockRate, units, ticksPerUnit, config: undefined };
}

/** Cuts a byte stream at its start codes (H.264 Annex B); trailing zero bytes belong to the next start code. */
function splitAnnexB(bytes: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let i = 0; i + 2 < bytes.length; i++)
    if (bytes[i] === 0 && bytes[i + 1] === 0 && bytes[i + 2] === 1) starts.push(i);
  return starts.map((start, n) => {
    let end = starts[n + 1] ?? bytes.length;
    while (end > start + 3 && bytes[end - 1] === 0) end -= 1;
    return bytes.subarray(start + 3, end);
  });
}

/** H.264: SPS 7, PPS 8. H.265: VPS 32, SPS 33, PPS 34. */
function isParameterSet(nal: Uint8Array, codec: VideoCodec): boolean {
  const first = nal[0] ?? 0;
  const type = codec === 'h264' ? first & 0x1f : (first >> 1) & 0x3f;
  return codec === 'h264' ? type === 7 || type === 8 : type >= 32 && type <= 34;
}

const adtsRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/** ISO 14496-3 §1.A.2.2: seven bytes of header, then one access unit of 1024 samples. */
function splitAdts(bytes: Uint8Array): Sound {
  const units: Uint8Array[] = [];
  for (let at = 0; at + 7 <= bytes.length; ) {
    const size =
      (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
    if (size < 7)
      throw new SimulatorError('simulator/clip-unusable', { clip: 'tone.aac', reason: `byte ${at}` });
    units.push(bytes.subarray(at + 7, at + size));
    at += size;
  }
  const objectType = ((bytes[2] ?? 0) >> 6) + 1;
  const rateIndex = ((bytes[2] ?? 0) >> 2) & 15;
  const channels = (((bytes[2] ?? 0) & 1) << 2) | ((bytes[3] ?? 0) >> 6);
  const config = Uint8Array.from([
    (objectType << 3) | (rateIndex >> 1),
    ((rateIndex & 1) << 7) | (channels << 3),
  ]);
  return { codec: 'aac', clockRate: adtsRates[rateIndex] ?? 16000, units, ticksPerUnit: 1024, config };
}
