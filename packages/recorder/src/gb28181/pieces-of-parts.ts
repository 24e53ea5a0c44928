// SPDX-License-Identifier: Apache-2.0
/** Parts of our files as pieces that go into a program stream, with their place on the recorder's timeline. */
import { encodeAdtsHeader, type MediaPiece, type StreamKind } from '@mingjing/gb28181';
import { nalsOfSample, readSamples, readTracks, type Sample, type SampleTrack } from '@mingjing/media';
import type { FootagePart } from '../terms/footage.ts';

type VideoFormat = Extract<SampleTrack['format'], { readonly kind: 'video' }>;

const soundNames = { alaw: 'g711a', ulaw: 'g711u', aac: 'aac' } as const;

export class PieceReader {
  #tracks: readonly SampleTrack[] = [];
  #stream: StreamKind | undefined;

  /** Pieces of the next part; those of an initialization are none. */
  read(part: FootagePart): readonly MediaPiece[] {
    if (part.kind === 'init') {
      this.#tracks = readTracks(part.bytes);
      this.#stream = streamOf(this.#tracks);
      return [];
    }
    const stream = this.#stream;
    if (!stream) return [];
    return readSamples(part.bytes, this.#tracks).map((sample) =>
      pieceOf(sample, stream, part.segmentStartMs),
    );
  }
}

function streamOf(tracks: readonly SampleTrack[]): StreamKind | undefined {
  const video = tracks.find(({ format }) => format.kind === 'video')?.format;
  const audio = tracks.find(({ format }) => format.kind === 'audio')?.format;
  if (video?.kind !== 'video') return undefined;
  return { video: video.codec, audio: audio?.kind === 'audio' ? soundNames[audio.codec] : undefined };
}

function pieceOf(sample: Sample, stream: StreamKind, segmentStartMs: number): MediaPiece {
  const { format } = sample.track;
  const atMs = segmentStartMs + sample.decodeMs;
  if (format.kind === 'audio') {
    const { bytes } = sample;
    if (format.codec !== 'aac') return { stream, frame: { kind: 'audio', atMs, bytes } };
    const header = encodeAdtsHeader(format.config, bytes.length);
    const framed = new Uint8Array(header.length + bytes.length);
    framed.set(header);
    framed.set(bytes, header.length);
    return { stream, frame: { kind: 'audio', atMs, bytes: framed } };
  }
  const nals = nalsOfSample(sample.bytes);
  const isKey = sample.sync;
  return {
    stream,
    frame: {
      kind: 'video',
      atMs,
      presentMs: atMs + sample.compositionMs,
      isKey,
      nals: isKey ? withParameterSets(nals, format) : nals,
    },
  };
}

/** A receiver may begin at any key frame: parameter sets stand before it, the camera's own if it sent them. */
function withParameterSets(
  nals: readonly Uint8Array[],
  { codec, parameterSets }: VideoFormat,
): readonly Uint8Array[] {
  const isSequenceSet = (nal: Uint8Array) =>
    codec === 'h264' ? (nal[0]! & 31) === 7 : ((nal[0]! >> 1) & 63) === 33;
  return nals.some(isSequenceSet) ? nals : [...parameterSets, ...nals];
}
