// SPDX-License-Identifier: Apache-2.0
/** A small picture of a photo, by the system's ffmpeg; without it pages show the photo itself. */
import { runWithInput } from './run-with-input.ts';

const demuxers: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg_pipe', 'image/png': 'png_pipe' };

const mostPixels = 80_000_000;
const mostDecodedBytes = 512 << 20;

/** @returns a JPEG at most 320 pixels wide and high; undefined when it is no picture, or there is no ffmpeg */
export async function thumbnailOf(bytes: Uint8Array, mediaType: string): Promise<Uint8Array | undefined> {
  const demuxer = demuxers[mediaType];
  if (demuxer === undefined) return undefined;
  const { code, output } = await runWithInput(
    'ffmpeg',
    [
      // Whatever the head of the file says: a decoder that needs more than this stops.
      ...['-max_alloc', String(mostDecodedBytes), '-max_pixels', String(mostPixels), '-threads', '1'],
      ...['-hide_banner', '-loglevel', 'error', '-protocol_whitelist', 'pipe', '-f', demuxer, '-i', 'pipe:0'],
      ...[
        '-frames:v',
        '1',
        '-map_metadata',
        '-1',
        '-vf',
        'scale=320:320:force_original_aspect_ratio=decrease',
      ],
      ...['-f', 'mjpeg', '-q:v', '5', 'pipe:1'],
    ],
    bytes,
  );
  return code === 0 && output.length > 0 ? new Uint8Array(output) : undefined;
}
