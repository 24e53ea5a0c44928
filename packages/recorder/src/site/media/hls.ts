// SPDX-License-Identifier: Apache-2.0
/**
 * HLS with fragmented MP4 for browsers without Media Source Extensions. Addresses lie under the access session, so a
 * playlist that leaks is worth nothing without its session and its sign-in. Each recorder segment has its own
 * initialization and its own media time: a discontinuity and a new map between them (catalogue B3).
 */

import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { FootagePart } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { Grant } from '../access/gate.ts';

/** Longest playlist: beyond it a player gets the first hours and asks for the rest. */
const mostSegments = 600;

/**
 * A finished playlist of `[fromMs, toMs)`: one HLS segment per recorder segment.
 *
 * @throws ServerRefusal `recorder/no-footage`
 */
export function hlsPlaylist(core: CoreWithoutMedia, camera: string, fromMs: number, toMs: number): string {
  const segments = core.segments({ camera, fromMs, toMs, limit: mostSegments });
  if (segments.length === 0) throw new ServerRefusal('recorder/no-footage', { camera });
  const longestMs = Math.max(...segments.map(({ startMs, endMs }) => endMs - startMs));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
  ];
  for (const [at, segment] of segments.entries()) {
    if (at > 0) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startMs).toISOString()}`,
      `#EXT-X-MAP:URI="init-${segment.n}.mp4"`,
      `#EXTINF:${((segment.endMs - segment.startMs) / 1000).toFixed(3)},`,
      `media-${segment.n}.m4s`,
    );
  }
  return `${[...lines, '#EXT-X-ENDLIST'].join('\n')}\n`;
}

/** Name of a part of a playlist: `init-N.mp4` or `media-N.m4s`. */
export function parseHlsPart(
  name: string,
): { readonly kind: 'init' | 'media'; readonly n: number } | undefined {
  const match = /^(?:(init)-(\d{1,12})\.mp4|(media)-(\d{1,12})\.m4s)$/.exec(name);
  if (!match) return undefined;
  return { kind: match[1] ? 'init' : 'media', n: Number(match[2] ?? match[4]) };
}

/** Bytes of one part of a playlist. The whole segment counts as shown, cut to the session's range. */
export async function* readHlsPart(
  core: CoreWithoutMedia,
  grant: Grant,
  wanted: { readonly kind: 'init' | 'media'; readonly n: number },
): AsyncGenerator<FootagePart> {
  const { camera, session } = grant;
  const segment = core
    .segments({ camera, fromMs: session.fromMs, toMs: session.toMs })
    .find(({ n }) => n === wanted.n);
  if (!segment) throw new ServerRefusal('recorder/no-footage', { camera });
  const fromMs = Math.max(segment.startMs, session.fromMs);
  const toMs = Math.min(segment.endMs, session.toMs);
  for await (const part of grant.parts(fromMs, toMs)) {
    if (part.segment !== wanted.n || (part.kind === 'init') !== (wanted.kind === 'init')) continue;
    if (part.kind === 'fragment') grant.shown(Math.max(part.startMs, fromMs), Math.min(part.endMs, toMs));
    yield part;
    if (wanted.kind === 'init') return;
  }
}
