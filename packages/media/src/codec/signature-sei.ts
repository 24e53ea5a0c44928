// SPDX-License-Identifier: Apache-2.0
/**
 * Whether an SEI message carries a camera's own signature: user data with the UUID of Axis Signed Video or of
 * ONVIF Media Signing. Only its presence is told here; checking it is another matter.
 */
import type { VideoCodec } from '../mp4/sample-entry.ts';
import { encodeHex } from '../octets.ts';

const signatureUuids = new Set([
  // "Signed Video...0", Axis Signed Video Framework
  '5369676e656420566964656f2e2e2e30',
  // ONVIF Media Signing
  '005bc93f2d715e95ada4796f90877a6f',
]);

/** SEI payload type of user_data_unregistered (ITU-T H.264 D.1, H.265 D.2). */
const userDataUnregistered = 5;

export function isSignatureSei(codec: VideoCodec, nal: Uint8Array): boolean {
  const at = codec === 'h264' ? 1 : 2;
  if (nal[at] !== userDataUnregistered) return false;
  let uuidAt = at + 1;
  while (nal[uuidAt] === 255) uuidAt++;
  return signatureUuids.has(encodeHex(nal.subarray(uuidAt + 1, uuidAt + 17)));
}
