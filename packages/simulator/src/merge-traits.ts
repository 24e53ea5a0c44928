// SPDX-License-Identifier: Apache-2.0
import type { CameraTraits } from './options.ts';

/** `over` wins; a codec in `over` without a clip sets aside the clip of `base`. */
export function mergeTraits(base: CameraTraits, over: CameraTraits): CameraTraits {
  if (over.codec === undefined || over.clip !== undefined) return { ...base, ...over };
  const { clip: _setAside, ...rest } = base;
  return { ...rest, ...over };
}
