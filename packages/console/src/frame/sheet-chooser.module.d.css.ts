// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly icon: string;
  readonly hint: string;
};
export default names;
