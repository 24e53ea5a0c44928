// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly arrows: string;
  readonly up: string;
  readonly left: string;
  readonly right: string;
  readonly down: string;
  readonly closer: string;
  readonly wider: string;
};
export default names;
