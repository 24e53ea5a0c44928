// SPDX-License-Identifier: Apache-2.0
/**
 * Fast playing without holes: of each fragment that begins with a key frame only that one picture, shown until the
 * next; and an initialization whose clock runs several times as fast, so that a player at its usual rate is fast.
 * For showing only; what is stored is never touched.
 */
import { readU32 } from '../octets.ts';
import { box, boxesIn, findBox, fullBox, u32 } from './boxes.ts';
import { readSamples, readTracks } from './read-samples.ts';

const syncFlags = 0x02000000;

/**
 * The key frame a fragment begins with, alone, at its place in the segment's time.
 *
 * @param init of the fragment's segment
 * @param durationMs until the next picture
 * @returns undefined when the fragment does not begin with a key frame
 */
export function keyFrameFragment(
  init: Uint8Array,
  fragment: Uint8Array,
  durationMs: number,
): Uint8Array | undefined {
  const track = readTracks(init).find(({ format }) => format.kind === 'video');
  if (!track) return undefined;
  const first = readSamples(fragment, [track])[0];
  if (!first?.sync) return undefined;
  const ticks = Math.round((first.decodeMs * track.timescale) / 1000);
  const duration = Math.max(1, Math.round((durationMs * track.timescale) / 1000));
  const composition = Math.round((first.compositionMs * track.timescale) / 1000);
  const moof = (dataOffset: number): Uint8Array =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(1)),
      box(
        'traf',
        // default-base-is-moof
        fullBox('tfhd', 0, 0x020000, u32(track.id)),
        fullBox('tfdt', 1, 0, u32(Math.floor(ticks / 2 ** 32), ticks % 2 ** 32)),
        fullBox(
          'trun',
          1,
          0xf01,
          u32(1, dataOffset, duration, first.bytes.length, syncFlags, composition >>> 0),
        ),
      ),
    );
  const head = moof(moof(0).length + 8);
  const film = new Uint8Array(head.length + 8 + first.bytes.length);
  film.set(head);
  film.set(u32(first.bytes.length + 8, 0x6d646174), head.length);
  film.set(first.bytes, head.length + 8);
  return film;
}

/**
 * The same initialization with media time that passes `factor` times as fast.
 *
 * @param factor a whole number from 1
 */
export function fasterInit(init: Uint8Array<ArrayBuffer>, factor: number): Uint8Array<ArrayBuffer> {
  const faster = init.slice();
  for (const { type, body } of boxesIn(findBox(faster, 'moov') ?? new Uint8Array())) {
    if (type !== 'trak') continue;
    const media = findBox(body, 'mdia/mdhd');
    if (!media || media.length < 24) continue;
    // Behind creation and modification time, which are twice as long in version 1 (ISO 14496-12 §8.4.2).
    const at = media[0] === 1 ? 20 : 12;
    new DataView(media.buffer, media.byteOffset).setUint32(at, readU32(media, at) * factor);
  }
  return faster;
}
