// SPDX-License-Identifier: Apache-2.0
/** Seals short secrets at rest; who has the disk without the key reads none. */

export type TextSeal = {
  /** @param name what the text belongs to; opened under another name it is refused */
  readonly seal: (name: string, text: string) => Uint8Array;
  /** @returns undefined when it was not sealed with this key under this name */
  readonly open: (name: string, sealed: Uint8Array) => string | undefined;
  /** The same for the same text and nothing else; whoever lacks the key learns nothing from it. Hex, 32 digits. */
  readonly mark: (text: string) => string;
};
