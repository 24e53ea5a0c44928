// SPDX-License-Identifier: Apache-2.0
/** What DESCRIBE answers (RFC 4566), whole and spoilt. */
import type { MediaTrack } from './media-track.ts';

/** Track n is controlled by `trackID=n`, from 1. */
export function describeTracks(name: string, tracks: readonly MediaTrack[], host: string): string {
  return lines([
    ...head(name, host),
    ...tracks.flatMap((track, i) => [
      `m=${track.kind} 0 RTP/AVP ${track.payloadType}`,
      ...track.sdp,
      `a=control:trackID=${i + 1}`,
    ]),
  ]);
}

/** A video codec that a recorder of H.264 and H.265 has no use for. */
export function describeUnsupported(name: string, codec: string, host: string): string {
  const payloadType = codec === 'mjpeg' ? 26 : 98;
  const map = codec === 'mjpeg' ? 'JPEG' : 'VP8';
  return lines([
    ...head(name, host),
    `m=video 0 RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${map}/90000`,
    'a=control:trackID=1',
  ]);
}

/** Looks like SDP for a moment. */
export const rubbishDescription = lines([
  'v=zero',
  'm=video',
  'a=rtpmap:H264',
  '=',
  'm=',
  'a=control',
  '🎥🎥🎥',
]);

function head(name: string, host: string): string[] {
  return [
    'v=0',
    `o=- 1 1 IN ${host.includes(':') ? 'IP6' : 'IP4'} ${host}`,
    `s=${name}`,
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
  ];
}

function lines(all: readonly string[]): string {
  return `${all.join('\r\n')}\r\n`;
}
