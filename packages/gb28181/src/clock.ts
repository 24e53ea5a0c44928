// SPDX-License-Identifier: Apache-2.0
/** Time as an argument: tests turn it by hand. */
export type Clock = {
  /** Epoch ms. */
  readonly nowMs: () => number;
  /** @returns call it to cancel */
  readonly after: (ms: number, callback: () => void) => () => void;
};
