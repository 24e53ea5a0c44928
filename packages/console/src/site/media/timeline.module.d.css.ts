// SPDX-License-Identifier: Apache-2.0
// Written by scripts/css-names.ts.
declare const names: {
  readonly preview: string;
  readonly timeline: string;
  readonly bar: string;
  readonly row: string;
  readonly low: string;
  readonly high: string;
  readonly span: string;
  readonly footage: string;
  readonly gap: string;
  readonly held: string;
  readonly deleted: string;
  readonly name: string;
  readonly future: string;
  readonly outside: string;
  readonly before: string;
  readonly after: string;
  readonly hover: string;
  readonly position: string;
  readonly hours: string;
  readonly hour: string;
  readonly said: string;
};
export default names;
