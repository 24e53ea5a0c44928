// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly page: string;
  readonly side: string;
  readonly brand: string;
  readonly bar: string;
  readonly content: string;
  readonly contentWide: string;
  readonly onNight: string;
  readonly bell: string;
  readonly night: string;
};
export default names;
