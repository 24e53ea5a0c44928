// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly wall: string;
  readonly holder: string;
  readonly frame: string;
  readonly video: string;
  readonly bar: string;
  readonly onDark: string;
  readonly notice: string;
  readonly caption: string;
  readonly note: string;
};
export default names;
