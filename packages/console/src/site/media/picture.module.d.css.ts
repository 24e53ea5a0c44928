// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly wall: string;
  readonly columns1: string;
  readonly columns2: string;
  readonly columns3: string;
  readonly columns4: string;
  readonly frame: string;
  readonly whole: string;
  readonly fits: string;
  readonly picture: string;
  readonly video: string;
  readonly glass: string;
  readonly bar: string;
  readonly onDark: string;
  readonly notice: string;
  readonly note: string;
  readonly waiting: string;
  readonly grab: string;
  readonly fromCorner: string;
  readonly thumbnail: string;
};
export default names;
