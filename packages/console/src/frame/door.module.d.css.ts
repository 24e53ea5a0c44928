// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly page: string;
  readonly card: string;
  readonly cardNarrow: string;
  readonly cardWide: string;
  readonly paper: string;
  readonly link: string;
};
export default names;
