// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly besideLabel: string;
  readonly camera: string;
  readonly cameraName: string;
};
export default names;
