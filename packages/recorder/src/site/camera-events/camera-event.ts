// SPDX-License-Identifier: Apache-2.0
/** Something a camera itself noticed, whatever language it told it in. */
export type CameraEvent = {
  readonly source: 'onvif' | 'gb28181';
  /** As the source names the device that told it. */
  readonly device: string;
  /** Camera of this recorder; undefined: none of ours is recorded from there. */
  readonly camera: string | undefined;
  readonly kind: 'motion' | 'tamper' | 'other';
  /** `moment`: its end is not told. */
  readonly state: 'begins' | 'ends' | 'moment';
  /** In the device's own words or numbers. */
  readonly words: string;
  /** Short name in the log, as `2-1` or `motion`. */
  readonly code: string;
  /** What is kept of it; no secrets. */
  readonly record: Readonly<Record<string, string | number | null>>;
};
