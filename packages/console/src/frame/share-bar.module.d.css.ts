// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly bar: string;
  readonly sign: string;
  readonly good: string;
  readonly bad: string;
  readonly unsure: string;
  readonly same: string;
  readonly absent: string;
};
export default names;
