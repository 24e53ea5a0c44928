// SPDX-License-Identifier: Apache-2.0
/** One look at the newest key frames of a camera: numbers and a word, no picture. */
import type { HealthMeasures, HealthVerdict, ReferenceView } from './judge.ts';

export type PictureLook =
  | {
      readonly kind: 'told';
      /** Of the key frame that was judged, epoch ms. */
      readonly atMs: number;
      readonly verdict: HealthVerdict;
      readonly measures: HealthMeasures;
      /** What would be kept if this became the reference; absent where the picture shows too little for one. */
      readonly view?: ReferenceView;
    }
  | {
      readonly kind: 'unknown';
      readonly why: 'no-footage' | 'no-key-frame' | 'decoder-missing' | 'footage-locked' | 'look-failed';
    };

/** Decodes and measures, away from the thread that records. */
export interface PictureLooker {
  look(camera: string, reference: ReferenceView | undefined): Promise<PictureLook>;
  close(): Promise<void>;
}
