// SPDX-License-Identifier: Apache-2.0
/** What DESCRIBE offers: the camera's tracks, or what a fault makes of them. */
import type { Camera, ResolvedTraits } from './camera.ts';
import type { ConversationFaultName } from './fault.ts';
import type { MediaTrack } from './media-track.ts';
import { describeTracks, describeUnsupported, rubbishDescription } from './session-description.ts';

/** Video first, then sound. */
export function offeredTracks(camera: Camera, traits: ResolvedTraits): MediaTrack[] {
  const has = (name: ConversationFaultName) => traits.faults.some((fault) => fault.name === name);
  let asked = traits;
  if (has('codec-change') && camera.describes % 2 === 0)
    asked = { ...traits, clip: traits.clip.endsWith('-h265') ? 'gate' : 'gate-h265' };
  if (has('no-video') && traits.audio === 'none') asked = { ...asked, audio: 'pcma' };
  const audio = camera.audio(asked);
  return [...(has('no-video') ? [] : [camera.video(asked)]), ...(audio ? [audio] : [])];
}

/** The SDP for these tracks. */
export function offeredDescription(
  { name, faults }: ResolvedTraits,
  tracks: readonly MediaTrack[],
  host: string,
): string {
  const unsupported = faults.find((fault) => fault.name === 'unsupported');
  if (unsupported) return describeUnsupported(name, unsupported.word, host);
  if (faults.some((fault) => fault.name === 'rubbish')) return rubbishDescription;
  return describeTracks(name, tracks, host);
}
