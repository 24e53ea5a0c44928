// SPDX-License-Identifier: Apache-2.0
import type { CameraTraits } from './options.ts';

/** Four cameras that look different from each other, for trials: `startCameras({ count: 4, cameras: demoScenes })`. */
export const demoScenes: Readonly<Record<number, CameraTraits>> = {
  1: { name: '演示·大门', clip: 'gate', audio: 'aac' },
  2: { name: '演示·大厅', clip: 'lobby', audio: 'none' },
  3: { name: '演示·停车场', clip: 'car-park', audio: 'pcma' },
  4: { name: '演示·后院（夜间）', clip: 'night-yard', audio: 'none' },
};
