// SPDX-License-Identifier: Apache-2.0
import { VideoJoiner } from '@mingjing/evidence';
import type { Grant } from '../access/gate.ts';

/**
 * One fMP4 whose media time begins at 0: parts joined as in a bundle.
 *
 * @param onFormatChange called where the picture format changes; the film ends there unless it throws
 */
export async function* continuous(
  grant: Grant,
  fromMs: number,
  toMs: number,
  keyFramesOnly: boolean,
  onFormatChange: () => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const joiner = new VideoJoiner();
  for await (const part of grant.parts(fromMs, toMs)) {
    if (part.kind === 'init') {
      const piece = joiner.addInit(part.bytes, part.segmentStartMs);
      if (piece && piece.file > 0) return onFormatChange();
      if (piece) yield piece.bytes;
      continue;
    }
    if (keyFramesOnly && !part.sync) continue;
    grant.shown(Math.max(part.startMs, fromMs), Math.min(part.endMs, toMs));
    for (const piece of joiner.addFragment(part.bytes)) {
      if (piece.file > 0) return onFormatChange();
      yield piece.bytes;
    }
  }
}
