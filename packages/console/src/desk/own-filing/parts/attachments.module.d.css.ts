// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly paper: string;
  readonly picture: string;
  readonly noPicture: string;
};
export default names;
